"""The house with a teller who tells in disorder: each piece late by another while, and one in three
twice. `python tests/browser/shuffled.py` instead of `python wsgi.py`."""

import random
import threading
from typing import Any

from app import create_app
from app.live import teller
from app.serve import serve

LATE_SECONDS = 1.5

_push = teller.push
_chance = random.Random(2026)


def push_in_disorder(room: str, language: str, news: dict[str, Any]) -> None:
    for _ in range(_chance.choice((1, 1, 2))):
        late = threading.Timer(_chance.random() * LATE_SECONDS, _push, (room, language, news))
        late.daemon = True
        late.start()


if __name__ == "__main__":
    teller.push = push_in_disorder
    serve(create_app())

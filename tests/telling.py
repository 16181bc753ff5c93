"""The teller by hand: its thread does not run in tests."""

from typing import Any

from flask import Flask

from app.core import log
from app.live.teller import tell_since


class Teller:
    """Called, it tells what has happened since it was made, or was called before."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        with app.app_context():
            self._heard = log.latest()

    def __call__(self) -> None:
        self._heard = tell_since(self._app, self._heard)


def sit(line: Any, room: str, lang: str = "en") -> bool:
    """Join a room as a page does; may it be heard here?"""
    return bool(line.emit("join", {"room": room, "lang": lang}, callback=True)["ok"])


def pieces(line: Any) -> list[dict[str, Any]]:
    """What came down the line since the last look."""
    return [event["args"][0] for event in line.get_received() if event["name"] == "piece"]

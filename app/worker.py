"""The slow work: drains each listener's rows until it is told to stop."""

import os
import signal
import threading
from collections.abc import Callable
from time import monotonic

from flask import Flask

from app.core import keys, work
from app.core.db import db
from app.core.transaction import transaction

IDLE_SECONDS = 0.3  # between looks when there was nothing to do
BEAT_SECONDS = 10.0
TIDY_SECONDS = 3600.0

stopping = threading.Event()


def run(app: Flask, started_by: int | None = None) -> None:
    """The whole of `flask work`: until SIGTERM or SIGINT, or until the process that started it is
    gone, when one is named: killed without a word, it cannot stop us itself."""
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopping.set())
    beat_at = tidy_at = 0.0
    while not stopping.is_set() and started_by in {None, os.getppid()}:
        if monotonic() >= beat_at:
            _safely(app, lambda: work.beat("worker"))
            for chore in work.chores:
                _safely(app, chore)
            beat_at = monotonic() + BEAT_SECONDS
        if monotonic() >= tidy_at:
            _safely(app, tidy)
            tidy_at = monotonic() + TIDY_SECONDS
        if not _safely(app, drain):
            stopping.wait(IDLE_SECONDS)


def drain() -> int:
    """One batch for each listener; how many entries were taken."""
    return sum(work.work_once(name) for name in list(work.listeners))


def tidy() -> int:
    with transaction():
        return keys.forget_old()


def _safely(app: Flask, do: Callable[[], object]) -> bool:
    """A stumble (a busy database, a full disk) is logged, and the worker goes on."""
    with app.app_context():
        try:
            return bool(do())
        except Exception:
            app.logger.exception("the worker stumbled")
            stopping.wait(1)
            return False
        finally:
            db.session.remove()

"""The slow work: drains each listener's rows until it is told to stop."""

import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from time import monotonic

from flask import Flask
from sqlalchemy.exc import OperationalError

from app.core import keys, work
from app.core.db import db
from app.core.errors import Busy
from app.core.transaction import is_contention, transaction

IDLE_SECONDS = 0.3  # between looks when there was nothing to do
BEAT_SECONDS = 10.0
TIDY_SECONDS = 3600.0

stopping = threading.Event()


class Every:
    """Asked often, it says yes once in so many seconds, and the first time."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.next = seconds, 0.0

    def due(self) -> bool:
        if monotonic() < self.next:
            return False
        self.next = monotonic() + self.seconds
        return True


def run(app: Flask, started_by: int | None = None) -> None:
    """The whole of `flask work`: until SIGTERM or SIGINT, or until the process that started it is
    gone, when one is named: killed without a word, it cannot stop us itself."""
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopping.set())
    beat, round_, tidying = Every(BEAT_SECONDS), Every(BEAT_SECONDS), Every(TIDY_SECONDS)
    work.between[:] = [lambda: _look_up(app, started_by, beat)]
    with suppress(SystemExit):
        while True:
            work.look_up()
            for chore in work.chores if round_.due() else ():
                _safely(app, chore)
            if tidying.due():
                _safely(app, tidy)
            if not _safely(app, drain):
                stopping.wait(IDLE_SECONDS)


def _look_up(app: Flask, started_by: int | None, beat: Every) -> None:
    """Raises SystemExit when it is time to go."""
    if stopping.is_set() or started_by not in {None, os.getppid()}:
        raise SystemExit
    if beat.due():
        _safely(app, lambda: work.beat("worker"))


def drain() -> int:
    """One batch for each listener; how many entries were taken."""
    return sum(work.work_once(name) for name in list(work.listeners))


def tidy() -> int:
    with transaction():
        return keys.forget_old()


def _safely(app: Flask, do: Callable[[], object]) -> bool:
    """A stumble (a full disk) is logged, and the worker goes on. That others write without a break
    is no stumble: it comes again."""
    with app.app_context():
        try:
            return bool(do())
        except Exception as problem:
            if isinstance(problem, Busy) or _is_contention(problem):
                app.logger.warning("the worker waits: the database is busy")
            else:
                app.logger.exception("the worker stumbled")
            stopping.wait(1)
            return False
        finally:
            db.session.remove()


def _is_contention(problem: Exception) -> bool:
    return isinstance(problem, OperationalError) and is_contention(problem)

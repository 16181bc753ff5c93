"""The slow work: drains each listener's rows until it is told to stop."""

import os
import signal
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from time import monotonic
from types import MappingProxyType

from flask import Flask
from sqlalchemy.exc import OperationalError

from app.core import keys, work
from app.core.db import db
from app.core.errors import Busy
from app.core.transaction import is_contention, transaction

IDLE_SECONDS = 0.3  # between looks when there was nothing to do
BEAT_SECONDS = 10.0
TIDY_SECONDS = 3600.0
FEW = 10  # entries of a batch: more, twice in a row, and many write
PAUSE_SECONDS, GATHERING_SECONDS = 1.0, 4.0  # between gathered batches: of few, and of many

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


class Pace:
    """When the next batch of a listener is taken. At rest at once: what is written is found in two
    seconds. While many write, it may be ten, and a fuller batch costs each entry much less."""

    def __init__(self) -> None:
        self._next, self._many = 0.0, False

    def due(self) -> bool:
        return monotonic() >= self._next

    def took(self, number: int) -> None:
        many = number > FEW
        pause = GATHERING_SECONDS if many and self._many else PAUSE_SECONDS
        self._next = monotonic() + pause if 0 < number < work.BATCH else 0.0
        self._many = many


def run(app: Flask, started_by: int | None = None) -> None:
    """The whole of `flask work`: until SIGTERM or SIGINT, or until the process that started it is
    gone, when one is named: killed without a word, it cannot stop us itself."""
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopping.set())
    beat, round_, tidying = Every(BEAT_SECONDS), Every(BEAT_SECONDS), Every(TIDY_SECONDS)
    paces = {name: Pace() for name, listener in work.listeners.items() if listener.gathered}
    work.between[:] = [lambda: _look_up(app, started_by, beat)]
    with suppress(SystemExit):
        while True:
            work.look_up()
            for chore in work.chores if round_.due() else ():
                _safely(app, chore)
            if tidying.due():
                _safely(app, tidy)
            if not _safely(app, lambda: drain(paces)):
                stopping.wait(IDLE_SECONDS)


def _look_up(app: Flask, started_by: int | None, beat: Every) -> None:
    """Raises SystemExit when it is time to go."""
    if stopping.is_set() or started_by not in {None, os.getppid()}:
        raise SystemExit
    if beat.due():
        _safely(app, lambda: work.beat("worker"))


def drain(paces: Mapping[str, Pace] = MappingProxyType({})) -> int:
    """One batch for each listener whose pace allows it; how many entries were taken."""
    return sum(_take(name, paces.get(name)) for name in list(work.listeners))


def _take(name: str, pace: Pace | None) -> int:
    if pace is None:
        return work.work_once(name)
    if not pace.due():
        return 0
    number = work.work_once(name)
    pace.took(number)
    return number


def tidy() -> int:
    with transaction():
        return keys.forget_old() + sum(forget() for forget in work.old)


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

"""One change, one commit; then the news.

at_start      what each change will ask for is read anew, at once
same_commit   rows that must exist if the change exists: notifications, the worker's rows
after_commit  a word to the teller, who reads the log: what is lost here is caught up
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import OperationalError

from app.core import log
from app.core.db import db, writing
from app.core.errors import Busy
from app.core.events import take_pending
from app.core.log import LogEntry
from app.core.turns import Turns

logger = logging.getLogger(__name__)

WAIT_SECONDS = 5.0  # for one's turn to write, of this process and then of SQLite

at_start: list[Callable[[], None]] = []
same_commit: list[Callable[[LogEntry], None]] = []
after_commit: list[Callable[[], None]] = []

_turn = Turns()


@contextmanager
def transaction(wait: float | None = None) -> Iterator[None]:
    """Edges (views, the worker, the cli) open one; operations never commit.

    The request's reading ends here and its objects reload inside the change, so that rules are
    asked about things as they are now and not as they were when the page was found. Raises Busy
    when the turn to write does not come within `wait` seconds (WAIT_SECONDS, when none are said),
    OperationalError when another process keeps the database for as long."""
    if writing.get() is not None:
        raise RuntimeError("one change, one commit: a transaction is already open")
    db.session.rollback()
    patience = WAIT_SECONDS if wait is None else wait
    if not _turn.acquire(timeout=patience):
        raise Busy
    token = writing.set(patience)
    try:
        db.session.connection()  # the database's own turn, taken before any work is done
        for read in at_start:
            read()
        yield
        _tell_within()
        db.session.commit()
    except BaseException:
        take_pending()
        db.session.rollback()
        raise
    finally:
        writing.reset(token)
        _turn.release()
    for wake in after_commit:
        try:
            wake()
        except Exception:  # the change stands: lost news must not undo it
            logger.exception("after_commit")


def _tell_within() -> None:
    db.session.flush()
    for told in take_pending():
        entry = log.write(told.actor, told.event, told.at)
        for tell in same_commit:
            tell(entry)


def is_contention(error: OperationalError) -> bool:
    """Was the database merely busy: with others (locked, deadlock, serialization, lock timeout), or
    with itself (full, starting, going down, no answer)?"""
    state = getattr(error.orig, "sqlstate", None) or ""
    if state in {"40001", "40P01", "55P03"} or state[:2] in {"08", "53"} or state[:3] == "57P":
        return True
    return "database is locked" in str(error.orig)

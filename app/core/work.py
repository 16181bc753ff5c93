"""The slow work: one row for each listener an entry concerns, leased, done, marked.

Lease and commit; do it with no transaction open; mark done and commit. (A worker that claims and
works inside one transaction starves every post.)"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    UniqueConstraint,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.db import Model, db, put, table_of
from app.core.errors import Away
from app.core.events import Event
from app.core.log import LogEntry
from app.core.transaction import transaction

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
AWAY = timedelta(seconds=30)  # until what did not answer is asked again
TRIES = 5
BATCH = 200


@dataclass(frozen=True)
class Listener:
    """`wants` says which events concern it; `do` works through entries, and may be told the same
    entry twice: it must end in the same state. Where one call costs more than many entries, its
    entries are `gathered` while many come."""

    wants: Callable[[Event], bool]
    do: Callable[[Sequence[LogEntry]], None]
    gathered: bool = False


listeners: dict[str, Listener] = {}  # app/wiring.py fills them
chores: list[Callable[[], object]] = []  # looked at by the worker every few seconds
old: list[Callable[[], int]] = []  # what each package has to forget by its age; how many
between: list[Callable[[], object]] = []  # the worker's signs of life, and its leaving


class Work(Model):
    __tablename__ = "work"
    __table_args__ = (UniqueConstraint("entry_id", "listener"),)

    entry_id: Mapped[int] = mapped_column(ForeignKey("log.id"))
    listener: Mapped[str]
    tries: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None]
    error: Mapped[str | None]
    done_at: Mapped[datetime | None] = mapped_column(index=True)


_PLAN = insert(table_of(Work))


class Beat(Model):
    """A sign of life of a process that has no address of its own."""

    __tablename__ = "beats"

    name: Mapped[str] = mapped_column(unique=True)
    at: Mapped[datetime]


def plan(entry: LogEntry) -> None:
    """In the same commit: rows for those who will work on this entry later."""
    wanted = [
        {"entry_id": entry.id, "listener": name}
        for name, listener in listeners.items()
        if not entry.silent and listener.wants(entry.event)
    ]
    if wanted:
        put(_PLAN, wanted)


def work_once(name: str) -> int:
    """Take one batch of a listener's work and do it; how many entries were taken."""
    taken = _lease(name)
    if not taken:
        return 0
    try:
        _do(name, taken)
    except Exception as problem:  # one poison entry must not hold up the others
        if len(taken) == 1:
            _put_back(name, taken[0], problem)
        else:
            for number in taken:
                _do_alone(name, number)
    return len(taken)


def _do_alone(name: str, number: int) -> None:
    try:
        _do(name, [number])
    except Exception as problem:
        _put_back(name, number, problem)


def _do(name: str, numbers: list[int]) -> None:
    entries = list(
        db.session.scalars(select(LogEntry).where(LogEntry.id.in_(numbers)).order_by(LogEntry.id))
    )
    listeners[name].do(entries)
    with transaction():
        db.session.execute(
            update(Work)
            .where(Work.listener == name, Work.entry_id.in_(numbers))
            .values(done_at=now(), error=None)
        )


def _lease(name: str) -> list[int]:
    ready = (
        select(Work.id, Work.entry_id)
        .where(
            Work.listener == name,
            Work.done_at.is_(None),
            Work.tries < TRIES,
            _free(),
        )
        .order_by(Work.entry_id)
        .limit(BATCH)
    )
    if not db.session.execute(ready.limit(1)).first():  # look first: an idle worker writes nothing
        db.session.rollback()
        return []
    with transaction():
        rows = db.session.execute(ready.with_for_update(skip_locked=True)).all()
        db.session.execute(
            update(Work)
            .where(Work.id.in_([row.id for row in rows]))
            .values(leased_until=now() + LEASE, tries=Work.tries + 1)
        )
    return [row.entry_id for row in rows]


def _free() -> ColumnElement[bool]:
    return or_(Work.leased_until.is_(None), Work.leased_until < now())


def _put_back(name: str, number: int, problem: Exception) -> None:
    logger.error("%s failed on entry %s: %r", name, number, problem)
    db.session.rollback()
    with transaction():
        row = db.session.scalars(
            select(Work).where(Work.listener == name, Work.entry_id == number)
        ).one()
        row.error = repr(problem)[:500]
        if isinstance(problem, Away):  # however long it takes: no fault of the entry, and no try
            row.tries -= 1
            row.leased_until = now() + AWAY
            return
        again = now() + timedelta(seconds=2**row.tries)
        row.leased_until = again if row.tries < TRIES else None


def look_up() -> None:
    """Long work comes here between two pieces, with no transaction open. Where a worker was told to
    stop, it ends here, with SystemExit."""
    for look in between:
        look()


def set_aside() -> list[Work]:
    """What failed TRIES times, oldest first: shown on the health page. Not while the last try is
    leased; one whose process died in the midst of it has left no error."""
    rows = select(Work).where(Work.done_at.is_(None), Work.tries >= TRIES, _free())
    return list(db.session.scalars(rows.order_by(Work.entry_id)))


def count_waiting() -> int:
    waiting = select(func.count()).select_from(Work).where(Work.done_at.is_(None))
    return db.session.scalar(waiting) or 0


def retry_set_aside() -> int:
    """Give everything set aside its tries again; how many."""
    rows = set_aside()
    for row in rows:
        row.tries, row.leased_until, row.error = 0, None, None
    return len(rows)


def beat(name: str) -> None:
    with transaction():
        row = db.session.scalar(select(Beat).where(Beat.name == name))
        if row is None:
            db.session.add(Beat(name=name, at=now()))
        else:
            row.at = now()


def last_beat(name: str) -> datetime | None:
    return db.session.scalar(select(Beat.at).where(Beat.name == name))

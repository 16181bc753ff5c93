"""The append-only log, one immutable row an event, each chained to the one before.

History, audit, notifications, live news, catch-up and the worker's queue all read it."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, ScalarSelect, bindparam, func, insert, select, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Model, ask, db, put, table_of
from app.core.events import KINDS, Actor, ActorKind, Event

GENESIS = "0" * 64
BATCH = 500
# One number for the whole of PostgreSQL: writers of the log take turns, so that a smaller id was
# committed earlier and nobody who reads in order of id ever steps over an entry.
_TURN = 0x75746861


class LogEntry(Model):
    __tablename__ = "log"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str]
    actor_kind: Mapped[str]
    actor_id: Mapped[int | None] = mapped_column(index=True)
    seat_id: Mapped[int | None]
    actor_text_bn: Mapped[str]
    actor_text_en: Mapped[str]
    facts: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    facts_hash: Mapped[str]
    prev_hash: Mapped[str]
    hash: Mapped[str]

    @property
    def silent(self) -> bool:
        """Every listener skips it: who did it is sealed, or what was done is forgotten."""
        return self.actor_kind == ActorKind.SEALED or self.facts is None

    @cached_property
    def event(self) -> Event:
        """Of an entry that was forgotten there is none: ask `silent` first."""
        return KINDS[self.kind].of(self.facts or {})


class LogSubject(Model):
    """One event may concern several rooms: a post, and the action item made of it."""

    __tablename__ = "log_subjects"
    __table_args__ = (Index("ix_log_subjects_subject_entry_id", "subject", "entry_id"),)

    entry_id: Mapped[int] = mapped_column(ForeignKey("log.id"), index=True)
    subject: Mapped[str]


# Made once: to build a statement costs more than to give it, and these go with every change.
_APPEND, _CONCERN = insert(table_of(LogEntry)), insert(table_of(LogSubject))
_LATEST = select(func.max(LogEntry.id))
_NEWEST = select(LogEntry.id, LogEntry.hash).order_by(LogEntry.id.desc()).limit(1)


def write(actor: Actor, event: Event, at: datetime) -> LogEntry:
    """Append within the current change. `at` is when it was done: a demo world has a past."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})
    number, prev_hash = last()
    facts = event.facts()
    entry = LogEntry(
        id=number + 1,
        created_at=at,
        kind=event.kind,
        actor_kind=actor.kind.value,
        actor_id=actor.id,
        seat_id=actor.seat_id,
        actor_text_bn=actor.text_bn,
        actor_text_en=actor.text_en,
        facts=facts,
        facts_hash=digest(facts, actor.text_bn, actor.text_en),
        prev_hash=prev_hash,
    )
    entry.hash = seal(entry, event.subjects)
    # Said straight to the table: of all that is written, this is written with every change.
    put(_APPEND, _columns(entry))
    one = {"entry_id": entry.id, "created_at": at}
    put(_CONCERN, [one | {"subject": subject} for subject in event.subjects])
    return entry


def _columns(entry: LogEntry) -> dict[str, Any]:
    return {column.name: getattr(entry, column.name) for column in table_of(LogEntry).columns}


def digest(*parts: object) -> str:
    """SHA-256, hex, of the parts written as canonical JSON."""
    canonical = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def seal(entry: LogEntry, subjects: Iterable[str]) -> str:
    """The link of the chain. It covers the hash of the facts, not the facts: they can be emptied
    when the law wants them forgotten, and the chain still holds."""
    return digest(
        entry.id,
        entry.created_at.astimezone(UTC).isoformat(),
        entry.kind,
        entry.actor_kind,
        entry.actor_id,
        entry.seat_id,
        entry.facts_hash,
        sorted(subjects),
        entry.prev_hash,
    )


@dataclass(frozen=True)
class Flaw:
    number: int
    what: str


def verify() -> Flaw | None:
    """Walk the whole chain: the first entry that is not as it was written. What was cut off at the
    end leaves no trace here, and shows only beside an older answer of `last`."""
    number, prev_hash = 0, GENESIS
    batch = BATCH
    while True:
        try:
            entries = since(number, batch)
        except ValueError:  # one of them is no entry any more; which, is found one by one
            if batch == 1:
                return Flaw(number + 1, "it cannot be read")
            batch = 1
            continue
        if not entries:
            return None
        subjects = _subjects(entries)
        for entry in entries:
            number += 1
            if what := _wrong(entry, number, prev_hash, subjects[entry.id]):
                return Flaw(number, what)
            prev_hash = entry.hash


def _wrong(entry: LogEntry, number: int, prev_hash: str, subjects: Iterable[str]) -> str:
    if entry.id != number:
        return "it is not there"
    if entry.prev_hash != prev_hash:
        return "it does not follow the one before"
    if entry.facts is not None and entry.facts_hash != digest(
        entry.facts, entry.actor_text_bn, entry.actor_text_en
    ):
        return "its facts, or the name of who did it, are other ones"
    return "" if entry.hash == seal(entry, subjects) else "its seal is broken"


def _subjects(entries: Sequence[LogEntry]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = select(LogSubject.entry_id, LogSubject.subject).where(
        LogSubject.entry_id.between(entries[0].id, entries[-1].id)
    )
    for entry_id, subject in db.session.execute(rows):
        found[entry_id].append(subject)
    return found


def last() -> tuple[int, str]:
    """The number and the seal of the newest entry: all the chain hangs on it."""
    found = ask(_NEWEST)
    return (found[0].id, found[0].hash) if found else (0, GENESIS)


def latest() -> int:
    """How far the log has come. A page is rendered as of an entry, and catches up from there."""
    return ask(_LATEST)[0][0] or 0


def seal_of(*subjects: Any) -> ScalarSelect[str | None]:
    """The seal of the newest entry about any of these subjects, to be asked within a query: while
    it is the same, nothing has happened to them. Never used twice, unlike a number, it may name
    what was made of them."""
    newest = select(func.max(LogSubject.entry_id)).where(LogSubject.subject.in_(subjects))
    found = select(LogEntry.hash).where(LogEntry.id == newest.scalar_subquery())
    return found.correlate(None).scalar_subquery()


def since(after: int, limit: int = 200) -> list[LogEntry]:
    """Everything after an entry, in order: the teller's walk."""
    return list(db.session.scalars(_SINCE, {"after": after, "most": limit}))


_SINCE = (
    select(LogEntry)
    .where(LogEntry.id > bindparam("after"))
    .order_by(LogEntry.id)
    .limit(bindparam("most"))
)


def since_about(subject: str, after: int, limit: int) -> list[LogEntry]:
    """What happened to one subject, in order: a page's catch-up, a thing's history."""
    entries = (
        select(LogEntry)
        .join(LogSubject, LogSubject.entry_id == LogEntry.id)
        .where(LogSubject.subject == subject, LogEntry.id > after)
    )
    return list(db.session.scalars(entries.order_by(LogEntry.id).limit(limit)))

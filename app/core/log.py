"""The append-only log, one immutable row an event, each chained to the one before.

History, audit, notifications, live news, catch-up and the worker's queue all read it."""

import hashlib
import json
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import JSON, ForeignKey, func, select, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Model, db
from app.core.events import KINDS, Actor, Event

GENESIS = "0" * 64
# One number for the whole of PostgreSQL: writers of the log take turns, so that a smaller id was
# committed earlier and nobody who reads in order of id ever steps over an entry.
_TURN = 0x75746861


class LogEntry(Model):
    __tablename__ = "log"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(index=True)
    actor_kind: Mapped[str]
    actor_id: Mapped[int | None] = mapped_column(index=True)
    seat_id: Mapped[int | None]
    actor_text_bn: Mapped[str]
    actor_text_en: Mapped[str]
    facts: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    facts_hash: Mapped[str]
    prev_hash: Mapped[str]
    hash: Mapped[str]

    @cached_property
    def event(self) -> Event:
        return KINDS[self.kind].of(self.facts or {})


class LogSubject(Model):
    """One event may concern several rooms: a post, and the action item made of it."""

    __tablename__ = "log_subjects"

    entry_id: Mapped[int] = mapped_column(ForeignKey("log.id"), index=True)
    subject: Mapped[str] = mapped_column(index=True)


def write(actor: Actor, event: Event, at: datetime) -> LogEntry:
    """Append within the current change. `at` is when it was done: a demo world has a past."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})
    last = db.session.execute(
        select(LogEntry.id, LogEntry.hash).order_by(LogEntry.id.desc()).limit(1)
    ).first()
    number, prev_hash = (last.id + 1, last.hash) if last else (1, GENESIS)
    facts = event.facts()
    facts_hash = digest(facts, actor.text_bn, actor.text_en)
    entry = LogEntry(
        id=number,
        created_at=at,
        kind=event.kind,
        actor_kind=actor.kind.value,
        actor_id=actor.id,
        seat_id=actor.seat_id,
        actor_text_bn=actor.text_bn,
        actor_text_en=actor.text_en,
        facts=facts,
        facts_hash=facts_hash,
        prev_hash=prev_hash,
        hash=seal(number, at, event.kind, actor, facts_hash, event.subjects, prev_hash),
    )
    db.session.add(entry)
    db.session.flush()
    db.session.add_all(
        LogSubject(entry_id=number, subject=subject, created_at=at) for subject in event.subjects
    )
    return entry


def digest(*parts: object) -> str:
    """SHA-256, hex, of the parts written as canonical JSON."""
    canonical = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def seal(
    number: int,
    at: datetime,
    kind: str,
    actor: Actor,
    facts_hash: str,
    subjects: tuple[str, ...],
    prev_hash: str,
) -> str:
    """The link of the chain. It covers the hash of the facts, not the facts: they can be emptied
    when the law wants them forgotten, and the chain still holds."""
    return digest(
        number,
        at.isoformat(),
        kind,
        actor.kind.value,
        actor.id,
        actor.seat_id,
        facts_hash,
        sorted(subjects),
        prev_hash,
    )


def latest() -> int:
    """How far the log has come. A page is rendered as of an entry, and catches up from there."""
    return db.session.scalar(select(func.max(LogEntry.id))) or 0


def since(after: int, limit: int = 200) -> list[LogEntry]:
    """Everything after an entry, in order: the teller's walk."""
    entries = select(LogEntry).where(LogEntry.id > after)
    return list(db.session.scalars(entries.order_by(LogEntry.id).limit(limit)))


def since_about(subject: str, after: int, limit: int) -> list[LogEntry]:
    """What happened to one subject, in order: a page's catch-up, a thing's history."""
    entries = (
        select(LogEntry)
        .join(LogSubject, LogSubject.entry_id == LogEntry.id)
        .where(LogSubject.subject == subject, LogEntry.id > after)
    )
    return list(db.session.scalars(entries.order_by(LogEntry.id).limit(limit)))

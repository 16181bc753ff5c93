"""What is written down though it changed nothing: a deed that was refused."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from app.core.clock import now
from app.core.db import db
from app.core.errors import Busy
from app.core.events import Actor, Event, Name, record
from app.core.log import LogEntry
from app.core.transaction import transaction

logger = logging.getLogger(__name__)

A_MINUTE = 6  # of one kind, by one officer: nobody fills the log with what may not be done
WAIT_SECONDS = 1.0


@dataclass(frozen=True, kw_only=True)
class DeedRefused(Event, kind="deed.refused"):
    """Its subject is the officer alone: on the page of the thing nothing has happened."""

    officer_id: int
    action: Name
    thing: Name
    thing_id: int | None  # None: a new one was to be made

    @property
    def subjects(self) -> tuple[str, ...]:
        return (f"officer:{self.officer_id}",)


def note(actor: Actor, event: Event) -> None:
    """In a change of its own, on which no answer depends: when the database is busy it is not
    written, and the operator's log says so."""
    try:
        with transaction(wait=WAIT_SECONDS):
            if _count_of_this_minute(actor, event) < A_MINUTE:
                record(actor, event)
    except (Busy, OperationalError, NoConnection):
        logger.warning("not noted: %s %s", event.kind, event.facts())
        db.session.rollback()


def _count_of_this_minute(actor: Actor, event: Event) -> int:
    noted = select(func.count()).where(
        LogEntry.actor_id == actor.id,
        LogEntry.kind == event.kind,
        LogEntry.created_at > now() - timedelta(minutes=1),
    )
    return db.session.scalar(noted) or 0

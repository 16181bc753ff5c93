"""What was done with the appeals of an item, as its timeline tells it, the same for all."""

from collections.abc import Sequence
from functools import partial

from sqlalchemy import select

from app.actions.events import Reminded
from app.actions.record import Deed
from app.appeals.events import (
    AppealDueMoved,
    AppealEvent,
    AppealFiled,
    AppealTaken,
)
from app.appeals.models import Appeal
from app.core.db import db
from app.core.events import KINDS
from app.core.log import LogEntry
from app.officers.models import Seat

TOLD = [kind for kind, event in KINDS.items() if issubclass(event, AppealEvent)]


def deeds_of(entries: Sequence[LogEntry]) -> dict[int, Deed]:
    """All of it at once."""
    events = {entry.id: entry.event for entry in entries}
    about = {event.appeal_id for event in events.values() if isinstance(event, AppealEvent)}
    rows = db.session.execute(
        select(Appeal, Seat).join(Seat, Seat.id == Appeal.seat_id).where(Appeal.id.in_(about))
    )
    appeals = {appeal.id: (appeal, seat) for appeal, seat in rows}

    def deed(entry: LogEntry, event: AppealEvent) -> Deed:
        appeal, seat = appeals[event.appeal_id]
        told = partial(
            Deed,
            entry.kind,
            entry.actor_text_bn,
            entry.actor_text_en,
            entry.created_at,
            piece="appeals/_deed.html",
            thing_id=appeal.id,
        )
        match event:
            case AppealFiled(due_on=due_on):
                words = {"html": appeal.html, "language": appeal.language}
                return told(**words, to=seat, due_on=None if event.late else due_on)
            case AppealTaken(due_on=due_on):
                return told(due_on=due_on)
            case Reminded(due_on=due_on):
                return told(due_on=due_on)
            case AppealDueMoved(was=was, due_on=due_on):
                return told(was=was, due_on=due_on)
            case _:
                return told(html=appeal.answer_html, language=appeal.answer_language)

    return {
        entry.id: deed(entry, event)
        for entry in entries
        if isinstance(event := events[entry.id], AppealEvent)
    }

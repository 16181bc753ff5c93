"""What was done about an investigation, as the timeline of its item tells it: that it began, and
that it is over. The rest stands on its own page, for those who read it."""

from collections.abc import Sequence
from functools import partial

from app.actions.record import Deed
from app.core.log import LogEntry
from app.investigations.events import InvestigationBegun, InvestigationOver

TOLD = (InvestigationBegun.kind, InvestigationOver.kind)


def deeds_of(entries: Sequence[LogEntry]) -> dict[int, Deed]:
    return {entry.id: _deed(entry) for entry in entries}


def _deed(entry: LogEntry) -> Deed:
    told = partial(
        Deed,
        entry.kind,
        entry.actor_text_bn,
        entry.actor_text_en,
        entry.created_at,
        piece="investigations/_deed.html",
    )
    match entry.event:
        case InvestigationBegun(item_days=days, due_on=due_on):
            return told(days=days, due_on=due_on) if days else told()
        case InvestigationOver(withdrawn=withdrawn):
            return told(reason="withdrawn") if withdrawn else told()
        case other:
            raise TypeError(f"{other} is no deed of an investigation")

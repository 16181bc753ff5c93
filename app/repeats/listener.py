"""What was ended is put with its like. By the worker: to compare many titles takes a while."""

from collections.abc import Sequence

from app.actions.events import ActionDone, ActionVerified
from app.actions.models import ActionItem
from app.core.db import db
from app.core.events import Event
from app.core.log import LogEntry
from app.core.transaction import transaction
from app.core.work import Listener
from app.repeats.gathering import gather

NAME = "repeats"


def _wants(event: Event) -> bool:
    return isinstance(event, ActionDone | ActionVerified)


def gather_entries(entries: Sequence[LogEntry]) -> None:
    """Doing it twice ends alike: an item is put somewhere once."""
    numbers = dict.fromkeys(entry.facts["action_id"] for entry in entries if entry.facts)
    for number in numbers:
        with transaction():
            gather(db.session.get_one(ActionItem, number))


listener = Listener(wants=_wants, do=gather_entries)

"""What was asked of several and is decided by one is no news to the others any more: it is read for
them, so that neither bell nor mail asks for what is done."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import exists, or_, select, update

from app.actions.events import (
    ActionAccepted,
    ActionAcknowledged,
    ActionAnswerDue,
    ActionDone,
    ActionDue,
    ActionOverdue,
    ActionRaised,
    ActionUnanswered,
    ActionWarned,
    FlagDeclined,
    FlagJoined,
)
from app.comments.events import CommentHidden, CommentPosted
from app.core.clock import now
from app.core.db import db
from app.core.events import Event
from app.core.log import LogEntry
from app.delegation.events import DelegationEnded, WordsPrepared, WordsSetAside
from app.delegation.models import Preparation
from app.endorsements.events import PostEndorsed
from app.moderation.events import ConcernKept
from app.moderation.models import Concern
from app.notifications.models import Notification
from app.orders.events import (
    OrderAcknowledged,
    OrderAnswerDue,
    OrderDue,
    OrderOverdue,
    OrderRaised,
    OrderReported,
    OrderUnanswered,
    OrderWarned,
    OrderWithdrawn,
)
from app.orders.queries import list_withdrawn_with
from app.posts.events import PostHidden

_ITEM_ANSWER = (ActionAnswerDue, ActionUnanswered)
_ITEM = (*_ITEM_ANSWER, ActionWarned, ActionDue, ActionOverdue, ActionRaised)
_ORDER_ANSWER = (OrderAnswerDue, OrderUnanswered)
_ORDER = (*_ORDER_ANSWER, OrderWarned, OrderDue, OrderOverdue, OrderRaised)

# What the clock asked for, and nobody needs to hear of any more: of which thing, and which of it.
_SETTLED: Mapping[type[Event], tuple[str, Sequence[type[Event]]]] = {
    ActionAcknowledged: ("action", _ITEM_ANSWER),
    ActionDone: ("action", _ITEM),
    OrderAcknowledged: ("order", _ORDER_ANSWER),
    OrderReported: ("order", _ORDER),
    OrderWithdrawn: ("order", _ORDER),
}


def read_what_is_settled(entry: LogEntry) -> None:
    """In the same commit, before anybody is told of the entry itself."""
    event = entry.event
    if isinstance(event, FlagDeclined | ActionAccepted):
        # By the post, which has an index: this is done while others wait for their turn.
        _read(Notification.post_id == event.post_id, Notification.thing == f"flag:{event.flag_id}")
    elif isinstance(event, FlagJoined):
        _read(
            Notification.post_id == event.from_post_id,
            Notification.thing == f"flag:{event.flag_id}",
        )
    elif settled := _SETTLED.get(type(event)):
        _read_reminders(event, *settled)
    elif isinstance(event, ConcernKept | PostHidden | CommentHidden):
        decided = select(Concern.id).where(
            Concern.post_id == event.post_id, Concern.settled_at.is_not(None)
        )
        _read(Notification.thing.like("concern:%"), Notification.concern_id.in_(decided))
    elif isinstance(event, WordsSetAside | DelegationEnded):
        _read_prepared(event.senior_id)
    elif isinstance(event, CommentPosted | PostEndorsed) and event.prepared_by_id:
        _read_prepared(entry.actor_id)


def _read_reminders(event: Any, name: str, asked: Sequence[type[Event]]) -> None:
    """Of what was asked and is done now: of the answer, or of all."""
    number = getattr(event, f"{name}_id")
    numbers = [number]
    if isinstance(event, OrderWithdrawn):
        numbers = [order.id for order in list_withdrawn_with(number)]
    kinds = [one.kind for one in asked]
    told = exists().where(LogEntry.id == Notification.entry_id, LogEntry.kind.in_(kinds))
    thing = Notification.thing.in_([f"{name}:{number}" for number in numbers])
    _read(Notification.post_id == event.post_id, thing, told.correlate(Notification))


def _read_prepared(senior_id: int | None) -> None:
    over = or_(Preparation.approved_at.is_not(None), Preparation.set_aside_at.is_not(None))
    # Asked of each of the senior's few unread ones: the log is long.
    told = (
        exists()
        .where(LogEntry.id == Notification.entry_id, LogEntry.kind == WordsPrepared.kind, over)
        .where(Preparation.id == LogEntry.facts["preparation_id"].as_integer())
        .correlate(Notification)
    )
    _read(Notification.officer_id == senior_id, told)


def _read(*which: Any) -> None:
    unread = update(Notification).where(Notification.read_at.is_(None), *which)
    db.session.execute(
        unread.values(read_at=now()), execution_options={"synchronize_session": False}
    )

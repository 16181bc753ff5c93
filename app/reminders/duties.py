"""What the clock watches. A kind of duty joins by one entry in DUTIES."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from app.actions.events import (
    ActionAnswerDue,
    ActionDue,
    ActionOverdue,
    ActionRaised,
    ActionUnanswered,
    ActionWarned,
)
from app.actions.models import OPEN, ActionItem
from app.appeals.events import AppealDue, AppealOverdue, AppealRaised, AppealWarned
from app.appeals.models import WAITING, Appeal
from app.investigations.events import (
    InvestigationDue,
    InvestigationOverdue,
    InvestigationRaised,
    InvestigationWarned,
)
from app.investigations.models import Investigation, InvestigationState
from app.officers.queries import holder_of
from app.orders.events import (
    OrderAnswerDue,
    OrderDue,
    OrderOverdue,
    OrderRaised,
    OrderUnanswered,
    OrderWarned,
)
from app.orders.models import Order
from app.posts.models import Post
from app.reminders.models import Stage


@dataclass(frozen=True)
class DutyKind:
    name: str  # as in "action:12"
    model: type[Any]
    open: frozenset[Any]  # states in which its day is to be kept
    join: Callable[[Select[Any]], Select[Any]]  # to the post it stands on
    about: Callable[[Any], dict[str, int]]  # the ids that its events name
    giver_id: Callable[[Any], int | None]
    events: Mapping[Stage, Callable[..., Any]]

    def watched(self, *what: Any) -> Select[Any]:
        """Those that something may be done about: what is hidden or withdrawn waits."""
        return self.join(select(*what)).where(
            self.model.state.in_(self.open), Post.hidden_at.is_(None), Post.withdrawn_at.is_(None)
        )


ITEMS = DutyKind(
    name="action",
    model=ActionItem,
    open=OPEN,
    join=lambda found: found.join(Post, Post.id == ActionItem.post_id),
    about=lambda item: {"action_id": item.id, "post_id": item.post_id},
    giver_id=lambda item: item.assigned_by_id,
    events={
        Stage.ANSWER: ActionAnswerDue,
        Stage.UNANSWERED: ActionUnanswered,
        Stage.WARNED: ActionWarned,
        Stage.DUE: ActionDue,
        Stage.OVERDUE: ActionOverdue,
        Stage.RAISED: ActionRaised,
    },
)


def _by_item(model: Any) -> Callable[[Select[Any]], Select[Any]]:
    return lambda found: found.join(ActionItem, ActionItem.id == model.action_id).join(
        Post, Post.id == ActionItem.post_id
    )


def _answers_for_the_giver(order: Order) -> int | None:
    holder = holder_of(order.from_seat)
    return holder.id if holder else None


ORDERS = DutyKind(
    name="order",
    model=Order,
    open=OPEN,
    join=_by_item(Order),
    about=lambda order: {
        "order_id": order.id,
        "action_id": order.action_id,
        "post_id": order.item.post_id,
    },
    giver_id=_answers_for_the_giver,
    events={
        Stage.ANSWER: OrderAnswerDue,
        Stage.UNANSWERED: OrderUnanswered,
        Stage.WARNED: OrderWarned,
        Stage.DUE: OrderDue,
        Stage.OVERDUE: OrderOverdue,
        Stage.RAISED: OrderRaised,
    },
)

# The two that follow are not to be taken up first: nobody asks back about them.
APPEALS = DutyKind(
    name="appeal",
    model=Appeal,
    open=WAITING,
    join=_by_item(Appeal),
    about=lambda appeal: {
        "appeal_id": appeal.id,
        "action_id": appeal.action_id,
        "post_id": appeal.item.post_id,
    },
    giver_id=lambda _appeal: None,
    events={
        Stage.WARNED: AppealWarned,
        Stage.DUE: AppealDue,
        Stage.OVERDUE: AppealOverdue,
        Stage.RAISED: AppealRaised,
    },
)

INVESTIGATIONS = DutyKind(
    name="investigation",
    model=Investigation,
    open=frozenset({InvestigationState.OPEN}),
    join=_by_item(Investigation),
    about=lambda one: {"investigation_id": one.id},
    giver_id=lambda _one: None,
    events={
        Stage.WARNED: InvestigationWarned,
        Stage.DUE: InvestigationDue,
        Stage.OVERDUE: InvestigationOverdue,
        Stage.RAISED: InvestigationRaised,
    },
)

DUTIES = (ITEMS, ORDERS, INVESTIGATIONS, APPEALS)

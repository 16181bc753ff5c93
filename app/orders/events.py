from dataclasses import dataclass
from datetime import date

from app.actions.events import (
    ActionEvent,
    Reminded,
    RemindedGiver,
    RemindedHigher,
    RemindedSuperior,
)
from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class OrderEvent(ActionEvent, kind=None):
    """It concerns the item too, and the post: all their pages show it."""

    order_id: int


@dataclass(frozen=True, kw_only=True)
class OrderGiven(OrderEvent, kind="order.given"):
    from_seat_id: int
    seat_id: int
    holder_id: int  # who answered for the seat that day
    working_days: int
    due_on: date


@dataclass(frozen=True, kw_only=True)
class OrderStepEvent(OrderEvent, kind=None):
    """Something was said with it: the words are the step's."""

    step_id: int


@dataclass(frozen=True, kw_only=True)
class OrderAcknowledged(OrderStepEvent, kind="order.acknowledged"):
    pass


@dataclass(frozen=True, kw_only=True)
class OrderAskedBack(OrderStepEvent, kind="order.asked_back"):
    pass


@dataclass(frozen=True, kw_only=True)
class OrderAnswered(OrderStepEvent, kind="order.answered"):
    pass


@dataclass(frozen=True, kw_only=True)
class OrderForwarded(OrderStepEvent, kind="order.forwarded"):
    from_seat_id: int
    seat_id: int
    holder_id: int  # who answered for the new seat that day
    to_superior: bool  # twice was enough: the common superior decides


@dataclass(frozen=True, kw_only=True)
class OrderTimeAsked(OrderStepEvent, kind="order.time_asked"):
    working_days: int


@dataclass(frozen=True, kw_only=True)
class OrderTimeGiven(OrderStepEvent, kind="order.time_given"):
    working_days: int
    was: date
    due_on: date


@dataclass(frozen=True, kw_only=True)
class OrderTimeRefused(OrderStepEvent, kind="order.time_refused"):
    pass


@dataclass(frozen=True, kw_only=True)
class OrderReported(OrderStepEvent, kind="order.reported"):
    pass


@dataclass(frozen=True, kw_only=True)
class ReportAccepted(OrderStepEvent, kind="report.accepted"):
    pass


@dataclass(frozen=True, kw_only=True)
class ReportReturned(OrderStepEvent, kind="report.returned"):
    pass


@dataclass(frozen=True, kw_only=True)
class OrderWithdrawn(OrderStepEvent, kind="order.withdrawn"):
    """With all that was given under it."""


@dataclass(frozen=True, kw_only=True)
class GrantEvent(Event, kind=None):
    grant_id: int
    seat_id: int  # that may order

    @property
    def subjects(self) -> tuple[str, ...]:
        return (f"grant:{self.grant_id}",)


@dataclass(frozen=True, kw_only=True)
class GrantGiven(GrantEvent, kind="grant.given"):
    pass


@dataclass(frozen=True, kw_only=True)
class GrantEnded(GrantEvent, kind="grant.ended"):
    pass


@dataclass(frozen=True, kw_only=True)
class OrderDueMoved(OrderEvent, kind="order.due_moved"):
    """The calendar changed under it; nobody did anything to the order."""

    was: date
    due_on: date
    day_id: int  # of the calendar: the day that came or went
    holder_id: int | None  # who answered for the seat that day


@dataclass(frozen=True, kw_only=True)
class OrderAnswerDue(OrderEvent, Reminded, kind="order.answer_due"):
    pass


@dataclass(frozen=True, kw_only=True)
class OrderUnanswered(OrderEvent, RemindedGiver, kind="order.unanswered"):
    pass


@dataclass(frozen=True, kw_only=True)
class OrderWarned(OrderEvent, Reminded, kind="order.warned"):
    pass


@dataclass(frozen=True, kw_only=True)
class OrderDue(OrderEvent, Reminded, kind="order.due"):
    pass


@dataclass(frozen=True, kw_only=True)
class OrderOverdue(OrderEvent, RemindedSuperior, kind="order.overdue"):
    pass


@dataclass(frozen=True, kw_only=True)
class OrderRaised(OrderEvent, RemindedHigher, kind="order.raised"):
    pass


ORDER_REMINDERS = (
    OrderAnswerDue,
    OrderUnanswered,
    OrderWarned,
    OrderDue,
    OrderOverdue,
    OrderRaised,
)

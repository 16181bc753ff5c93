"""Orders as their pages and pieces show them: the same for every reader."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import aliased, joinedload

from app.actions.events import Reminded
from app.actions.models import OPEN, ActionState, StepKind
from app.actions.record import Clock, Deed, clock_of
from app.calendar.queries import national_calendar
from app.core.db import db
from app.core.events import KINDS
from app.core.i18n import in_language
from app.core.log import LogEntry
from app.officers.models import Officer, Seat
from app.orders.events import OrderDueMoved, OrderEvent, OrderRaised, OrderStepEvent
from app.orders.models import Order, OrderStep
from app.orders.table import ENDED
from app.posts.seats import Held, list_holders

_To = aliased(Seat)


@dataclass(frozen=True, slots=True)
class Node:
    """An order in the tree of its item."""

    id: int
    action_id: int
    parent_id: int | None
    html: str
    language: str
    done_html: str
    done_language: str
    comment_id: int | None
    state: ActionState
    since: datetime
    returned: bool
    asked_days: int | None
    forwards: int
    working_days: int
    clock: Clock
    seat: Seat
    from_seat: Seat
    holder: Held | None
    giver: Held | None
    under: list["Node"] = field(default_factory=list)

    @property
    def open(self) -> bool:
        return self.state in OPEN

    @property
    def ended(self) -> bool:
        return self.state in ENDED


@dataclass(frozen=True, slots=True)
class Said:
    """A step of an order, with what was said."""

    kind: StepKind
    name_bn: str
    name_en: str
    at: datetime
    html: str
    language: str
    to: Seat | None
    days: int | None

    @property
    def who(self) -> str:
        return in_language(self.name_bn, self.name_en)


def list_tree(action_id: int) -> list[Node]:
    """The orders straight under an item, each with those under it. In few queries, however many."""
    orders = db.session.scalars(
        select(Order)
        .where(Order.action_id == action_id)
        .options(joinedload(Order.seat), joinedload(Order.from_seat))
        .order_by(Order.id)
        .execution_options(populate_existing=True)
    ).all()
    if not orders:
        return []
    seats = {seat.id: seat for order in orders for seat in (order.seat, order.from_seat)}
    holders, calendar = list_holders(seats.values()), national_calendar()
    nodes: dict[int, Node] = {}
    top: list[Node] = []
    for order in orders:  # a parent has the smaller number
        node = nodes[order.id] = Node(
            id=order.id,
            action_id=order.action_id,
            parent_id=order.parent_id,
            html=order.html,
            language=order.language,
            done_html=order.done_html,
            done_language=order.done_language,
            comment_id=order.comment_id,
            state=order.state,
            since=order.withdrawn_at
            or order.accepted_at
            or order.done_at
            or order.returned_at
            or order.acknowledged_at
            or order.created_at,
            returned=order.state == ActionState.DOING and order.returned_at is not None,
            asked_days=order.asked_days,
            forwards=order.forwards,
            working_days=order.working_days + order.more_days,
            clock=clock_of(calendar, order.state, order.due_on),
            seat=order.seat,
            from_seat=order.from_seat,
            holder=holders.get(order.seat_id),
            giver=holders.get(order.from_seat_id),
        )
        (nodes[order.parent_id].under if order.parent_id else top).append(node)
    return top


def show_order(order: Order) -> Node:
    """With all that is under it. The caller has found it, or pushes it to a room of its readers."""
    waiting = list_tree(order.action_id)
    while waiting:
        node = waiting.pop()
        if node.id == order.id:
            return node
        waiting += node.under
    raise LookupError(order.id)


def list_said(order_id: int) -> Sequence[Said]:
    """All that was said with its steps, in order."""
    rows = db.session.execute(
        select(OrderStep, Officer.name_bn, Officer.name_en, _To)
        .join(Officer, Officer.id == OrderStep.officer_id)
        .outerjoin(_To, _To.id == OrderStep.to_seat_id)
        .where(OrderStep.order_id == order_id)
        .order_by(OrderStep.id)
    ).all()
    return [
        Said(step.kind, bn, en, step.created_at, step.html, step.language, to, step.days)
        for step, bn, en, to in rows
    ]


TOLD = [kind for kind, event in KINDS.items() if issubclass(event, OrderEvent)]


def deeds_of(entries: Sequence[LogEntry]) -> dict[int, Deed]:
    """What was done with the orders of an item, for its timeline; all of it at once."""
    events = {entry.id: entry.event for entry in entries}
    about = {event.order_id for event in events.values() if isinstance(event, OrderEvent)}
    said = (Order.id, Order.created_at, Order.html, Order.language)
    orders = {row.id: row for row in db.session.execute(select(*said).where(Order.id.in_(about)))}
    spoken = (OrderStep.id, OrderStep.created_at, OrderStep.html, OrderStep.language)
    rows = db.session.execute(select(*spoken).where(OrderStep.order_id.in_(about)))
    steps = {row.id: row for row in rows}
    raised_to = {event.to_seat_id for event in events.values() if isinstance(event, OrderRaised)}
    found = db.session.scalars(select(Seat).where(Seat.id.in_(raised_to))) if raised_to else ()
    seats = {seat.id: seat for seat in found}

    def deed(entry: LogEntry, event: OrderEvent) -> Deed:
        told = partial(
            Deed,
            entry.kind,
            entry.actor_text_bn,
            entry.actor_text_en,
            piece="orders/_deed.html",
            thing_id=event.order_id,
        )
        if isinstance(event, OrderRaised):
            return told(entry.created_at, to=seats[event.to_seat_id], due_on=event.due_on)
        if isinstance(event, Reminded):
            return told(entry.created_at, due_on=event.due_on)
        if isinstance(event, OrderDueMoved):
            return told(entry.created_at, was=event.was, due_on=event.due_on)
        row = steps[event.step_id] if isinstance(event, OrderStepEvent) else orders[event.order_id]
        return told(row.created_at, html=row.html, language=row.language)

    return {
        entry.id: deed(entry, event)
        for entry in entries
        if isinstance(event := events[entry.id], OrderEvent)
    }

from collections.abc import Callable
from functools import partial

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.actions.models import OPEN, ActionItem, ActionState, StepKind
from app.actions.parts import PARTS
from app.actions.policy import Rules, last_who, not_above, not_from, not_the_holder
from app.actions.table import Role, Transition
from app.core.db import db
from app.core.policy import rule
from app.officers.models import Officer, Seat
from app.orders.models import Order, OrderGrant, OrderStep
from app.orders.routing import ways_of
from app.orders.table import OF_ORDER
from app.posts.policy import closed
from app.posts.seats import list_holders


@rule(ActionItem)
def give_order(officer: Officer, item: ActionItem) -> object | None:
    """Straight under an item."""
    if reason := closed(item.post):
        return reason
    if item.state not in OPEN:
        return _l("This action item has ended: nothing more is ordered under it.")
    if ways_of(officer, item, None):
        return None
    return _l("Who holds the responsible seat, or heads an office above it, gives orders here.")


@rule(Order)
def give_sub_order(officer: Officer, order: Order) -> object | None:
    if reason := closed(order.item.post):
        return reason
    if order.state == ActionState.ASKED or order.state not in OPEN:
        return _not_from(order, OF_ORDER["report"])
    return not_the_holder(officer, order)


def _not_from(order: Order, transition: Transition) -> object:
    """Where it stands, and who brought it there."""
    if order.withdrawn_by:
        return _l("%(who)s withdrew this order.", who=order.withdrawn_by.name)
    if order.accepted_by:
        return _l("%(who)s accepted the report already: the order has ended.",
                  who=order.accepted_by.name)  # fmt: skip
    if order.done_by:
        return _l("%(who)s reported on it already: the report waits for an answer.",
                  who=order.done_by.name)  # fmt: skip
    if transition.states == {ActionState.DONE}:
        return _returned(order) or _l("Nothing is reported yet, so there is nothing to answer.")
    return not_from(order, partial(_last, order))


def _returned(order: Order) -> object | None:
    if order.returned_at is None or not (who := _last(order, StepKind.RETURNED)):
        return None
    return _l("%(who)s returned the report already: it waits for a new one.", who=who.name)


def _last(order: Order, kind: StepKind) -> Officer | None:
    return last_who(OrderStep, OrderStep.order_id == order.id, kind)


def _giver(officer: Officer, order: Order) -> object | None:
    held = list_holders([order.from_seat]).get(order.from_seat_id)
    if held and held.person.id == officer.id:
        return None
    return _l("Only who holds the seat that gave the order may do this: %(seat)s.",
              seat=order.from_seat.label)  # fmt: skip


_ROLES: dict[Role, Callable[[Officer, Order], object | None]] = {
    Role.HOLDER: not_the_holder,
    Role.GIVER: _giver,
    Role.SUPERIOR: not_above,
}


of_order = Rules(OF_ORDER, _ROLES, _not_from, lambda order: order.item.post)
of_order.add_to(Order)


def had_part(officer: Officer, item: ActionItem) -> bool:
    """Gave an order under it, took a step of one, or answers today for a seat that has or gave
    one."""
    columns = (Order.from_officer_id, Order.done_by_id, Order.seat_id, Order.from_seat_id)
    orders = select(*columns, Order.state).where(Order.action_id == item.id)
    rows = db.session.execute(orders).all()
    if not rows:
        return False
    if any(officer.id in {row.from_officer_id, row.done_by_id} for row in rows):
        return True
    steps = select(OrderStep.id).join(Order, Order.id == OrderStep.order_id)
    steps = steps.where(Order.action_id == item.id, OrderStep.officer_id == officer.id)
    if db.session.scalar(steps.limit(1)):
        return True
    standing = [row for row in rows if row.state != ActionState.WITHDRAWN]
    numbers = {number for row in standing for number in (row.seat_id, row.from_seat_id)}
    if numbers & {seat.id for seat in officer.seats}:
        return True
    seats = db.session.scalars(select(Seat).where(Seat.id.in_(numbers))).unique()
    return any(held.person.id == officer.id for held in list_holders(seats).values())


PARTS.append(had_part)


@rule(OrderGrant)
def grant(officer: Officer, _grant: type[OrderGrant]) -> object | None:
    return _administers(officer)


@rule(OrderGrant)
def end_grant(officer: Officer, grant: OrderGrant) -> object | None:
    if reason := _administers(officer):
        return reason
    return _l("This leave has ended already.") if grant.ended_by_id else None


def _administers(officer: Officer) -> object | None:
    if officer.administrator_since is None:
        return _l("Only an administrator may do this.")
    return None

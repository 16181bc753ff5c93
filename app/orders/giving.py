"""How an order is made, and within which days."""

from datetime import date

from flask_babel import lazy_gettext as _l

from app.actions.models import ActionItem, ActionState, Duty
from app.actions.operations import MOST_WORKING_DAYS
from app.calendar.queries import due_after
from app.comments.operations import Said
from app.core.clock import today
from app.core.db import db, take_turn
from app.core.errors import Refused
from app.core.events import record
from app.core.i18n import language_of
from app.officers.models import Officer, Seat
from app.officers.queries import holder_of
from app.orders.events import OrderGiven
from app.orders.models import Order
from app.orders.routing import lineage, list_seats_to_order
from app.posts.parties import let_seat_in

NO_SEAT = _l("You may not order this seat here.")
NO_DAYS = _l("Give from 1 to 60 working days.")
NOBODY_THERE = _l("Nobody sits in this seat or above it: choose another.")


def take_turns(order: Order) -> None:
    """The item first, then orders from the top down: always in this order, so that no two who
    change a tree wait for each other."""
    take_turn(order.item)
    for one in lineage(order):
        take_turn(one)


def last_day_under(duty: Duty) -> date:
    """Until when what is ordered under it may be due. Of what is due today or late already, the
    next working day: late, it can still be ordered."""
    return max(duty.due_on, due_after(today(), 1))


def days_within(working_days: int, last: date) -> bool:
    """Would so many working days from today end by that day?"""
    return due_after(today(), working_days) <= last


def due_with(order: Order, working_days: int) -> date:
    """When it would be due with so many working days more."""
    return due_after(order.received_on, order.working_days + order.more_days + working_days)


def keep_within(above: Duty, due_on: date) -> None:
    if due_on > (last := last_day_under(above)):
        raise Refused(too_late(last))


def too_late(last: date) -> object:
    return _l(
        "What it is given under is due %(day)s: this can be due that day at the latest.", day=last
    )


def make_order(
    officer: Officer,
    item: ActionItem,
    parent: Order | None,
    seat: Seat,
    said: Said,
    done_means: Said,
    working_days: int,
) -> Order:
    offered = list_seats_to_order(officer, item, parent)
    if seat.id not in offered:
        raise Refused(NO_SEAT)
    if not 1 <= working_days <= MOST_WORKING_DAYS:
        raise Refused(NO_DAYS)
    due_on = due_after(today(), working_days)
    above = parent or item
    keep_within(above, due_on)
    take_turn(seat)  # whoever leaves it at this moment has left it, or is told of this
    holder = holder_of(seat)
    if holder is None:
        raise Refused(NOBODY_THERE)
    order = Order(
        action_id=item.id,
        parent_id=parent.id if parent else None,
        from_seat_id=offered[seat.id][1].id,
        from_officer_id=officer.id,
        source=said.source,
        html=said.html,
        language=language_of(said.source),
        done_source=done_means.source,
        done_html=done_means.html,
        done_language=language_of(done_means.source),
        state=ActionState.GIVEN,
        seat_id=seat.id,
        received_on=today(),
        given_on=today(),
        working_days=working_days,
        due_on=due_on,
    )
    db.session.add(order)
    let_seat_in(item.post, seat)
    above.open_orders += 1
    db.session.flush()
    record(
        officer.actor,
        OrderGiven(
            action_id=item.id,
            post_id=item.post_id,
            order_id=order.id,
            from_seat_id=order.from_seat_id,
            seat_id=seat.id,
            holder_id=holder.id,
            working_days=working_days,
            due_on=due_on,
        ),
    )
    return order

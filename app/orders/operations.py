from datetime import date

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.actions.duties import (
    ask_days,
    end,
    give_days,
    move,
    refuse_days,
    send_on,
    take_back,
    take_up,
)
from app.actions.models import ActionItem, ActionState, StepKind
from app.actions.operations import MOST_WORKING_DAYS
from app.actions.operations import acknowledge as acknowledge_item
from app.actions.table import MOST_FORWARDS
from app.comments.models import Comment
from app.comments.operations import Said
from app.core.clock import now, today
from app.core.db import db, take_turn
from app.core.errors import Refused
from app.core.events import record
from app.core.i18n import language_of
from app.core.policy import require
from app.officers.models import Office, Officer, Seat
from app.officers.queries import holder_of, stand_still
from app.orders.events import (
    GrantEnded,
    GrantGiven,
    OrderAcknowledged,
    OrderAnswered,
    OrderAskedBack,
    OrderForwarded,
    OrderReported,
    OrderTimeAsked,
    OrderTimeGiven,
    OrderTimeRefused,
    OrderWithdrawn,
    ReportAccepted,
    ReportReturned,
)
from app.orders.giving import (
    NO_DAYS,
    NOBODY_THERE,
    due_with,
    keep_within,
    make_order,
    take_turns,
)
from app.orders.models import Order, OrderGrant, OrderStep
from app.orders.routing import list_seats_to_send, superior_of_all
from app.orders.table import ENDED, OF_ORDER


def give_order(
    officer: Officer,
    item: ActionItem,
    seat: Seat,
    said: Said,
    done_means: Said,
    working_days: int,
    comment: Comment | None = None,
) -> Order:
    """Straight under the item. Who holds its seat takes it up by ordering. Raises Refused for a
    seat that this officer may not order or that has nobody, and for days outside 1 to 60 or past
    the day on which the item is due."""
    stand_still(officer)
    take_turn(item)
    require(officer, "give_order", item)
    order = make_order(officer, item, None, seat, said, done_means, working_days)
    order.comment_id = comment.id if comment else None
    if item.state == ActionState.GIVEN and order.from_seat_id == item.seat_id:
        acknowledge_item(officer, item, Said(""))
    return order


def give_sub_order(
    officer: Officer, parent: Order, seat: Seat, said: Said, done_means: Said, working_days: int
) -> Order:
    """Further down, by who holds the seat of an order, which takes it up by that. Raises Refused
    as above."""
    stand_still(officer)
    take_turns(parent)
    require(officer, "give_sub_order", parent)
    order = make_order(officer, parent.item, parent, seat, said, done_means, working_days)
    if parent.state == ActionState.GIVEN:
        acknowledge(officer, parent, Said(""))
    return order


def acknowledge(officer: Officer, order: Order, said: Said) -> OrderStep:
    """The seat takes it up. Words are welcome, and may be none."""
    stand_still(officer)
    take_turns(order)
    require(officer, "acknowledge", order)
    take_up(order)
    step = _step(officer, order, "acknowledge", StepKind.ACKNOWLEDGED, said)
    record(officer.actor, OrderAcknowledged(**_of(step, order)))
    return step


def ask_back(officer: Officer, order: Order, said: Said) -> OrderStep:
    """Before the seat takes it up, it asks what is not clear. The clock goes on."""
    stand_still(officer)
    take_turns(order)
    require(officer, "ask_back", order)
    step = _step(officer, order, "ask_back", StepKind.ASKED, said)
    record(officer.actor, OrderAskedBack(**_of(step, order)))
    return step


def answer_back(officer: Officer, order: Order, said: Said) -> OrderStep:
    stand_still(officer)
    take_turns(order)
    require(officer, "answer_back", order)
    order.given_on = today()
    step = _step(officer, order, "answer_back", StepKind.ANSWERED, said)
    record(officer.actor, OrderAnswered(**_of(step, order)))
    return step


def forward(officer: Officer, order: Order, said: Said, seat: Seat | None) -> OrderStep:
    """To another seat that the giver's may order. After two such ways it goes to the superior whom
    all the seats have in common, whatever seat was named. Raises Refused for a seat that is not
    offered or has nobody."""
    stand_still(officer)
    take_turns(order)
    require(officer, "forward", order)
    to_superior = order.forwards == MOST_FORWARDS
    if to_superior:
        seat = superior_of_all(order)
    elif seat and seat.id not in {offered.id for offered in list_seats_to_send(order)}:
        raise Refused(_l("This order cannot go to that seat."))
    holder = holder_of(seat) if seat else None
    if seat is None or holder is None:
        raise Refused(NOBODY_THERE)
    was = order.seat_id
    send_on(order, seat, order.item.post)
    step = _step(officer, order, "forward", StepKind.FORWARDED, said)
    step.from_seat_id, step.to_seat_id = was, seat.id
    ways = {"from_seat_id": was, "seat_id": seat.id, "holder_id": holder.id}
    record(officer.actor, OrderForwarded(**_of(step, order), **ways, to_superior=to_superior))
    return step


def ask_time(officer: Officer, order: Order, said: Said, working_days: int) -> OrderStep:
    """So many working days more, with the reason. One level up decides."""
    stand_still(officer)
    take_turns(order)
    require(officer, "ask_time", order)
    if not 1 <= working_days <= MOST_WORKING_DAYS:
        raise Refused(NO_DAYS)
    keep_within(order.parent or order.item, due_with(order, working_days))
    ask_days(order, working_days)
    step = _step(officer, order, "ask_time", StepKind.TIME_ASKED, said)
    step.days = working_days
    record(officer.actor, OrderTimeAsked(**_of(step, order), working_days=working_days))
    return step


def give_time(officer: Officer, order: Order, said: Said) -> OrderStep:
    """As many working days as were asked for."""
    stand_still(officer)
    take_turns(order)
    require(officer, "give_time", order)
    working_days = order.asked_days or 0
    keep_within(order.parent or order.item, due_with(order, working_days))
    was = give_days(order, working_days)
    step = _step(officer, order, "give_time", StepKind.TIME_GIVEN, said)
    step.days = working_days
    days = {"working_days": working_days}
    given = OrderTimeGiven(**_of(step, order), **days, was=was, due_on=order.due_on)
    record(officer.actor, given)
    return step


def refuse_time(officer: Officer, order: Order, said: Said) -> OrderStep:
    stand_still(officer)
    take_turns(order)
    require(officer, "refuse_time", order)
    refuse_days(order)
    step = _step(officer, order, "refuse_time", StepKind.TIME_REFUSED, said)
    record(officer.actor, OrderTimeRefused(**_of(step, order)))
    return step


def report(officer: Officer, order: Order, said: Said) -> OrderStep:
    """Whoever answers for the seat today says what was done. It ends when that is accepted."""
    stand_still(officer)
    take_turns(order)
    require(officer, "report", order)
    end(order, officer)
    step = _step(officer, order, "report", StepKind.DONE, said)
    record(officer.actor, OrderReported(**_of(step, order)))
    return step


def accept_report(officer: Officer, order: Order, said: Said) -> OrderStep:
    stand_still(officer)
    take_turns(order)
    require(officer, "accept_report", order)
    order.accepted_at, order.accepted_by_id = now(), officer.id
    (order.parent or order.item).open_orders -= 1
    step = _step(officer, order, "accept_report", StepKind.ACCEPTED, said)
    record(officer.actor, ReportAccepted(**_of(step, order)))
    return step


def return_report(officer: Officer, order: Order, said: Said) -> OrderStep:
    """Back to the same seat, with a question. The day it is due stays."""
    stand_still(officer)
    take_turns(order)
    require(officer, "return_report", order)
    take_back(order)
    step = _step(officer, order, "return_report", StepKind.RETURNED, said)
    record(officer.actor, ReportReturned(**_of(step, order)))
    return step


def withdraw_order(officer: Officer, order: Order, said: Said) -> OrderStep:
    """It is needed no more, nor is what was given under it."""
    stand_still(officer)
    take_turns(order)
    require(officer, "withdraw_order", order)
    (order.parent or order.item).open_orders -= 1
    for one in [order, *_open_under(order)]:
        one.state, one.open_orders, one.asked_days = ActionState.WITHDRAWN, 0, None
        one.withdrawn_at, one.withdrawn_by_id = now(), officer.id
    step = _step(officer, order, "withdraw_order", StepKind.WITHDRAWN, said)
    record(officer.actor, OrderWithdrawn(**_of(step, order)))
    return step


def give_grant(
    officer: Officer, seat: Seat, to: Office | Seat, since: date, until: date | None
) -> OrderGrant:
    """From that day the seat may also order that seat, or the seats of that office and under it."""
    require(officer, "grant", OrderGrant)
    grant = OrderGrant(
        from_seat_id=seat.id,
        to_office_id=to.id if isinstance(to, Office) else None,
        to_seat_id=to.id if isinstance(to, Seat) else None,
        since=since,
        until=until,
        given_by_id=officer.id,
    )
    db.session.add(grant)
    db.session.flush()
    record(officer.actor, GrantGiven(grant_id=grant.id, seat_id=seat.id))
    return grant


def end_grant(officer: Officer, grant: OrderGrant) -> OrderGrant:
    """What was ordered by it stays."""
    take_turn(grant)
    require(officer, "end_grant", grant)
    grant.ended_by_id = officer.id
    record(officer.actor, GrantEnded(grant_id=grant.id, seat_id=grant.from_seat_id))
    return grant


def _open_under(order: Order) -> list[Order]:
    """All that is under it, at any depth, and has not ended."""
    orders = select(Order).where(Order.action_id == order.action_id).order_by(Order.id)
    under, found = {order.id}, []
    for one in db.session.scalars(orders):  # a parent has the smaller number
        if one.parent_id in under and one.state not in ENDED:
            under.add(one.id)
            found.append(one)
    return found


def _step(officer: Officer, order: Order, act: str, kind: StepKind, said: Said) -> OrderStep:
    """What was said, and the order to where the table says."""
    move(order, OF_ORDER[act])
    step = OrderStep(
        order_id=order.id,
        kind=kind,
        officer_id=officer.id,
        seat_id=officer.seat.id if officer.seat else None,
        source=said.source,
        html=said.html,
        language=language_of(said.source),
    )
    db.session.add(step)
    db.session.flush()
    return step


def _of(step: OrderStep, order: Order) -> dict[str, int]:
    item = order.item
    return {
        "action_id": item.id,
        "post_id": item.post_id,
        "order_id": order.id,
        "step_id": step.id,
    }

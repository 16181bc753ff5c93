"""How a duty moves: the same for an item and for an order. Who may is asked before; what is told of
it comes after."""

from datetime import date
from typing import Any

from app.actions.models import ActionItem, Duty
from app.actions.table import Transition
from app.calendar.queries import due_after
from app.core.clock import now, today
from app.officers.models import Officer, Seat
from app.posts.models import Post
from app.posts.parties import let_seat_in


def move(duty: Any, transition: Transition) -> None:
    """To where its table says: a duty, or an appeal."""
    if transition.to:
        duty.state = transition.to


def due_day(duty: Duty) -> date:
    """As the calendar of the seat's office stands today."""
    days = duty.working_days + duty.more_days
    return due_after(duty.received_on, days, duty.seat.office)


def take_up(duty: Duty) -> None:
    duty.acknowledged_at = now()


def send_on(duty: Duty, seat: Seat, post: Post) -> None:
    """To another seat, which has its own day to answer. The day that all is due stays."""
    let_seat_in(post, seat)
    duty.seat_id, duty.given_on, duty.acknowledged_at = seat.id, today(), None
    duty.forwards += 1


def ask_days(duty: Duty, working_days: int) -> None:
    duty.asked_days = working_days


def give_days(duty: Duty, working_days: int) -> date:
    """The day it was due before."""
    duty.asked_days = None
    return lengthen(duty, working_days)


def lengthen(duty: Duty, working_days: int) -> date:
    """The day it was due before."""
    was = duty.due_on
    duty.more_days += working_days
    duty.due_on = due_day(duty)
    return was


def refuse_days(duty: Duty) -> None:
    duty.asked_days = None


def end(duty: Duty, officer: Officer) -> None:
    duty.done_at, duty.done_by_id = now(), officer.id
    duty.acknowledged_at = duty.acknowledged_at or duty.done_at
    duty.asked_days = None


def take_back(duty: Duty) -> None:
    """Not done. The day it is due stays."""
    duty.returned_at, duty.done_at, duty.done_by_id = now(), None, None


def reopen(item: ActionItem) -> None:
    """Its end did not hold: the same seat has the same limit once more, from today."""
    take_back(item)
    item.verified_at, item.verified_by_id, item.outcome = None, None, None
    item.reopened += 1
    begin_anew(item)


def begin_anew(item: ActionItem) -> None:
    """The seat has its whole limit once more."""
    item.received_on = item.given_on = today()
    item.more_days, item.asked_days = 0, None
    item.due_on = due_day(item)

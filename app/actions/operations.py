from flask_babel import lazy_gettext as _l

from app.actions.duties import (
    ask_days,
    end,
    give_days,
    refuse_days,
    reopen,
    send_on,
    take_back,
    take_up,
)
from app.actions.events import (
    ActionAccepted,
    ActionAcknowledged,
    ActionAnswered,
    ActionAskedBack,
    ActionDisputed,
    ActionDone,
    ActionForwarded,
    ActionReturned,
    ActionTimeAsked,
    ActionTimeGiven,
    ActionTimeRefused,
    ActionVerified,
    CaseFileTaken,
)
from app.actions.models import ActionItem, Ended, Flag, Step, StepKind
from app.actions.numbers import next_number
from app.actions.routing import list_seats_to_forward, superior_of_all
from app.actions.steps import add_step, facts_of
from app.actions.table import MOST_FORWARDS
from app.calendar.queries import due_after
from app.comments.operations import Said
from app.core.clock import now, today
from app.core.db import db, take_turn
from app.core.errors import Refused
from app.core.events import record
from app.core.policy import require
from app.officers.models import Officer, Seat
from app.officers.queries import holder_of, stand_still
from app.posts.models import Audience
from app.posts.parties import close_to_others, let_officer_in, let_seat_in
from app.posts.seats import list_seats_for

# The longest limit of the grievance guideline: the central cell's decision (7.4.1 ga).
MOST_WORKING_DAYS = 60


def accept_flag(
    officer: Officer, flag: Flag, seat: Seat, working_days: int, *, private: bool = False
) -> ActionItem:
    """Give the trouble a number, one responsible seat and a day. `private`: only those who have to
    do with it read the post from now on. Raises Refused for a seat that is
    not offered for this post (`list_seats_for`) or has nobody, and for days outside 1 to 60."""
    stand_still(officer)
    take_turn(flag)
    require(officer, "accept", flag)
    if seat.id not in {offered.id for offered in list_seats_for(flag.post)}:
        raise Refused(_l("This seat cannot be made responsible for this post."))
    if not 1 <= working_days <= MOST_WORKING_DAYS:
        raise Refused(_l("Give from 1 to 60 working days."))
    take_turn(seat)  # whoever leaves it at this moment has left it, or is told of this
    holder = holder_of(seat)
    if holder is None:
        raise Refused(_l("Nobody sits in this seat or above it: choose another."))
    item = ActionItem(
        number=next_number(seat.office),
        post_id=flag.post_id,
        flag_id=flag.id,
        office_id=seat.office_id,
        seat_id=seat.id,
        assigned_by_id=officer.id,
        assigned_seat_id=officer.seat.id if officer.seat else None,
        received_on=today(),
        given_on=today(),
        working_days=working_days,
        due_on=due_after(today(), working_days, seat.office),
    )
    db.session.add(item)
    let_seat_in(flag.post, seat)
    let_officer_in(flag.post, officer)
    if private and flag.post.audience != Audience.PRIVATE:
        close_to_others(flag.post)
    db.session.flush()
    record(
        officer.actor,
        ActionAccepted(
            action_id=item.id,
            post_id=item.post_id,
            flag_id=flag.id,
            seat_id=seat.id,
            holder_id=holder.id,
            working_days=working_days,
            due_on=item.due_on,
        ),
    )
    return item


def acknowledge(officer: Officer, item: ActionItem, said: Said) -> Step:
    """The seat takes it up. Words are welcome, and may be none."""
    stand_still(officer)
    take_turn(item)
    require(officer, "acknowledge", item)
    take_up(item)
    step = add_step(officer, item, "acknowledge", StepKind.ACKNOWLEDGED, said)
    record(officer.actor, ActionAcknowledged(**facts_of(step, item)))
    return step


def ask_back(officer: Officer, item: ActionItem, said: Said) -> Step:
    """Before the seat takes it up, it asks what is not clear. The clock goes on."""
    stand_still(officer)
    take_turn(item)
    require(officer, "ask_back", item)
    step = add_step(officer, item, "ask_back", StepKind.ASKED, said)
    record(officer.actor, ActionAskedBack(**facts_of(step, item)))
    return step


def answer_back(officer: Officer, item: ActionItem, said: Said) -> Step:
    stand_still(officer)
    take_turn(item)
    require(officer, "answer_back", item)
    item.given_on = today()
    step = add_step(officer, item, "answer_back", StepKind.ANSWERED, said)
    record(officer.actor, ActionAnswered(**facts_of(step, item)))
    return step


def forward(officer: Officer, item: ActionItem, said: Said, seat: Seat | None) -> Step:
    """To another seat that is offered for the post. After two such ways it goes to the superior
    whom all the seats have in common, whatever seat was named. Raises Refused for a seat that is
    not offered or has nobody."""
    stand_still(officer)
    take_turn(item)
    require(officer, "forward", item)
    to_superior = item.forwards == MOST_FORWARDS
    if to_superior:
        seat = superior_of_all(item)
    elif seat and seat.id not in {offered.id for offered in list_seats_to_forward(item)}:
        raise Refused(_l("This seat cannot be made responsible for this post."))
    holder = holder_of(seat) if seat else None
    if seat is None or holder is None:
        raise Refused(_l("Nobody sits in this seat or above it: choose another."))
    was = item.seat_id
    send_on(item, seat, item.post)
    item.office_id = seat.office_id
    step = add_step(officer, item, "forward", StepKind.FORWARDED, said)
    step.from_seat_id, step.to_seat_id = was, seat.id
    ways = {"from_seat_id": was, "seat_id": seat.id, "holder_id": holder.id}
    event = ActionForwarded(**facts_of(step, item), **ways, to_superior=to_superior)
    record(officer.actor, event)
    return step


def ask_time(officer: Officer, item: ActionItem, said: Said, working_days: int) -> Step:
    """So many working days more, with the reason. One level up decides."""
    stand_still(officer)
    take_turn(item)
    require(officer, "ask_time", item)
    if not 1 <= working_days <= MOST_WORKING_DAYS:
        raise Refused(_l("Give from 1 to 60 working days."))
    ask_days(item, working_days)
    step = add_step(officer, item, "ask_time", StepKind.TIME_ASKED, said)
    step.days = working_days
    event = ActionTimeAsked(**facts_of(step, item), working_days=working_days)
    record(officer.actor, event)
    return step


def give_time(officer: Officer, item: ActionItem, said: Said) -> Step:
    """As many working days as were asked for."""
    stand_still(officer)
    take_turn(item)
    require(officer, "give_time", item)
    working_days = item.asked_days or 0
    was = give_days(item, working_days)
    step = add_step(officer, item, "give_time", StepKind.TIME_GIVEN, said)
    step.days = working_days
    given = ActionTimeGiven(
        **facts_of(step, item), working_days=working_days, was=was, due_on=item.due_on
    )
    record(officer.actor, given)
    return step


def refuse_time(officer: Officer, item: ActionItem, said: Said) -> Step:
    stand_still(officer)
    take_turn(item)
    require(officer, "refuse_time", item)
    refuse_days(item)
    step = add_step(officer, item, "refuse_time", StepKind.TIME_REFUSED, said)
    record(officer.actor, ActionTimeRefused(**facts_of(step, item)))
    return step


def mark_done(officer: Officer, item: ActionItem, said: Said, ended: Ended) -> Step:
    """Whoever answers for the seat today says what was done, and how the trouble ended."""
    stand_still(officer)
    take_turn(item)
    require(officer, "mark_done", item)
    end(item, officer)
    item.outcome, item.cause, item.advice = ended.outcome, ended.cause, ended.advice
    step = add_step(officer, item, "mark_done", StepKind.DONE, said)
    record(officer.actor, ActionDone(**facts_of(step, item), outcome=ended.outcome))
    return step


def verify_action(officer: Officer, item: ActionItem, said: Said) -> Step:
    """Somebody outside the doing line has looked, and says what shows that it is done."""
    stand_still(officer)
    take_turn(item)
    require(officer, "verify", item)
    item.verified_at, item.verified_by_id = now(), officer.id
    step = add_step(officer, item, "verify", StepKind.VERIFIED, said)
    record(officer.actor, ActionVerified(**facts_of(step, item)))
    return step


def return_action(officer: Officer, item: ActionItem, said: Said) -> Step:
    """Not done: back to the same seat, with the reason. The day it is due stays."""
    stand_still(officer)
    take_turn(item)
    require(officer, "send_back", item)
    take_back(item)
    step = add_step(officer, item, "send_back", StepKind.RETURNED, said)
    record(officer.actor, ActionReturned(**facts_of(step, item)))
    return step


def dispute_action(officer: Officer, item: ActionItem, said: Said) -> Step:
    """The trouble is not over, says who brought it here: the same seat has it again, with the
    words and a limit from today."""
    stand_still(officer)
    take_turn(item)
    require(officer, "dispute", item)
    reopen(item)
    step = add_step(officer, item, "dispute", StepKind.DISPUTED, said)
    record(officer.actor, ActionDisputed(**facts_of(step, item)))
    return step


def take_case_file(officer: Officer, item: ActionItem) -> None:
    """All of it leaves the house: that is written down, each time."""
    stand_still(officer)
    require(officer, "take_case_file", item)
    record(officer.actor, CaseFileTaken(officer_id=officer.id, action_id=item.id))

from flask_babel import lazy_gettext as _l

from app.actions.events import (
    ActionAccepted,
    ActionDone,
    ActionReturned,
    ActionVerified,
    FlagDeclined,
    PostFlagged,
)
from app.actions.models import ActionItem, Counter, Flag, Step, StepKind
from app.calendar.queries import due_after
from app.comments.operations import Said
from app.core.clock import now, today
from app.core.db import db, inserting, take_turn
from app.core.errors import Refused
from app.core.events import record
from app.core.i18n import language_of
from app.core.policy import require
from app.officers.models import Office, Officer, Seat
from app.officers.queries import holder_of, stand_still
from app.posts.models import Post
from app.posts.operations import follow_post
from app.posts.seats import list_seats_for

# The longest limit of the grievance guideline: the central cell's decision (7.4.1 ga).
MOST_WORKING_DAYS = 60


def flag_post(officer: Officer, post: Post, said: Said) -> Flag:
    """Say that the post tells of a citizen's trouble. Who flags hears how it ends."""
    take_turn(post)
    require(officer, "flag", post)
    flag = Flag(
        post_id=post.id,
        officer_id=officer.id,
        seat_id=officer.seat.id if officer.seat else None,
        source=said.source,
        html=said.html,
        language=language_of(said.source),
    )
    db.session.add(flag)
    post.flagged_at = now()
    follow_post(officer, post)
    db.session.flush()
    record(officer.actor, PostFlagged(flag_id=flag.id, post_id=post.id))
    return flag


def decline_flag(officer: Officer, flag: Flag, reason: str) -> Flag:
    """Leave the post as talk. Who flagged it is told why."""
    stand_still(officer)
    take_turn(flag)
    require(officer, "decline", flag)
    flag.declined_at, flag.declined_by_id, flag.declined_reason = now(), officer.id, reason
    flag.post.flagged_at = None
    record(officer.actor, FlagDeclined(flag_id=flag.id, post_id=flag.post_id))
    return flag


def accept_flag(officer: Officer, flag: Flag, seat: Seat, working_days: int) -> ActionItem:
    """Give the trouble a number, one responsible seat and a day. Raises Refused for a seat that is
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
        number=_next_number(seat.office),
        post_id=flag.post_id,
        flag_id=flag.id,
        office_id=seat.office_id,
        seat_id=seat.id,
        assigned_by_id=officer.id,
        assigned_seat_id=officer.seat.id if officer.seat else None,
        working_days=working_days,
        due_on=due_after(today(), working_days),
    )
    db.session.add(item)
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


def mark_done(officer: Officer, item: ActionItem, said: Said) -> Step:
    """Whoever answers for the seat today says what was done."""
    stand_still(officer)
    take_turn(item)
    require(officer, "mark_done", item)
    step = _step(officer, item, StepKind.DONE, said)
    item.done_at, item.done_by_id = now(), officer.id
    done = ActionDone(action_id=item.id, post_id=item.post_id, step_id=step.id)
    record(officer.actor, done)
    return step


def verify_action(officer: Officer, item: ActionItem, said: Said) -> Step:
    """Somebody outside the doing line has looked, and says what shows that it is done."""
    stand_still(officer)
    take_turn(item)
    require(officer, "verify", item)
    step = _step(officer, item, StepKind.VERIFIED, said)
    item.verified_at, item.verified_by_id = now(), officer.id
    verified = ActionVerified(action_id=item.id, post_id=item.post_id, step_id=step.id)
    record(officer.actor, verified)
    return step


def return_action(officer: Officer, item: ActionItem, said: Said) -> Step:
    """Not done: back to the same seat, with the reason. The day it is due stays."""
    stand_still(officer)
    take_turn(item)
    require(officer, "send_back", item)
    step = _step(officer, item, StepKind.RETURNED, said)
    item.returned_at, item.done_at, item.done_by_id = now(), None, None
    returned = ActionReturned(action_id=item.id, post_id=item.post_id, step_id=step.id)
    record(officer.actor, returned)
    return step


def _step(officer: Officer, item: ActionItem, kind: StepKind, said: Said) -> Step:
    step = Step(
        action_id=item.id,
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


def _next_number(office: Office) -> str:
    """TGL-2026-0042: counted for each place and year, and never given twice. A number that was
    given to a change which then failed is given again."""
    name = f"{office.short}-{today().year}"
    value = db.session.scalar(
        inserting(Counter)
        .values(name=name, value=1)
        .on_conflict_do_update(index_elements=[Counter.name], set_={"value": Counter.value + 1})
        .returning(Counter.value)
    )
    return f"{name}-{value:04}"

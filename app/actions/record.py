"""An item from its flag to today, as its page and its pieces show it: the same for every reader.
Who did what is read from the log, in the words of that day; what they said, from its row."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy import Row, Select, or_, select
from sqlalchemy.orm import aliased

from app.actions.events import (
    ActionAccepted,
    ActionDueMoved,
    ActionEvent,
    ActionRaised,
    FlagDeclined,
    FlagJoined,
    PostFlagged,
    Reminded,
    StepEvent,
)
from app.actions.models import OPEN, ActionItem, ActionState, Flag, Outcome, Step
from app.actions.queries import is_late
from app.calendar.models import CalendarDay, LimitCode
from app.calendar.queries import calendar_for, due_under, limit_on
from app.calendar.working_days import Calendar, count_working_days, is_firm
from app.core.clock import today
from app.core.db import db
from app.core.events import KINDS, Event
from app.core.i18n import in_language
from app.core.log import LogEntry, LogSubject
from app.officers.models import Officer, Seat
from app.officers.queries import PERSON, Person, person
from app.posts.models import Audience, Post
from app.posts.seats import Held, list_holders

NEAR = 5  # working days left from which a day is called near

_KINDS = [kind for kind, event in KINDS.items() if event.__module__ == ActionEvent.__module__]
_Responsible = aliased(Seat)


@dataclass(frozen=True, slots=True)
class Clock:
    """By when, and how far that is from today."""

    due_on: date
    left: int  # working days from today to the day it is due; below nought: past it
    late: bool
    near: bool
    firm: bool  # the holidays of that year are known

    @property
    def tone(self) -> str:
        return "late" if self.late else "near" if self.near else ""


@dataclass(frozen=True, slots=True)
class Deed:
    """A knot of the thread: one entry of the log, with what was said."""

    kind: str  # of the event, as "action.done"
    who_bn: str  # name, title and office as they were
    who_en: str
    at: datetime
    html: str = ""
    language: str = ""
    reason: str = ""  # plain, of a declined flag
    holder_bn: str = ""  # whom an accepted one came to
    holder_en: str = ""
    to: Seat | None = None  # where a forwarded one went, or whom it was raised to
    days: int | None = None  # of time asked for or given
    was: date | None = None  # the day it was due, where that moved
    due_on: date | None = None  # as it was counted then
    day: CalendarDay | None = None  # by which it moved
    piece: str = ""  # of what stands above: the template that says it
    thing_id: int | None = None  # and what it was done with

    @property
    def who(self) -> str:
        return in_language(self.who_bn, self.who_en)

    @property
    def holder(self) -> str:
        return in_language(self.holder_bn, self.holder_en)


# What stands above tells of its own deeds about an item: kind of event → the deeds of entries, by
# their ids; one that is left out is not shown. Each is asked once, for all its entries.
# (app/wiring.py fills it.)
Tell = Callable[[Sequence[LogEntry]], dict[int, Deed]]
above: dict[str, Tell] = {}


@dataclass(frozen=True, slots=True)
class Shown:
    id: int
    number: str
    post_id: int
    title: str
    language: str
    state: ActionState
    since: datetime  # when it came into this state
    returned: bool  # sent back, and not done again yet
    reopened: int  # times that its end was disputed
    investigated: bool  # it is being
    private: bool  # read by those who have to do with it
    outcome: Outcome | None
    asked_days: int | None
    answer_by: date  # until when the seat takes it up or asks back
    accepted_at: datetime
    working_days: int
    clock: Clock
    seat: Seat
    holder: Held | None
    assigner: Person
    deeds: Sequence[Deed]

    @property
    def open(self) -> bool:
        return self.state in OPEN

    @property
    def raised(self) -> Deed | None:
        """The last step up the ladder, for the day that it is late by now."""
        deeds = [deed for deed in self.deeds if deed.kind == ActionRaised.kind]
        last = deeds[-1] if deeds else None
        return last if last and self.clock.late and last.due_on == self.clock.due_on else None


def show_action(action_id: int) -> Shown:
    """The item as it is now. The caller has found it, or pushes it to a room of its readers."""
    row = db.session.execute(
        select(ActionItem, _Responsible, Post.title, Post.language, Post.audience, *PERSON)
        .join(_Responsible, _Responsible.id == ActionItem.seat_id)
        .join(Post, Post.id == ActionItem.post_id)
        .join(Officer, Officer.id == ActionItem.assigned_by_id)
        .outerjoin(Seat, Seat.id == ActionItem.assigned_seat_id)
        .where(ActionItem.id == action_id)
    ).one()
    item: ActionItem = row[0]
    seat: Seat = row[1]
    return Shown(
        id=item.id,
        number=item.number,
        post_id=item.post_id,
        title=row.title,
        language=row.language,
        state=item.state,
        since=item.verified_at
        or item.done_at
        or item.returned_at
        or item.acknowledged_at
        or item.created_at,
        returned=item.state == ActionState.DOING and item.returned_at is not None,
        reopened=item.reopened,
        investigated=item.investigated > 0,
        private=row.audience == Audience.PRIVATE,
        outcome=item.outcome,
        asked_days=item.asked_days,
        answer_by=due_under(
            limit_on(LimitCode.ACKNOWLEDGE, item.given_on, seat.office), item.given_on, seat.office
        ),
        accepted_at=item.created_at,
        working_days=item.working_days,
        clock=clock_of(calendar_for(seat.office), item.state, item.due_on),
        seat=seat,
        holder=list_holders([seat]).get(seat.id),
        assigner=person(row),
        deeds=list_deeds(item),
    )


def clock_of(calendar: Calendar, state: ActionState, due_on: date) -> Clock:
    left = count_working_days(calendar, today(), due_on)
    late = is_late(state, due_on)
    near = state in OPEN and left <= NEAR and not late
    return Clock(due_on, left, late, near, is_firm(calendar, due_on))


def list_deeds(item: ActionItem) -> list[Deed]:
    """All that was done about the trouble, in order, with flags that were declined before."""
    entries = db.session.scalars(
        select(LogEntry)
        .join(LogSubject, LogSubject.entry_id == LogEntry.id)
        .where(LogSubject.subject == f"post:{item.post_id}", LogEntry.kind.in_([*_KINDS, *above]))
        .order_by(LogEntry.id)
    ).all()
    told = [entry for entry in entries if not entry.silent]
    of_flags = (Flag.html, Flag.language, Flag.created_at, Flag.declined_at, Flag.declined_reason)
    joined = [entry.event.flag_id for entry in told if isinstance(entry.event, FlagJoined)]
    ours = or_(Flag.post_id == item.post_id, Flag.id.in_(joined))  # a joined one stays on its post
    flags = _by_id(select(Flag.id, *of_flags).where(ours))
    said = (Step.html, Step.language, Step.created_at, Step.days, Step.to_seat_id)
    steps = _by_id(select(Step.id, *said).where(Step.action_id == item.id))
    to = [row.to_seat_id for row in steps.values() if row.to_seat_id]
    raised = (entry.event for entry in told if entry.kind == ActionRaised.kind)
    to += [event.to_seat_id for event in raised if isinstance(event, ActionRaised)]
    seats = {s.id: s for s in db.session.scalars(select(Seat).where(Seat.id.in_(to)))} if to else {}
    days, others = _read_days(told), _from_above(told)
    return [
        others[entry.id] if entry.kind in above else _deed(entry, item, flags, steps, seats, days)
        for entry in told
        if entry.kind not in above or entry.id in others
    ]


def _read_days(entries: Sequence[LogEntry]) -> dict[int, CalendarDay]:
    """By which the day it is due was moved; all at once."""
    moved = (entry.event for entry in entries if entry.kind == ActionDueMoved.kind)
    ids = {event.day_id for event in moved if isinstance(event, ActionDueMoved)}
    if not ids:
        return {}
    found = db.session.scalars(select(CalendarDay).where(CalendarDay.id.in_(ids)))
    return {day.id: day for day in found}


def _from_above(entries: Sequence[LogEntry]) -> dict[int, Deed]:
    theirs: dict[Tell, list[LogEntry]] = defaultdict(list)
    for entry in entries:
        if entry.kind in above:
            theirs[above[entry.kind]].append(entry)
    return {number: deed for tell, some in theirs.items() for number, deed in tell(some).items()}


def _by_id(rows: Select[Any]) -> dict[int, Row[Any]]:
    return {row.id: row for row in db.session.execute(rows)}


def _deed(
    entry: LogEntry,
    item: ActionItem,
    flags: dict[int, Row[Any]],
    steps: dict[int, Row[Any]],
    seats: dict[int, Seat],
    days: dict[int, CalendarDay],
) -> Deed:
    deed = partial(Deed, entry.kind, entry.actor_text_bn, entry.actor_text_en)
    match entry.event:
        case PostFlagged(flag_id=number):
            flag = flags[number]
            return deed(flag.created_at, html=flag.html, language=flag.language)
        case FlagDeclined(flag_id=number):
            flag = flags[number]
            return deed(flag.declined_at, reason=flag.declined_reason)
        case ActionAccepted(holder_id=number, due_on=due_on):
            names = select(Officer.name_bn, Officer.name_en).where(Officer.id == number)
            holder = db.session.execute(names).one()
            return deed(
                item.created_at, holder_bn=holder.name_bn, holder_en=holder.name_en, due_on=due_on
            )
        case FlagJoined(flag_id=number):
            flag = flags[number]
            return deed(entry.created_at, html=flag.html, language=flag.language)
        case StepEvent(step_id=number):
            step = steps[number]
            to = seats.get(step.to_seat_id)
            words = {"html": step.html, "language": step.language}
            return deed(step.created_at, **words, to=to, days=step.days)
        case event:
            return deed(entry.created_at, **_of_the_clock(event, seats, days))


def _of_the_clock(
    event: Event, seats: dict[int, Seat], days: dict[int, CalendarDay]
) -> dict[str, Any]:
    """What nobody did: a day moved, and the time that ran."""
    match event:
        case ActionDueMoved(was=was, due_on=due_on, day_id=number):
            return {"was": was, "due_on": due_on, "day": days[number]}
        case ActionRaised(to_seat_id=number, due_on=due_on):
            return {"to": seats[number], "due_on": due_on}
        case Reminded(due_on=due_on):
            return {"due_on": due_on}
        case other:
            raise TypeError(f"{other} is no deed of an item")

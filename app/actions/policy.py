from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, select

from app.actions.models import ActionItem, ActionState, Duty, Flag, Step, StepKind
from app.actions.parts import PARTS, answers_for, did, had_part, not_presenter
from app.actions.table import ENDED, MOST_FORWARDS, OF_ITEM, Guard, Role, Transition
from app.calendar.models import LimitCode
from app.calendar.queries import due_under, limit_on
from app.core.clock import day_of, today
from app.core.db import db
from app.core.errors import NotNow
from app.core.policy import add_rule, barred, rule
from app.officers.models import Office, Officer
from app.officers.queries import head_over
from app.posts.models import Audience, Post
from app.posts.policy import closed, finished, heads


def may_triage(officer: Officer, post: Post) -> bool:
    """A moderator, or the head of the post's office or of an office above it."""
    return officer.is_moderator or heads(officer, post)


@rule(Post)
def flag(_officer: Officer, post: Post) -> object | None:
    if reason := finished(post):
        return reason
    if post.flagged_at is None:
        return None
    standing = db.session.scalars(
        select(Flag).where(Flag.post_id == post.id, Flag.declined_at.is_(None))
    ).one()
    if item := standing.item or (standing.join and standing.join.item):
        return _l("This post is action item %(number)s already.", number=item.number)
    return _l(
        "%(who)s flagged this post already; it waits for a decision.", who=standing.officer.name
    )


@rule(Flag)
def accept(officer: Officer, flag: Flag) -> object | None:
    return _decide(officer, flag)


@rule(Flag)
def decline(officer: Officer, flag: Flag) -> object | None:
    return _decide(officer, flag)


@rule(Flag)
def join(officer: Officer, flag: Flag) -> object | None:
    return _decide(officer, flag)


def _decide(officer: Officer, flag: Flag) -> object | None:
    if not may_triage(officer, flag.post):
        return _l("A moderator or the head of the office decides about a flag.")
    if flag.officer_id == officer.id:
        return _l("You raised this flag: somebody else decides about it.")
    if decided := _decided(flag):
        return NotNow(decided)
    return closed(flag.post)


def _decided(flag: Flag) -> object | None:
    """By whom, and how."""
    if flag.declined_by:
        return _l("%(who)s declined this flag already.", who=flag.declined_by.name)
    if flag.item:
        return _l(
            "%(who)s accepted this flag already: it is action item %(number)s.",
            who=flag.item.assigned_by.name,
            number=flag.item.number,
        )
    if flag.join:
        return _l(
            "%(who)s joined this flag to action item %(number)s already.",
            who=flag.join.officer.name,
            number=flag.join.item.number,
        )
    return None


def appeal_until(since: date, office: Office) -> date:
    """The last day to speak against what ended then: to dispute it, and to appeal in time."""
    return due_under(limit_on(LimitCode.FILE_APPEAL, since, office), since, office)


def _not_from(item: ActionItem, transition: Transition) -> object:
    """Where it stands, and who brought it there."""
    if item.verified_by and item.state == ActionState.VERIFIED:
        return _l("%(who)s has verified this: it is closed.", who=item.verified_by.name)
    if item.done_by and item.state == ActionState.DONE:
        return _l(
            "%(who)s marked this as done already; it waits for verification.",
            who=item.done_by.name,
        )
    who = partial(last_who, Step, Step.action_id == item.id)
    if transition.states <= ENDED:
        if item.returned_at and (returned := who(StepKind.RETURNED)):
            return _l("%(who)s sent it back already: it is to be done again.", who=returned.name)
        return _l("It is not marked as done yet, so there is nothing to verify.")
    return not_from(item, who)


def last_who(step: Any, of_duty: ColumnElement[bool], kind: StepKind) -> Officer | None:
    """Who took the last step of this kind."""
    found = select(Officer).join(step, step.officer_id == Officer.id)
    found = found.where(of_duty, step.kind == kind).order_by(step.id.desc())
    return db.session.scalar(found.limit(1))


def not_from(duty: Duty, who: Callable[[StepKind], Officer | None]) -> object:
    """Why what is still open is not open to this. `who`: took the last step of a kind."""
    if duty.state == ActionState.ASKED:
        if asked := who(StepKind.ASKED):
            return _l("%(who)s asked back: it waits for the answer.", who=asked.name)
        return _l("A question was asked back: it waits for the answer.")
    if duty.state == ActionState.DOING:
        if taken := who(StepKind.ACKNOWLEDGED):
            return _l("%(who)s has acknowledged it already.", who=taken.name)
        return _l("It has been acknowledged already.")
    if answered := who(StepKind.ANSWERED):
        return _l("%(who)s has answered already.", who=answered.name)
    return _l("Nothing was asked back: there is nothing to answer.")


def not_the_holder(officer: Officer, duty: Duty) -> object | None:
    if answers_for(officer, duty):
        return None
    return _l(
        "Only who holds the responsible seat today may do this: %(seat)s.", seat=duty.seat.label
    )


def not_above(officer: Officer, duty: Duty) -> object | None:
    head = head_over(duty.seat)
    if head and head.id == officer.id:
        return None
    if head is None:
        return _l("Nobody sits above the responsible seat.")
    return _l("One level above the seat decides about time: %(who)s.", who=head.name)


def _giver(officer: Officer, item: ActionItem) -> object | None:
    if may_triage(officer, item.post) or item.assigned_by_id == officer.id:
        return None
    return _l("A moderator, the head of the office or who gave the task does this.")


def _outsider(officer: Officer, item: ActionItem) -> object | None:
    """Whoever reads it may judge it, but for those whose own work it is."""
    if did(officer, item):
        return _l("Who did the work does not verify it: another officer looks.")
    if answers_for(officer, item) or item.seat_id in {seat.id for seat in officer.seats}:
        return _l("You hold the responsible seat: another officer verifies.")
    if item.assigned_by_id == officer.id:
        return _l("You gave this task: another officer verifies.")
    if any(part(officer, item) for part in PARTS):
        return _l("You had a part in the work: another officer verifies.")
    return None


_ROLES: dict[Role, Callable[[Officer, ActionItem], object | None]] = {
    Role.HOLDER: not_the_holder,
    Role.GIVER: _giver,
    Role.SUPERIOR: not_above,
    Role.OUTSIDER: _outsider,
    Role.PRESENTER: not_presenter,
}


def _open_below(duty: Duty) -> object | None:
    if not duty.open_orders:
        return None
    return _l("An order under it is still open: it is done when all under it is done.")


def _settled(duty: Duty) -> object | None:
    if duty.forwards <= MOST_FORWARDS + 1:
        return None
    return _l("The common superior has decided whose it is: it stays here.")


def _time_asked(duty: Duty) -> object | None:
    return (
        _l("More time was asked for already; it waits for the answer.") if duty.asked_days else None
    )


def _no_time_asked(duty: Duty) -> object | None:
    return None if duty.asked_days else _l("No more time is asked for.")


def _out_of_window(duty: Duty) -> object | None:
    ended = duty.done_at
    if ended is None or today() <= appeal_until(day_of(ended), duty.seat.office):
        return None
    return _l("The days in which the end may be disputed are over.")


def _investigated(item: ActionItem) -> object | None:
    if not item.investigated:
        return None
    return _l("It is being investigated: it is done when the investigation has ended.")


def _private(item: ActionItem) -> object | None:
    return _l("It is private already.") if item.post.audience == Audience.PRIVATE else None


def _not_private(item: ActionItem) -> object | None:
    return None if item.post.audience == Audience.PRIVATE else _l("It is open already.")


# What stands above adds its own.
GUARDS: dict[Guard, Callable[[Any], object | None]] = {
    Guard.NOTHING_BELOW: _open_below,
    Guard.NOT_SETTLED: _settled,
    Guard.NO_TIME_ASKED: _time_asked,
    Guard.TIME_ASKED: _no_time_asked,
    Guard.IN_WINDOW: _out_of_window,
    Guard.NOT_INVESTIGATED: _investigated,
    Guard.NOT_PRIVATE: _private,
    Guard.PRIVATE: _not_private,
}


Asked = Callable[[Officer, Any], object | None]


@dataclass(frozen=True)
class Rules:
    """Of one kind of duty, as its table has it: who may, from where, and what else must be true."""

    table: Mapping[str, Transition]
    roles: Mapping[Role, Asked]
    not_from: Callable[[Any, Transition], object]  # where it stands, and who brought it there
    post_of: Callable[[Any], Post]

    def add_to(self, thing: type) -> None:
        """Each act of the table is a rule about such a thing."""
        for act in self.table:
            add_rule(thing, act, partial(self._refusal, act))

    def open_acts(self, officer: Officer, duty: Any) -> set[str]:
        """What the officer may do now, each role asked about once."""
        if closed(self.post_of(duty)):
            return set()
        roles = cache(lambda role: self.roles[role](officer, duty))
        return {
            way.act
            for way in self.table.values()
            if duty.state in way.states
            and not barred(officer, way.act)
            and not roles(way.role)
            and not any(GUARDS[guard](duty) for guard in way.guards)
        }

    def _refusal(self, act: str, officer: Officer, duty: Any) -> object | None:
        way = self.table[act]
        if reason := closed(self.post_of(duty)):
            return reason
        stranger = self.roles[way.role](officer, duty)
        if duty.state not in way.states:
            reason = self.not_from(duty, way)
            return reason if stranger else NotNow(reason)
        if stranger:
            return stranger
        found = (reason for guard in way.guards if (reason := GUARDS[guard](duty)))
        return next(map(NotNow, found), None)


of_item = Rules(OF_ITEM, _ROLES, _not_from, lambda item: item.post)
of_item.add_to(ActionItem)


@rule(ActionItem)
def take_case_file(officer: Officer, item: ActionItem) -> object | None:
    """Who has a part in it, or answers above it. All who read it print it."""
    seat_head = head_over(item.seat)
    with_a_part = (
        may_triage(officer, item.post)
        or (seat_head is not None and seat_head.id == officer.id)
        or item.assigned_by_id == officer.id
        or had_part(officer, item)
    )
    if with_a_part:
        return None
    return _l("Who has a part in it, or stands above it, takes the case file along.")

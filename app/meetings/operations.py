from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select

from app.comments.operations import SaidPlainly
from app.core.clock import now
from app.core.db import db, insert_unless_there, put, take_turn
from app.core.errors import Outdated, Refused
from app.core.events import record
from app.core.policy import require
from app.meetings.agenda import list_lines, seats_of
from app.meetings.events import (
    MeetingCalled,
    MeetingCalledOff,
    MeetingHeld,
    MeetingMoved,
    MinutesWritten,
)
from app.meetings.models import AgendaLine, Invitation, Meeting
from app.meetings.queries import is_day_off
from app.officers.models import Office, Officer, Seat
from app.officers.queries import stand_still
from app.posts.seats import list_holders


@dataclass(frozen=True)
class When:
    """A moment and a place. On a day off only if that was said."""

    starts_at: datetime
    place: str
    day_off: bool = False


def call_meeting(officer: Officer, office: Office, when: When, said: SaidPlainly) -> Meeting:
    """Raises Refused for an office that the officer does not head, for a moment that has passed,
    and for a day off that was not meant."""
    stand_still(officer)
    require(officer, "call_meeting", Meeting)
    seat = next((one for one in officer.seats if one.head and one.office_id == office.id), None)
    if seat is None:
        raise Refused(_l("The head of an office calls its meetings."))
    _keep_in_bounds(office, when)
    meeting = Meeting(
        office_id=office.id,
        called_by_id=officer.id,
        seat_id=seat.id,
        starts_at=when.starts_at,
        place=when.place,
        source=said.source,
        html=said.html,
        language=said.language,
        changed_at=now(),
    )
    db.session.add(meeting)
    db.session.flush()
    _invite(meeting, officer)
    record(officer.actor, MeetingCalled(**_of(meeting)))
    return meeting


def move_meeting(officer: Officer, meeting: Meeting, when: When) -> Meeting:
    """To another moment or place; the same again is no change. All who were invited hear of it, and
    who answers by now for what has come onto the agenda since."""
    stand_still(officer)
    take_turn(meeting)
    require(officer, "move_meeting", meeting)
    if (when.starts_at, when.place) == (meeting.starts_at, meeting.place):
        return meeting
    _keep_in_bounds(meeting.office, when)
    was = meeting.day
    meeting.starts_at, meeting.place = when.starts_at, when.place
    _change(meeting)
    _invite(meeting, officer)
    record(officer.actor, MeetingMoved(**_of(meeting), was=was))
    return meeting


def call_off_meeting(officer: Officer, meeting: Meeting, reason: str) -> Meeting:
    stand_still(officer)
    take_turn(meeting)
    require(officer, "call_off_meeting", meeting)
    meeting.called_off_at, meeting.called_off_by_id = now(), officer.id
    meeting.called_off_reason = reason
    _change(meeting)
    record(officer.actor, MeetingCalledOff(**_of(meeting)))
    return meeting


def hold_meeting(officer: Officer, meeting: Meeting) -> Meeting:
    """It begins, and its agenda stands still: things as they are now, by number."""
    stand_still(officer)
    take_turn(meeting)
    require(officer, "hold_meeting", meeting)
    lines = list_lines(meeting)
    meeting.held_at, meeting.held_by_id = now(), officer.id
    db.session.add_all(
        AgendaLine(
            meeting_id=meeting.id,
            thing=line.thing,
            action_id=line.action_id,
            order_id=line.order_id,
            section=line.section,
            state=line.state,
            due_on=line.due_on,
            seat_id=line.seat_id,
        )
        for line in lines
    )
    record(officer.actor, MeetingHeld(**_of(meeting)))
    return meeting


def write_minutes(
    officer: Officer,
    meeting: Meeting,
    version: int,
    said: SaidPlainly,
    conclusions: Mapping[int, str],
) -> Meeting:
    """The whole, and what was concluded on lines of the agenda, by their ids. The same again is no
    change. Raises Outdated when the minutes are no longer what the form was opened on."""
    stand_still(officer)
    take_turn(meeting)
    require(officer, "write_minutes", meeting)
    mine = AgendaLine.meeting_id == meeting.id
    lines = db.session.scalars(select(AgendaLine).where(mine, AgendaLine.id.in_(conclusions))).all()
    changed = [line for line in lines if line.conclusion != conclusions[line.id]]
    if meeting.minutes_version and said.source == meeting.minutes_source and not changed:
        return meeting
    if meeting.minutes_version != version:
        raise Outdated(_words_of(meeting, lines))
    for line in changed:
        line.conclusion = conclusions[line.id]
    meeting.minutes_source, meeting.minutes_html = said.source, said.html
    meeting.minutes_language = said.language
    meeting.minutes_version += 1
    meeting.minuted_at, meeting.minuted_by_id = now(), officer.id
    record(officer.actor, MinutesWritten(**_of(meeting), version=meeting.minutes_version))
    return meeting


def _keep_in_bounds(office: Office, when: When) -> None:
    if when.starts_at <= now():
        raise Refused(_l("This moment has passed: choose a later one."))
    if not when.day_off and is_day_off(office, when.starts_at):
        raise Refused(_l("The office rests on this day."))


def _change(meeting: Meeting) -> None:
    """Calendars that keep it take the higher number for the newer."""
    meeting.sequence += 1
    meeting.changed_at = now()


def _invite(meeting: Meeting, officer: Officer) -> None:
    """The heads of the offices straight under it, the seats of the office itself, and those that
    are responsible for what is on the agenda; each officer once, and not who calls."""
    office = meeting.office or db.session.get_one(Office, meeting.office_id)
    near = or_(Office.id == office.id, (Office.parent_id == office.id) & Seat.head)
    on_agenda = Seat.id.in_(seats_of(list_lines(meeting)))
    seats = db.session.scalars(
        select(Seat).join(Office, Office.id == Seat.office_id).where(or_(near, on_agenda))
    ).unique()
    there = {seat.id: seat for seat in seats}
    told = {
        held.person.id: seat_id
        for seat_id, held in sorted(list_holders(there.values()).items(), reverse=True)
        if held.person.id != officer.id
    }
    if told:
        rows = [
            {"meeting_id": meeting.id, "officer_id": one, "seat_id": told[one]}
            for one in sorted(told)
        ]
        put(insert_unless_there(Invitation), rows)


def _words_of(meeting: Meeting, lines: Sequence[AgendaLine]) -> str:
    said = [line.conclusion for line in lines]
    return "\n\n".join(filter(None, [meeting.minutes_source, *said]))


def _of(meeting: Meeting) -> dict[str, Any]:
    return {"meeting_id": meeting.id, "office_id": meeting.office_id, "day": meeting.day}

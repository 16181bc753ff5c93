"""What may be seen of meetings: the office, those under it, the heads above it, and who called."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.actions.models import ActionItem
from app.calendar.queries import calendar_for
from app.calendar.working_days import is_working_day
from app.core.clock import day_of
from app.core.db import ask, db
from app.core.errors import Missing
from app.core.i18n import in_language
from app.core.text import plain
from app.meetings.agenda import Line
from app.meetings.models import Invitation, Meeting
from app.officers.models import Office, Officer, Seat
from app.officers.queries import PERSON, Person, headed_by, person, reach_of
from app.orders.models import Order
from app.posts.models import Post
from app.posts.queries import in_sight, sight_of

PAGE = 20

_Above = aliased(Office)
_Next = aliased(Meeting)


def visible_meetings(officer: Officer) -> Select[tuple[Meeting]]:
    ways: list[ColumnElement[bool]] = [
        Meeting.called_by_id == officer.id,
        Meeting.office_id.in_(reach_of(officer)),
    ]
    if heads := headed_by(officer):
        under = [_Above.path.startswith(path, autoescape=True) for path in heads]
        ways.append(Meeting.office_id.in_(select(_Above.id).where(or_(*under))))
    return select(Meeting).where(or_(*ways)).options(joinedload(Meeting.office))


def find_meeting(officer: Officer, meeting_id: int) -> Meeting:
    found = db.session.scalar(visible_meetings(officer).where(Meeting.id == meeting_id))
    if found is None:
        raise Missing
    return found


def list_coming(officer: Officer) -> Sequence[Meeting]:
    """Those that are still to be held, the next first; at most PAGE."""
    coming = visible_meetings(officer).where(
        Meeting.held_at.is_(None), Meeting.called_off_at.is_(None)
    )
    return db.session.scalars(coming.order_by(Meeting.starts_at, Meeting.id).limit(PAGE)).all()


def list_past(officer: Officer, before: int | None = None) -> Sequence[Meeting]:
    """Held or called off, the latest called first; at most PAGE."""
    past = visible_meetings(officer).where(
        or_(Meeting.held_at.is_not(None), Meeting.called_off_at.is_not(None))
    )
    if before:
        past = past.where(Meeting.id < before)
    return db.session.scalars(past.order_by(Meeting.id.desc()).limit(PAGE)).all()


def is_day_off(office: Office, moment: datetime) -> bool:
    return not is_working_day(calendar_for(office), day_of(moment))


def list_invited(meeting_id: int) -> list[int]:
    rows = select(Invitation.officer_id).where(Invitation.meeting_id == meeting_id)
    return [row.officer_id for row in ask(rows.order_by(Invitation.officer_id))]


def list_guests(meeting: Meeting) -> list[Person]:
    """Those who were invited, each with the seat it was for."""
    rows = ask(
        select(*PERSON)
        .select_from(Invitation)
        .join(Officer, Officer.id == Invitation.officer_id)
        .join(Seat, Seat.id == Invitation.seat_id)
        .where(Invitation.meeting_id == meeting.id)
        .order_by(Invitation.id)
    )
    return [person(row) for row in rows]


@dataclass(frozen=True, slots=True)
class Given:
    """An order that came of a meeting."""

    id: int
    number: str
    html: str
    language: str
    due_on: date
    label_bn: str
    label_en: str

    @property
    def seat_label(self) -> str:
        return in_language(self.label_bn, self.label_en)

    @property
    def words(self) -> str:
        return plain(self.html)


def list_given(reader: Officer, meeting: Meeting, lines: Sequence[Line]) -> list[Given]:
    """Orders given on the items of these lines since the meeting began, until the office meets
    again."""
    if meeting.held_at is None or not lines:
        return []
    orders = (
        select(*(Order.id, ActionItem.number, Order.html, Order.language, Order.due_on))
        .add_columns(Seat.label_bn, Seat.label_en)
        .join(ActionItem, ActionItem.id == Order.action_id)
        .join(Post, Post.id == ActionItem.post_id)
        .join(Seat, Seat.id == Order.seat_id)
        .where(
            Order.action_id.in_({line.action_id for line in lines}),
            Order.created_at >= meeting.held_at,
            in_sight(sight_of(reader)),
        )
        .order_by(Order.id)
    )
    if again := _met_again(meeting):
        orders = orders.where(Order.created_at < again)
    return [Given(*row) for row in ask(orders)]


def _met_again(meeting: Meeting) -> datetime | None:
    """When the office held its next one."""
    again = select(func.min(_Next.held_at)).where(
        _Next.office_id == meeting.office_id, _Next.held_at > meeting.held_at
    )
    return db.session.scalar(again)

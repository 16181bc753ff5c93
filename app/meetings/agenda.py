"""What a meeting looks at: worked out while it is only called, and kept as it stood once it is
held."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, literal, null, select, union_all

from app.actions.models import OPEN, ActionItem, ActionState
from app.calendar.queries import due_after
from app.core.clock import today
from app.core.db import ask
from app.core.i18n import in_language, language_of
from app.core.text import plain
from app.meetings.models import AgendaLine, Meeting, Section
from app.officers.models import Office, Officer, Seat
from app.orders.models import Order
from app.posts.models import Post
from app.posts.queries import in_sight, sight_of
from app.reminders.models import Reminder, Stage

AHEAD = 7  # working days that a meeting looks ahead
MOST = 200  # lines: more are read by nobody in one sitting


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an agenda. `id`: of the row, once the meeting was held."""

    id: int | None
    thing: str
    action_id: int
    order_id: int | None
    section: Section
    state: ActionState  # as it stood when the meeting was held; else as it stands
    due_on: date
    seat_id: int
    seat_bn: str
    seat_en: str
    number: str
    title: str  # of the trouble; of an order its first words
    language: str
    conclusion: str
    open: bool  # by now

    @property
    def seat_label(self) -> str:
        return in_language(self.seat_bn, self.seat_en)

    @property
    def conclusion_language(self) -> str:
        return language_of(self.conclusion)


def list_lines(meeting: Meeting, reader: Officer | None = None) -> list[Line]:
    """Those that the reader may read; all, where nobody reads. At most MOST."""
    found = _kept(meeting) if meeting.held_at else _foreseen(meeting.office)
    if reader:
        found = found.where(in_sight(sight_of(reader)))
    lines = [_line(row) for row in ask(found)]
    order = list(Section)
    lines.sort(key=lambda line: (order.index(line.section), line.due_on, line.thing))
    return lines[:MOST]


_COLUMNS = (
    *(Seat.label_bn, Seat.label_en, ActionItem.number, Post.title),
    *(Post.language.label("post_language"), Order.html, Order.language.label("order_language")),
)


def _kept(meeting: Meeting) -> Select[Any]:
    now_open = case(
        (AgendaLine.order_id.is_(None), ActionItem.state.in_(OPEN)), else_=Order.state.in_(OPEN)
    )
    return (
        select(
            *(AgendaLine.id, AgendaLine.action_id, AgendaLine.order_id, AgendaLine.section),
            *(AgendaLine.state, AgendaLine.due_on, AgendaLine.seat_id, AgendaLine.conclusion),
            now_open.label("open"),
            *_COLUMNS,
        )
        .select_from(AgendaLine)
        .join(ActionItem, ActionItem.id == AgendaLine.action_id)
        .join(Post, Post.id == ActionItem.post_id)
        .join(Seat, Seat.id == AgendaLine.seat_id)
        .outerjoin(Order, Order.id == AgendaLine.order_id)
        .where(AgendaLine.meeting_id == meeting.id)
    )


def _foreseen(office: Office) -> Select[Any]:
    until = due_after(today(), AHEAD, office)
    items = _open(ActionItem, "action", office, until)
    orders = _open(Order, "order", office, until)
    duties = union_all(items, orders).subquery()
    return (
        select(
            *(null().label("id"), duties.c.action_id, duties.c.order_id, duties.c.section),
            *(duties.c.state, duties.c.due_on, duties.c.seat_id),
            *(literal("").label("conclusion"), literal(True).label("open")),
            *_COLUMNS,
        )
        .select_from(duties)
        .join(ActionItem, ActionItem.id == duties.c.action_id)
        .join(Post, Post.id == ActionItem.post_id)
        .join(Seat, Seat.id == duties.c.seat_id)
        .outerjoin(Order, Order.id == duties.c.order_id)
        .where(Post.hidden_at.is_(None), Post.withdrawn_at.is_(None))
        .order_by(duties.c.due_on, duties.c.action_id)
        .limit(MOST)
    )


def _open(duty: Any, kind: str, office: Office, until: date) -> Select[Any]:
    """Open duties of the seats of an office and of those under it, due by that day."""
    is_order = duty is Order
    held = (
        exists()
        .where(
            Reminder.kind == kind,
            Reminder.number == duty.id,
            Reminder.day == duty.due_on,
            Reminder.stage == Stage.HELD,
        )
        .correlate(duty)
    )
    late: ColumnElement[bool] = duty.due_on < today()
    section = case(
        (and_(late, held), Section.HELD.value),
        (late, Section.OVERDUE.value),
        else_=Section.SOON.value,
    )
    number = duty.id if is_order else null()
    return (
        select(
            *((duty.action_id if is_order else duty.id).label("action_id"),),
            *(number.label("order_id"), section.label("section"), duty.state),
            *(duty.due_on, duty.seat_id),
        )
        .join(Seat, Seat.id == duty.seat_id)
        .join(Office, Office.id == Seat.office_id)
        .where(
            Office.path.startswith(office.path, autoescape=True),
            duty.state.in_(OPEN),
            duty.due_on <= until,
        )
    )


def _line(row: Any) -> Line:
    of_order = row.order_id is not None
    return Line(
        id=row.id,
        thing=f"order:{row.order_id}" if of_order else f"action:{row.action_id}",
        action_id=row.action_id,
        order_id=row.order_id,
        section=Section(row.section),
        state=row.state,
        due_on=row.due_on,
        seat_id=row.seat_id,
        seat_bn=row.label_bn,
        seat_en=row.label_en,
        number=row.number,
        title=plain(row.html) if of_order else row.title,
        language=row.order_language if of_order else row.post_language,
        conclusion=row.conclusion,
        open=bool(row.open),
    )


def by_section(lines: Sequence[Line]) -> list[tuple[Section, list[Line]]]:
    """Sections that have any, in order."""
    grouped = [(name, [line for line in lines if line.section == name]) for name in Section]
    return [(name, found) for name, found in grouped if found]


def seats_of(lines: Collection[Line]) -> set[int]:
    return {line.seat_id for line in lines}

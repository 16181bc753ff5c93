"""What may be seen of orders: as much as may be seen of the post whose trouble they end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, or_, select
from sqlalchemy.orm import aliased

from app.actions.models import OPEN, ActionItem, ActionState
from app.core.clock import today
from app.core.db import db
from app.core.errors import Missing
from app.core.i18n import in_language
from app.core.text import plain
from app.officers.models import Officer, Seat
from app.orders.models import Order
from app.posts.models import Post
from app.posts.queries import in_sight, may_read, sight_of
from app.posts.seats import answered_by

PAGE = 20
FILTERS = ("all", "overdue", "asked", "done")

Place = tuple[int, date, int]  # ended or not, the day it is due, its number

_Other = aliased(Seat)  # at the other end of the order


@dataclass(frozen=True, slots=True)
class Line:
    """An order on a board."""

    id: int
    action_id: int
    number: str
    html: str
    language: str
    state: ActionState
    returned: bool
    due_on: date
    seat_bn: str  # whose it is; on the board of who owes it, who gave it
    seat_en: str
    ended: int

    @property
    def seat_label(self) -> str:
        return in_language(self.seat_bn, self.seat_en)

    @property
    def words(self) -> str:
        return plain(self.html)

    @property
    def late(self) -> bool:
        return self.state in OPEN and self.due_on < today()

    @property
    def place(self) -> Place:
        return self.ended, self.due_on, self.id


def visible_orders(officer: Officer) -> Select[tuple[Order]]:
    return (
        select(Order)
        .join(ActionItem, ActionItem.id == Order.action_id)
        .join(Post, Post.id == ActionItem.post_id)
        .where(may_read(officer))
    )


def find_order(officer: Officer, order_id: int) -> Order:
    found = db.session.scalar(visible_orders(officer).where(Order.id == order_id))
    if found is None:
        raise Missing
    return found


def list_withdrawn_with(order_id: int) -> Sequence[Order]:
    """A withdrawn order, and all under it that went with it."""
    order = db.session.get_one(Order, order_id)
    gone = select(Order).where(
        Order.action_id == order.action_id, Order.withdrawn_at == order.withdrawn_at
    )
    return db.session.scalars(gone).all()


def list_owed(officer: Officer, only: str = "all", after: Place | None = None) -> list[Line]:
    """What the seats are to do that come down to this officer today: what is open first, by the
    day it is due; at most PAGE. `after` is the place of the last one seen."""
    lines = _lines().join(Seat, Seat.id == Order.seat_id)
    return _board(lines.join(_Other, _Other.id == Order.from_seat_id), officer, only, after)


def list_given(officer: Officer, only: str = "all", after: Place | None = None) -> list[Line]:
    """What was given from the seats that come down to this officer today."""
    lines = _lines().join(Seat, Seat.id == Order.from_seat_id)
    return _board(lines.join(_Other, _Other.id == Order.seat_id), officer, only, after)


_ENDED: Any = case((Order.state.in_(OPEN), 0), else_=1)


def _lines() -> Select[Any]:
    return (
        select(
            *(Order.id, Order.action_id, ActionItem.number, Order.html),
            *(Order.language, Order.state, Order.returned_at, Order.due_on),
            *(_Other.label_bn, _Other.label_en, _ENDED.label("ended")),
        )
        .select_from(Order)
        .join(ActionItem, ActionItem.id == Order.action_id)
        .join(Post, Post.id == ActionItem.post_id)
    )


def _board(lines: Select[Any], officer: Officer, only: str, after: Place | None) -> list[Line]:
    sight = sight_of(officer)
    lines = lines.where(answered_by(sight), in_sight(sight), *_open_posts(), *_only(only))
    if after:
        ended, due_on, number = after
        later = or_(Order.due_on > due_on, and_(Order.due_on == due_on, Order.id > number))
        lines = lines.where(or_(ended < _ENDED, and_(ended == _ENDED, later)))
    lines = lines.order_by(_ENDED, Order.due_on, Order.id).limit(PAGE)
    return [_line(row) for row in db.session.execute(lines)]


def _line(row: Row[Any]) -> Line:
    return Line(
        id=row.id,
        action_id=row.action_id,
        number=row.number,
        html=row.html,
        language=row.language,
        state=row.state,
        returned=row.state == ActionState.DOING and row.returned_at is not None,
        due_on=row.due_on,
        seat_bn=row.label_bn,
        seat_en=row.label_en,
        ended=row.ended,
    )


def _open_posts() -> tuple[ColumnElement[bool], ...]:
    return (Post.hidden_at.is_(None), Post.withdrawn_at.is_(None))


def _only(only: str) -> Sequence[ColumnElement[bool]]:
    return {
        "overdue": (Order.state.in_(OPEN), Order.due_on < today()),
        "asked": (Order.state == ActionState.ASKED,),
        "done": (Order.state == ActionState.DONE,),
    }.get(only, ())

"""Seats without a holder: what waits there, and to whom it came down."""

from dataclasses import dataclass
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required
from sqlalchemy import func, or_, select

from app.actions.models import OPEN, ActionItem
from app.core.db import db
from app.officers.models import Holding, Office, Officer, Seat
from app.officers.queries import current
from app.officers.session import current_officer
from app.orders.models import Order
from app.pages import bp
from app.posts.models import Post
from app.posts.queries import may_read
from app.posts.seats import Held, list_holders

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Vacant:
    seat: Seat
    held: Held | None  # whom it came down to
    items: int
    orders: int


@bp.get("/offices/empty-seats")
@login_required
def empty_seats() -> ResponseReturnValue:
    return render_template("pages/vacant.html", seats=list_vacant(current_officer), most=SHOWN)


def list_vacant(officer: Officer) -> list[Vacant]:
    """Those that nobody sits in today and that have something open which this officer reads, and
    those of the officer's own offices. What has waiting work stands first."""
    items = _counted(officer, ActionItem.seat_id, ActionItem)
    orders = _counted(officer, Order.seat_id, Order)
    mine = {seat.office_id for seat in officer.seats}
    sitting = (
        select(Holding.seat_id)
        .join(Officer, Officer.id == Holding.officer_id)
        .where(*current(), Officer.closed_at.is_(None))
    )
    seats = db.session.scalars(
        select(Seat)
        .join(Office, Office.id == Seat.office_id)
        .where(
            Seat.id.not_in(sitting),
            or_(Seat.id.in_({*items, *orders}), Seat.office_id.in_(mine)),
        )
        .order_by(Office.path, Seat.id)
        .limit(SHOWN)
    ).all()
    holders = list_holders(seats)
    found = [
        Vacant(seat, holders.get(seat.id), items.get(seat.id, 0), orders.get(seat.id, 0))
        for seat in seats
    ]
    return sorted(found, key=lambda one: not (one.items or one.orders))


def _counted(officer: Officer, seat: Any, thing: Any) -> dict[int, int]:
    """Seat id, and how many open things are its."""
    counted = select(seat, func.count()).select_from(thing)
    if thing is Order:
        counted = counted.join(ActionItem, ActionItem.id == Order.action_id)
    counted = counted.join(Post, Post.id == ActionItem.post_id)
    rows = db.session.execute(
        counted.where(
            thing.state.in_(OPEN),
            may_read(officer),
            Post.hidden_at.is_(None),
            Post.withdrawn_at.is_(None),
        ).group_by(seat)
    )
    return {row[0]: row[1] for row in rows}

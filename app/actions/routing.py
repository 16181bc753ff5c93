"""Where an item may go on its way from seat to seat."""

from sqlalchemy import select

from app.actions.models import ActionItem, Step
from app.core.db import db
from app.officers.models import Seat
from app.posts.seats import common_superior, list_seats_for


def list_seats_to_forward(item: ActionItem) -> list[Seat]:
    """Those offered for the post, but the one that has it."""
    return [seat for seat in list_seats_for(item.post) if seat.id != item.seat_id]


def superior_of_all(item: ActionItem) -> Seat | None:
    """The head nearest above every seat that has had it."""
    sent = select(Step.from_seat_id).where(Step.action_id == item.id)
    before = db.session.scalars(select(Seat).where(Seat.id.in_(sent))).all()
    return common_superior([item.seat, *before])

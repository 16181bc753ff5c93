"""Whom it concerns that an officer takes a seat, or leaves service."""

from collections.abc import Iterable

from app.core.clock import today
from app.core.db import db
from app.delegation.queries import list_over_with
from app.officers.events import AccountClosed, OfficerMoved
from app.officers.models import Seat
from app.officers.queries import head_over, holder_of, list_left_on
from app.retirement.events import OfficerRetired


def who_moves_and_those_it_concerns(event: OfficerMoved) -> Iterable[int | None]:
    """The heads over the old and the new seat, whoever answers for the old one from now on, and
    with whom a delegation ends by it."""
    yield event.officer_id
    if event.left_seat_id:
        yield from list_over_with(event.officer_id, event.left_seat_id, event.since)
    for seat_id in filter(None, (event.left_seat_id, event.seat_id)):
        seat = db.session.get_one(Seat, seat_id)
        yield from (found.id for found in (head_over(seat), holder_of(seat)) if found)


def who_shared_a_delegation(event: AccountClosed) -> Iterable[int | None]:
    """A private secretary, or the senior: no more words are prepared between them."""
    return list_over_with(event.officer_id, None, today())


def who_retires_and_those_it_concerns(event: OfficerRetired) -> Iterable[int | None]:
    """The heads over the seats that are left, whoever answers for them from now on, and with whom a
    delegation ends by it."""
    yield event.officer_id
    yield from list_over_with(event.officer_id, None, event.since)
    for seat in list_left_on(event.officer_id, event.since):
        yield from (found.id for found in (head_over(seat), holder_of(seat)) if found)

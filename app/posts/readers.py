"""Who may read a post: `in_sight` asked the other way round, of officers and not of posts."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import aliased

from app.core.db import ask
from app.officers.models import Holding, Office, Officer, Seat
from app.officers.queries import current
from app.posts.models import Audience, LetIn, Post

# Names of their own, beside the office and the seat of who reads.
_Below = aliased(Office)
_Place = aliased(Seat)


def may_be_read_by(post: Post) -> ColumnElement[bool]:
    """A condition for any query that has officers."""
    author = Officer.id == post.author_id
    moderates = Officer.moderator_since.is_not(None)
    if post.withdrawn_at:
        return author
    if post.hidden_at:
        return or_(author, moderates)
    if post.audience == Audience.ALL:
        return Officer.id.is_not(None)
    if post.audience == Audience.PRIVATE:
        let_in = Officer.id.in_(select(LetIn.officer_id).where(LetIn.post_id == post.id))
        return or_(author, moderates, let_in, _sits(or_(_heads_above(post), _of_seats(post))))
    if post.office is None:
        return or_(author, moderates)
    within = Office.path.startswith(post.office.path, autoescape=True)
    return or_(author, moderates, _sits(or_(within, _heads_above(post))))


def _heads_above(post: Post) -> ColumnElement[bool]:
    return and_(Seat.head, Office.id.in_(post.office.ancestors if post.office else ()))


def _of_seats(post: Post) -> ColumnElement[bool]:
    """The seats that something of it came to, and the heads above them."""
    given = select(LetIn.seat_id).where(LetIn.post_id == post.id)
    below = select(_Below.id).join(_Place, _Place.office_id == _Below.id)
    below = below.where(_Place.id.in_(given), _Below.path.startswith(Office.path))
    return or_(Seat.id.in_(given), and_(Seat.head, below.correlate(Office).exists()))


def _sits(there: ColumnElement[bool]) -> ColumnElement[bool]:
    return (
        exists()
        .where(
            Holding.officer_id == Officer.id,
            Holding.seat_id == Seat.id,
            Seat.office_id == Office.id,
            there,
            *current(),
        )
        .correlate(Officer)
    )


def list_readers(post: Post, officer_ids: Collection[int]) -> list[int]:
    """Of these officers, those who may read it and are still here."""
    among = Officer.id.in_(officer_ids) if officer_ids else false()
    open_account = Officer.closed_at.is_(None)
    return [
        row.id for row in ask(select(Officer.id).where(among, open_account, may_be_read_by(post)))
    ]

"""Who may read a post: `in_sight` asked the other way round, of officers and not of posts."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, exists, false, or_, select

from app.core.db import ask
from app.officers.models import Holding, Office, Officer, Seat
from app.officers.queries import current
from app.posts.models import Audience, Post


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
    if post.office is None:
        return or_(author, moderates)
    within = Office.path.startswith(post.office.path, autoescape=True)
    above = and_(Seat.head, Office.id.in_(post.office.ancestors))
    sits = (
        exists()
        .where(
            Holding.officer_id == Officer.id,
            Holding.seat_id == Seat.id,
            Seat.office_id == Office.id,
            or_(within, above),
            *current(),
        )
        .correlate(Officer)
    )
    return or_(author, moderates, sits)


def list_readers(post: Post, officer_ids: Collection[int]) -> list[int]:
    """Of these officers, those who may read it and are still here."""
    among = Officer.id.in_(officer_ids) if officer_ids else false()
    open_account = Officer.closed_at.is_(None)
    return [
        row.id for row in ask(select(Officer.id).where(among, open_account, may_be_read_by(post)))
    ]

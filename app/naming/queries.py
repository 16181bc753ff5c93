from collections.abc import Collection
from functools import cache

from sqlalchemy import ColumnElement, Integer, bindparam, func, select

from app.comments.models import Comment
from app.core.db import ask, db
from app.core.links import Links
from app.naming.models import Mention, Tagging
from app.officers.handles import Named, named_by
from app.officers.models import Officer, Seat
from app.officers.queries import Person, holder_of, person_of
from app.posts.models import Post
from app.posts.readers import list_readers


def list_mentioned(
    post_id: int, comment_id: int | None = None, version: int | None = None
) -> list[int]:
    """Officers who are mentioned there and may read it: those named, and whoever answers today for
    a seat. Of a post in one of its versions, where that is given."""
    if comment_id:
        rows = ask(_IN_COMMENT, comment_id=comment_id)
    else:
        rows = ask(_IN_POST, post_id=post_id, version=version)
    if not rows:
        return []
    reached = {_reached(Named(row.officer_id, row.seat_id)) for row in rows}
    found = [officer.id for officer in reached if officer]
    return list_readers(db.session.get_one(Post, post_id), found)


# Made once: they are asked with every comment, and nearly all comments mention nobody.
_MENTIONED = select(Mention.officer_id, Mention.seat_id)
_IN_COMMENT = _MENTIONED.where(Mention.comment_id == bindparam("comment_id"))
_IN_POST = _MENTIONED.where(
    Mention.post_id == bindparam("post_id"),
    Mention.comment_id.is_(None),
    Mention.version == func.coalesce(bindparam("version", type_=Integer), Mention.version),
)


def list_reached(links: Links) -> list[tuple[str, Person | None]]:
    """Each handle as it was typed, with whom it reaches today; None when it reaches nobody."""
    return [
        (handle, person_of(officer) if (officer := reached_at(address)) else None)
        for handle, address in links.handles.items()
    ]


def reached_at(address: str | None) -> Officer | None:
    """Who answers today for what has this page."""
    named = named_by(address) if address else None
    return _reached(named) if named else None


def _reached(named: Named) -> Officer | None:
    if named.officer_id:
        return db.session.get(Officer, named.officer_id)
    seat = db.session.get(Seat, named.seat_id) if named.seat_id else _head_of(named.office_id)
    return holder_of(seat) if seat else None


def _head_of(office_id: int | None) -> Seat | None:
    heads = select(Seat).where(Seat.head, Seat.office_id == office_id).order_by(Seat.id)
    return db.session.scalars(heads).first()


def heads_of(office_ids: Collection[int]) -> dict[int, int]:
    """The head seat of each office that has one: whom a mention of the office is kept for."""
    if not office_ids:
        return {}
    heads = select(Seat.office_id, Seat.id).where(Seat.head, Seat.office_id.in_(office_ids))
    return {row.office_id: row.id for row in ask(heads.order_by(Seat.id.desc()))}


@cache
def carries() -> ColumnElement[bool]:
    """Of a query that has posts: do they carry the `tag`, in their words or in a comment that is
    not hidden?"""
    carrying = (
        select(Tagging.post_id)
        .outerjoin(Comment, Comment.id == Tagging.comment_id)
        .where(Tagging.tag == bindparam("tag"), Comment.hidden_at.is_(None))
    )
    return Post.id.in_(carrying)


def list_tags(post_id: int) -> list[str]:
    """Of the post's own words."""
    own = Tagging.post_id == post_id, Tagging.comment_id.is_(None)
    return [row.tag for row in ask(select(Tagging.tag).where(*own))]

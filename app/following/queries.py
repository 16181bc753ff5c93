from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, exists, func, select

from app.core.db import ask, db
from app.following.models import Bookmark, Facing
from app.officers.models import Office, Officer, Seat
from app.posts.models import Post
from app.posts.queries import READER, may_read

PAGE = 20


@dataclass(frozen=True, slots=True)
class Faced:
    """How many face the same trouble: counts, never names."""

    colleagues: int
    districts: int  # of those who spoke from the field


def count_faced(post_id: int) -> Faced:
    ((colleagues, districts),) = ask(_FACED, post_id=post_id)
    return Faced(colleagues, districts)


_FACED = (
    select(func.count(Facing.id), func.count(func.nullif(Office.district, "").distinct()))
    .select_from(Facing)
    .join(Seat, Seat.id == Facing.seat_id)
    .join(Office, Office.id == Seat.office_id)
    .where(Facing.post_id == bindparam("post_id"))
)


@cache
def faces() -> ColumnElement[bool]:
    """Has who reads a post said so? A column of a query that has posts."""
    mine = exists().where(Facing.post_id == Post.id, Facing.officer_id == READER)
    return mine.correlate(Post).label("faces")


@cache
def keeps() -> ColumnElement[bool]:
    """Has who reads a post kept it for later? A column as above."""
    mine = exists().where(Bookmark.post_id == Post.id, Bookmark.officer_id == READER)
    return mine.correlate(Post).label("keeps")


def list_kept(officer: Officer, before: int | None = None) -> Sequence[Row[Any]]:
    """What an officer has kept and may still read, the last kept first: the post's id, kind, title
    and language, and when it was kept (`at`). `before`: the `number` of the last one seen."""
    kept = (
        select(
            Post.id,
            Post.kind,
            Post.title,
            Post.language,
            Bookmark.id.label("number"),
            Bookmark.created_at.label("at"),
        )
        .join(Post, Post.id == Bookmark.post_id)
        .where(Bookmark.officer_id == officer.id, may_read(officer))
        .order_by(Bookmark.id.desc())
        .limit(PAGE)
    )
    return db.session.execute(kept.where(Bookmark.id < before) if before else kept).all()

from dataclasses import dataclass
from functools import cache

from sqlalchemy import ColumnElement, bindparam, exists, func, select

from app.core.db import ask
from app.following.models import Facing
from app.officers.models import Office, Seat
from app.posts.models import Post
from app.posts.queries import READER


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

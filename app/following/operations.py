"""What one faces is told of. What one keeps for later is nobody else's business, as with having
read: those deeds leave no entry in the log."""

from functools import cache
from typing import Any

from sqlalchemy import delete

from app.core.db import db, insert_unless_there, is_sqlite, put, table_of
from app.core.events import record
from app.core.policy import require
from app.following.events import FacedNoMore, FacedToo
from app.following.followed import What
from app.following.models import Bookmark, Facing, Followed
from app.officers.models import Officer
from app.posts.models import Post
from app.posts.operations import follow_post


def face_post(officer: Officer, post: Post) -> None:
    """Say that one faces the same trouble, and hear what becomes of it. Twice is once."""
    require(officer, "face", post)
    assert officer.seat is not None  # noqa: S101  (the rule above)
    facing = {"post_id": post.id, "officer_id": officer.id, "seat_id": officer.seat.id}
    # The constraint decides, not a look beforehand: another process may be as quick.
    if put(_facing(is_sqlite()), facing).first():
        follow_post(officer, post)
        record(officer.actor, FacedToo(post_id=post.id))


def face_no_more(officer: Officer, post: Post) -> None:
    """Take it back. Whoever never said it has nothing to take back, and nothing happens."""
    require(officer, "face_no_more", post)
    mine = delete(Facing).where(Facing.post_id == post.id, Facing.officer_id == officer.id)
    if db.session.execute(mine).rowcount:  # type: ignore[attr-defined]
        record(officer.actor, FacedNoMore(post_id=post.id))


def keep_post(officer: Officer, post: Post) -> None:
    """For later. Kept twice it is kept once, where it stood."""
    require(officer, "keep", post)
    put(insert_unless_there(Bookmark), {"officer_id": officer.id, "post_id": post.id})


def keep_no_longer(officer: Officer, post: Post) -> None:
    require(officer, "keep", post)
    kept = Bookmark.officer_id == officer.id, Bookmark.post_id == post.id
    db.session.execute(delete(Bookmark).where(*kept))


def follow_what(officer: Officer, what: What) -> None:
    """A colleague, an office, a district or a tag: hear of each new post of theirs that one may
    read. Twice is once."""
    require(officer, "follow_what", Followed)
    put(insert_unless_there(Followed), {"officer_id": officer.id, **what.columns})


def stop_following_what(officer: Officer, what: What) -> None:
    require(officer, "stop_following_what", Followed)
    mine = [Followed.officer_id == officer.id, what.condition]
    db.session.execute(delete(Followed).where(*mine))


@cache  # to build a statement costs more than to give it
def _facing(_sqlite: bool) -> Any:
    return insert_unless_there(Facing).returning(table_of(Facing).c.id)

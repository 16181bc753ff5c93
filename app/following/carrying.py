"""When one post goes on in another, who hears of it and who faces it go along."""

from sqlalchemy import select

from app.core.clock import now
from app.core.db import db, insert_unless_there, put
from app.following.models import Facing
from app.posts.models import Follow, Post


def carry_over(post: Post, into: Post) -> None:
    """Whoever is there already stays as they are there, be it that they stopped following."""
    following = select(Follow.officer_id).where(
        Follow.post_id == post.id, Follow.stopped_at.is_(None)
    )
    facing = select(Facing.officer_id, Facing.seat_id).where(
        Facing.post_id == post.id, Facing.officer_id.is_distinct_from(into.author_id)
    )
    here = {"post_id": into.id, "created_at": now()}
    follows = [here | {"officer_id": one} for one in db.session.scalars(following)]
    faces = [
        here | {"officer_id": one.officer_id, "seat_id": one.seat_id}
        for one in db.session.execute(facing)
    ]
    for model, rows in ((Follow, follows), (Facing, faces)):
        if rows:
            put(insert_unless_there(model), rows)

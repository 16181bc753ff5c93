"""Questions by name that wait for an answer."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, exists, not_, select
from sqlalchemy.orm import aliased

from app.comments.models import Comment
from app.core.db import ask
from app.officers.models import Officer, Seat
from app.officers.queries import PERSON
from app.posts.models import Post

QUESTIONS = 3  # more than three things that wait are not read


def list_questions_to(officer: Officer, most: int = QUESTIONS) -> Sequence[Row[Any]]:
    """Seniors' questions to this officer's posts, under which the officer has said nothing since:
    the comment, the post's id, title and language, and who asked. The oldest first."""
    return ask(_questions(), officer_id=officer.id, most=most)


@cache
def _questions() -> Select[Any]:
    asked: ColumnElement[int] = bindparam("officer_id")
    later = aliased(Comment)
    answered = exists().where(
        later.post_id == Comment.post_id,
        later.author_id == asked,
        later.id > Comment.id,
        later.hidden_at.is_(None),
    )
    return (
        select(
            Comment.id,
            Comment.post_id,
            Comment.created_at,
            Comment.html,
            Comment.language.label("said_in"),
            Post.title,
            Post.language,
            *PERSON,
        )
        .join(Post, Post.id == Comment.post_id)
        .join(Officer, Officer.id == Comment.author_id)
        .join(Seat, Seat.id == Comment.seat_id)
        .where(
            Comment.asks,
            Comment.hidden_at.is_(None),
            Post.author_id == asked,
            Post.hidden_at.is_(None),
            Post.withdrawn_at.is_(None),
            not_(answered),
        )
        .order_by(Comment.id)
        .limit(bindparam("most"))
    )

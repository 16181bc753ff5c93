from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, select

from app.answers.models import Answer
from app.comments.models import Comment
from app.core.db import ask, db
from app.officers.models import Officer, Seat
from app.officers.queries import PERSON, PREPARER, PREPARING, Person, Preparer, person, preparer
from app.posts.models import Post


@dataclass(frozen=True, slots=True)
class Marked:
    """The answer to a post as its page shows it: the same for every reader."""

    comment_id: int
    person: Person | None  # who wrote it
    author_text: str
    html: str
    language: str
    said_at: datetime
    at: datetime  # when it was marked
    prepared_by: Preparer | None


def find_answer(post_id: int) -> Marked | None:
    """None as well while its comment is hidden: what nobody can read answers nobody. The caller has
    found the post."""
    for row in ask(_marked(), post_id=post_id):
        return Marked(
            row.comment_id,
            person(row) if row.person_id else None,
            row.author_text,
            row.html,
            row.language,
            row.created_at,
            row.marked_at,
            preparer(row),
        )
    return None


@cache  # to build this statement costs more than to ask it
def _marked() -> Select[Any]:
    return (
        select(
            Answer.comment_id,
            Answer.marked_at,
            Comment.author_text,
            Comment.html,
            Comment.language,
            Comment.created_at,
            *PERSON,
            *PREPARER,
        )
        .join(Comment, Comment.id == Answer.comment_id)
        .outerjoin(Officer, Officer.id == Comment.author_id)
        .outerjoin(Seat, Seat.id == Comment.seat_id)
        .outerjoin(PREPARING, PREPARING.id == Comment.prepared_by_id)
        .where(Answer.post_id == bindparam("post_id"), Comment.hidden_at.is_(None))
    )


def is_answer(comment_id: int) -> bool:
    """Marked, be it hidden by now or not."""
    return db.session.scalar(select(Answer.id).where(Answer.comment_id == comment_id)) is not None


@cache
def answer_of_post() -> ColumnElement[Any]:
    """When it was marked, as the column `marked_at` of a query that has posts."""
    marked = (
        select(Answer.marked_at)
        .join(Comment, Comment.id == Answer.comment_id)
        .where(Answer.post_id == Post.id, Comment.hidden_at.is_(None))
    )
    return marked.correlate(Post).scalar_subquery().label("marked_at")

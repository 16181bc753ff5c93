from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    distinct,
    false,
    func,
    not_,
    or_,
    select,
)

from app.comments.models import Comment
from app.core.db import ask, db
from app.core.errors import Missing
from app.officers.models import FIELD, Office, Officer, Seat
from app.officers.queries import (
    PERSON,
    PREPARER,
    PREPARING,
    Person,
    Preparer,
    person,
    preparer,
)
from app.posts.models import Post
from app.posts.queries import may_read

THREADS = 50  # comments of the first level on one page, with all their replies


@dataclass(frozen=True, slots=True)
class Shown:
    """A comment as a piece of page: the same for every reader. A hidden one has no words."""

    id: int
    post_id: int
    parent_id: int | None
    person: Person | None
    author_text: str
    html: str
    language: str
    senior: bool
    asks: bool
    hidden: bool
    at: datetime
    prepared_by: Preparer | None
    edited_at: datetime | None = None
    replies: tuple["Shown", ...] = ()
    files: tuple[Any, ...] = ()  # put in by who shows it: see files/queries.py


@dataclass(frozen=True, slots=True)
class Threads:
    """One page of comments, each with its replies; `earlier` can be read on the pages before."""

    comments: list[Shown]
    earlier: int

    @property
    def latest(self) -> int:
        """The number of the last comment here; 0 when there is none."""
        replies = [reply.id for comment in self.comments for reply in comment.replies]
        return max([*replies, *(comment.id for comment in self.comments)], default=0)


@dataclass(frozen=True, slots=True)
class Voices:
    """Who has spoken under a post: comments that can be read, and officers by where they sit."""

    comments: int
    field: int
    ministry: int


_COLUMNS: tuple[Any, ...] = (
    Comment.id,
    Comment.post_id,
    Comment.parent_id,
    Comment.author_text,
    Comment.html,
    Comment.language,
    Comment.senior,
    Comment.asks,
    Comment.hidden_at,
    Comment.created_at,
    Comment.edited_at,
)


def find_comment(officer: Officer, comment_id: int) -> Comment:
    found = db.session.scalar(
        select(Comment)
        .join(Post, Post.id == Comment.post_id)
        .where(Comment.id == comment_id, may_read(officer))
    )
    if found is None:
        raise Missing
    return found


def find_parent(officer: Officer, post: Post, comment_id: int | None) -> Comment | None:
    """The comment that is replied to; Missing when it is not one of this post."""
    if comment_id is None:
        return None
    found = find_comment(officer, comment_id)
    if found.post_id != post.id:
        raise Missing
    return found


def list_comments(post_id: int, before: int | None = None) -> Threads:
    """The latest THREADS of the first level (those before a number, when given), oldest first,
    each with its replies. In one query, however many there are. The caller has found the post."""
    asked = {"post_id": post_id} | ({"before": before} if before else {})
    rows = ask(_page_of_threads(further_up=bool(before)), **asked)
    return Threads(_threaded(rows), rows[0].earlier if rows else 0)


@cache  # to build this statement costs more than to ask it
def _page_of_threads(*, further_up: bool) -> Select[Any]:
    post_id: ColumnElement[int] = bindparam("post_id")
    roots = select(Comment.id).where(Comment.post_id == post_id, Comment.parent_id.is_(None))
    if further_up:
        roots = roots.where(Comment.id < bindparam("before"))
    roots = roots.order_by(Comment.id.desc()).limit(THREADS)
    first = select(func.min(roots.subquery().c.id)).scalar_subquery()
    earlier = (
        select(func.count())
        .where(
            Comment.post_id == post_id,
            Comment.hidden_at.is_(None),
            func.coalesce(Comment.parent_id, Comment.id) < first,
        )
        .scalar_subquery()
    )
    return (
        _shown()
        .add_columns(earlier.label("earlier"))
        .where(or_(Comment.id.in_(roots), Comment.parent_id.in_(roots)))
        .order_by(Comment.id)
    )


def show_one(comment_id: int) -> Shown:
    """One comment as it is now, for the piece that is pushed."""
    (row,) = ask(one_shown(), comment_id=comment_id)
    return shown_of(row)


@cache
def one_shown() -> Select[Any]:
    """Of one `comment_id`; each row of it makes a Shown, by shown_of."""
    return _shown().where(Comment.id == bindparam("comment_id"))


def count_comments(post_ids: Sequence[int]) -> dict[int, int]:
    """How many can be read under each post."""
    rows = db.session.execute(
        select(Comment.post_id, func.count())
        .where(Comment.post_id.in_(post_ids), Comment.hidden_at.is_(None))
        .group_by(Comment.post_id)
    )
    return dict(rows.tuples().all())


def find_first_words(post: Post) -> tuple[datetime | None, datetime | None]:
    """When a colleague, and when a senior, first said what can be read here now. An author whom
    the archive knows by name alone is known by that name; what nobody signed is a colleague's."""
    own = and_(Comment.author_id.is_(None), Comment.author_text == (post.author_text or None))
    from_author = Comment.author_id == post.author_id if post.author_id else own
    from_colleague = not_(func.coalesce(from_author, false()))
    first = select(
        func.min(case((from_colleague, Comment.created_at))),
        func.min(case((Comment.senior, Comment.created_at))),
    ).where(Comment.post_id == post.id, Comment.hidden_at.is_(None))
    return db.session.execute(first).tuples().one()


def count_voices(post_id: int) -> Voices:
    """Comments and officers of one post, in one query."""
    (row,) = ask(_voices(), post_id=post_id)
    return Voices(row.comments, row.field, row.ministry)


@cache
def _voices() -> Select[Any]:
    in_field = Office.layer.in_(FIELD)
    return (
        select(
            func.count().label("comments"),
            _officers_where(in_field).label("field"),
            _officers_where(not_(in_field)).label("ministry"),
        )
        .select_from(Comment)
        .outerjoin(Seat, Seat.id == Comment.seat_id)
        .outerjoin(Office, Office.id == Seat.office_id)
        .where(Comment.post_id == bindparam("post_id"), Comment.hidden_at.is_(None))
    )


def _officers_where(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(distinct(case((condition, Comment.author_id))))


@cache
def comments_of_post() -> ColumnElement[int]:
    """The same, as the column `comments` of a query that has posts."""
    counted = select(func.count()).where(Comment.post_id == Post.id, Comment.hidden_at.is_(None))
    return counted.correlate(Post).scalar_subquery().label("comments")


def _shown() -> Select[Any]:
    return (
        select(*_COLUMNS, *PERSON, *PREPARER)
        .outerjoin(Officer, Officer.id == Comment.author_id)
        .outerjoin(PREPARING, PREPARING.id == Comment.prepared_by_id)
        .outerjoin(Seat, Seat.id == Comment.seat_id)
    )


def _threaded(rows: Iterable[Any]) -> list[Shown]:
    shown = [shown_of(row) for row in rows]
    replies: dict[int | None, list[Shown]] = {}
    for comment in shown:
        replies.setdefault(comment.parent_id, []).append(comment)
    roots = replies.pop(None, [])
    return [replace(root, replies=tuple(replies.get(root.id, ()))) for root in roots]


def shown_of(row: Any) -> Shown:
    hidden = row.hidden_at is not None
    return Shown(
        id=row.id,
        post_id=row.post_id,
        parent_id=row.parent_id,
        person=person(row) if row.person_id and not hidden else None,
        author_text="" if hidden else row.author_text,
        html="" if hidden else row.html,
        language=row.language,
        senior=row.senior,
        asks=row.asks,
        hidden=hidden,
        at=row.created_at,
        edited_at=None if hidden else row.edited_at,
        prepared_by=None if hidden else preparer(row),
    )

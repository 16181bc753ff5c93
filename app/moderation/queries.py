from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from textwrap import shorten
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    ScalarSelect,
    Select,
    and_,
    case,
    false,
    func,
    or_,
    select,
)
from sqlalchemy.orm import joinedload

from app.comments.models import Comment
from app.core.db import ask, db
from app.core.errors import Missing
from app.core.text import plain
from app.moderation.models import Concern, Reason
from app.officers.models import Officer, Seat
from app.officers.queries import PERSON, PREPARER, PREPARING, Person, Preparer, person, preparer
from app.posts.models import Post
from app.posts.queries import KEPT, Sight, in_sight, sight_of

AROUND = 2  # comments shown before and after the one that is judged
ROWS = 300  # concerns on the list; a list that is longer needs moderators, not pages
LATELY = 20
EXCERPT_LETTERS = 240

_THING = (Concern.post_id, Concern.comment_id)


@dataclass(frozen=True, slots=True)
class Line:
    """A thing that waits for a decision: a post, or a comment, with all that worries about it."""

    concern_id: int  # the oldest
    kind: str  # comment, or the kind of the post
    title: str
    title_language: str
    excerpt: str
    language: str
    since: datetime
    prepared_by: Preparer | None = None
    reasons: Counter[Reason] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Raised:
    concern: Concern
    person: Person


@dataclass(frozen=True, slots=True)
class Said:
    """A comment near the one that is judged; also a hidden one, for a moderator."""

    id: int
    html: str
    language: str
    author_text: str
    person: Person | None
    at: datetime
    prepared_by: Preparer | None


def may_judge(sight: Sight) -> ColumnElement[bool]:
    """Moderators read concerns; never about their own words, for who raised one is not for whom it
    concerns to know. What was withdrawn is gone from the list. For a query that has concerns, their
    posts, and their comments (outer)."""
    if not sight.moderates:
        return false()
    author_id = case((Concern.comment_id.is_(None), Post.author_id), else_=Comment.author_id)
    return and_(author_id.is_distinct_from(sight.officer_id), in_sight(sight))


def _judged(sight: Sight, *what: Any) -> Select[Any]:
    return (
        select(*what)
        .select_from(Concern)
        .join(Post, Post.id == Concern.post_id)
        .outerjoin(Comment, Comment.id == Concern.comment_id)
        .where(may_judge(sight))
    )


def find_concern(officer: Officer, concern_id: int) -> Concern:
    found: Concern | None = db.session.scalar(
        _judged(sight_of(officer), Concern)
        .where(Concern.id == concern_id)
        .options(joinedload(Concern.post), joinedload(Concern.comment))
    )
    if found is None:
        raise Missing
    return found


def list_open(officer: Officer) -> list[Line]:
    """What waits, the oldest first, one line a thing."""
    rows = db.session.execute(
        _judged(
            sight_of(officer),
            Concern.id,
            Concern.comment_id,
            Concern.post_id,
            Concern.reason_code,
            Concern.created_at,
            Post.kind,
            Post.title,
            Post.summary,
            Post.language.label("post_language"),
            Comment.html,
            Comment.language.label("comment_language"),
            *PREPARER,
        )
        .outerjoin(PREPARING, PREPARING.id == Comment.prepared_by_id)
        .where(Concern.settled_at.is_(None))
        .order_by(Concern.id)
        .limit(ROWS)
    )
    lines: dict[tuple[int, int | None], Line] = {}
    for row in rows:
        line = lines.setdefault((row.post_id, row.comment_id), _line(row))
        line.reasons[row.reason_code] += 1
    return list(lines.values())


def _line(row: Row[Any]) -> Line:
    on_comment = row.comment_id is not None
    return Line(
        concern_id=row.id,
        kind="comment" if on_comment else row.kind.value,
        title=row.title,
        title_language=row.post_language,
        excerpt=shorten(plain(row.html), EXCERPT_LETTERS, placeholder=" …")
        if on_comment
        else row.summary,
        language=row.comment_language if on_comment else row.post_language,
        since=row.created_at,
        prepared_by=preparer(row),
    )


def count_open(officer: Officer) -> int:
    """Lines of the list: things, not concerns. 0 for who is no moderator, without asking."""
    if not officer.is_moderator:
        return 0
    return int(ask(_open_things(sight_of(officer)))[0][0])


def open_things(officer: Officer) -> ScalarSelect[int]:
    """The same for a moderator, as a number within another statement."""
    return _open_things(sight_of(officer)).scalar_subquery()


@lru_cache(KEPT)
def _open_things(sight: Sight) -> Select[tuple[int]]:
    things = _judged(sight, *_THING).where(Concern.settled_at.is_(None))
    return select(func.count()).select_from(things.distinct().subquery())


def list_decided(officer: Officer) -> Sequence[Row[Any]]:
    """What was decided lately, the newest first: id, outcome, settled_at, title, language, and the
    name of who decided. One line a decision, however many concerns it settled."""
    judged = _judged(sight_of(officer), func.min(Concern.id))
    first = judged.where(Concern.settled_at.is_not(None))
    return db.session.execute(
        select(
            Concern.id,
            Concern.comment_id,
            Concern.outcome,
            Concern.settled_at,
            Post.title,
            Post.language,
            Officer.name_bn,
            Officer.name_en,
        )
        .join(Post, Post.id == Concern.post_id)
        .join(Officer, Officer.id == Concern.settled_by_id)
        .where(Concern.id.in_(first.group_by(*_THING, Concern.settled_at)))
        .order_by(Concern.settled_at.desc(), Concern.id.desc())
        .limit(LATELY)
    ).all()


def list_about(concern: Concern) -> list[Raised]:
    """Every concern about the same thing that waits, or was settled, with this one."""
    together = (
        Concern.settled_at.is_(None)
        if concern.settled_at is None
        else Concern.settled_at == concern.settled_at
    )
    rows = db.session.execute(
        select(Concern, *PERSON)
        .join(Officer, Officer.id == Concern.officer_id)
        .outerjoin(Seat, Seat.id == Concern.seat_id)
        .where(_about(concern.thing), together)
        .order_by(Concern.id)
    )
    return [Raised(row.Concern, person(row)) for row in rows]


def list_open_about(thing: Post | Comment) -> Sequence[Concern]:
    open_ones = select(Concern).where(_about(thing), Concern.settled_at.is_(None))
    return db.session.scalars(open_ones.order_by(Concern.id)).all()


def find_own_last(officer: Officer, thing: Post | Comment) -> Concern | None:
    """The last concern of this officer about it: an open one, if there is one."""
    mine = select(Concern).where(_about(thing), Concern.officer_id == officer.id)
    return db.session.scalar(mine.order_by(Concern.id.desc()).limit(1))


def list_judges(concern_id: int) -> Sequence[int]:
    """The moderators, but for whoever wrote the words."""
    author_id = db.session.get_one(Concern, concern_id).thing.author_id
    judges = select(Officer.id).where(
        Officer.moderator_since.is_not(None), Officer.closed_at.is_(None)
    )
    return db.session.scalars(judges.where(Officer.id.is_distinct_from(author_id))).all()


def list_raisers(concern_id: int) -> list[int]:
    """Officers whose concern was settled with this one."""
    concern = db.session.get_one(Concern, concern_id)
    return [raised.concern.officer_id for raised in list_about(concern)]


def list_around(comment: Comment) -> list[Said]:
    """The comment with what was said just before and after it, in order."""
    near = select(Comment.id).where(Comment.post_id == comment.post_id)
    before = near.where(Comment.id < comment.id).order_by(Comment.id.desc()).limit(AROUND)
    after = near.where(Comment.id > comment.id).order_by(Comment.id).limit(AROUND)
    rows = db.session.execute(
        select(
            Comment.id,
            Comment.html,
            Comment.language,
            Comment.author_text,
            Comment.created_at,
            *PERSON,
            *PREPARER,
        )
        .outerjoin(Officer, Officer.id == Comment.author_id)
        .outerjoin(Seat, Seat.id == Comment.seat_id)
        .outerjoin(PREPARING, PREPARING.id == Comment.prepared_by_id)
        .where(or_(Comment.id == comment.id, Comment.id.in_(before), Comment.id.in_(after)))
        .order_by(Comment.id)
    )
    return [
        Said(
            id=row.id,
            html=row.html,
            language=row.language,
            author_text=row.author_text,
            person=person(row) if row.person_id else None,
            at=row.created_at,
            prepared_by=preparer(row),
        )
        for row in rows
    ]


def _about(thing: Post | Comment) -> ColumnElement[bool]:
    if isinstance(thing, Comment):
        return Concern.comment_id == thing.id
    return and_(Concern.post_id == thing.id, Concern.comment_id.is_(None))

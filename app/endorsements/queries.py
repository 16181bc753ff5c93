from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Row,
    Select,
    bindparam,
    false,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from app.core.db import ask, db
from app.endorsements.models import Endorsement, Reading
from app.officers.models import Officer, Seat
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

_Merged = aliased(Post)


@dataclass(frozen=True, slots=True)
class Seal:
    """A senior's name under a post; an endorsement has a reason, a reading has none."""

    person: Person
    reason: str
    language: str
    at: datetime
    came_with: int | None = None  # the idea under which it was given, merged into this one since
    prepared_by: Preparer | None = None


@dataclass(frozen=True, slots=True)
class Seals:
    endorsements: list[Seal] = field(default_factory=list)
    readings: list[Seal] = field(default_factory=list)

    def endorsed_by(self, officer: Officer) -> bool:
        return any(seal.person.id == officer.id for seal in self.endorsements)

    def read_by(self, officer: Officer) -> bool:
        return any(seal.person.id == officer.id for seal in self.readings)


def find_seals(post_id: int) -> Seals:
    """All that seniors have put under a post, the first given first, in one query. An idea counts
    what came with those merged into it; who endorsed both stands there once, with the own words."""
    seals = Seals()
    rows = ask(_all_given(), post_id=post_id)
    own = {row.person_id for row in rows if row.reason and row.given_to == post_id}
    for row in rows:
        came_with = row.given_to if row.given_to != post_id else None
        if came_with and row.person_id in own:
            continue
        own |= {row.person_id} if came_with else set()
        seal = Seal(person(row), row.reason, row.language, row.at, came_with, preparer(row))
        (seals.endorsements if row.reason else seals.readings).append(seal)
    return seals


@cache  # to build this statement costs more than to ask it
def _all_given() -> CompoundSelect[Any]:
    post_id: ColumnElement[int] = bindparam("post_id")
    return union_all(
        _given(Endorsement, Endorsement.reason, Endorsement.language).where(
            Endorsement.post_id.in_(_with_merged(post_id))
        ),
        _given(Reading, literal(""), literal("")).where(Reading.post_id == post_id),
    ).order_by("at", "number")


def _with_merged(post_id: Any) -> Select[tuple[int]]:
    """Ids of a post and of the ideas merged into it."""
    return select(_Merged.id).where(or_(_Merged.id == post_id, _Merged.merged_into_id == post_id))


def list_endorsements(post_id: int) -> list[Seal]:
    return find_seals(post_id).endorsements


def list_endorsers(post_id: int) -> list[int]:
    """Ids of the seniors whose names stand under a post."""
    found = select(Endorsement.officer_id).where(Endorsement.post_id == post_id)
    return list(db.session.scalars(found))


def count_endorsements(post_ids: Sequence[int]) -> dict[int, int]:
    """How many seniors endorse each post; a post without any is absent."""
    rows = db.session.execute(
        select(Post.id, func.count(Endorsement.officer_id.distinct()))
        .join(_Merged, or_(_Merged.id == Post.id, _Merged.merged_into_id == Post.id))
        .join(Endorsement, Endorsement.post_id == _Merged.id)
        .where(Post.id.in_(post_ids))
        .group_by(Post.id)
    )
    return dict(rows.tuples().all())


@cache
def endorsements_of_post() -> ColumnElement[int]:
    """The same, as the column `endorsed` of a query that has posts."""
    counted = select(func.count(Endorsement.officer_id.distinct())).where(
        Endorsement.post_id.in_(_with_merged(Post.id).correlate(Post))
    )
    return counted.correlate(Post).scalar_subquery().label("endorsed")


def list_endorsed_by(officer_id: int, viewer: Officer, limit: int = 20) -> Sequence[Row[Any]]:
    """What an officer has endorsed, of that which the viewer may read, the latest first: the
    post's id, kind, title and language, with the reason and when it was given (`at`)."""
    return db.session.execute(
        select(
            Post.id,
            Post.kind,
            Post.title,
            Post.language,
            Endorsement.reason,
            Endorsement.created_at.label("at"),
            *PREPARER,
        )
        .join(Post, Post.id == Endorsement.post_id)
        .outerjoin(PREPARING, PREPARING.id == Endorsement.prepared_by_id)
        .where(
            Endorsement.officer_id == officer_id,
            may_read(viewer),
            Post.hidden_at.is_(None),
            Post.withdrawn_at.is_(None),
        )
        .order_by(Endorsement.id.desc())
        .limit(limit)
    ).all()


def has_endorsed(officer: Officer, post: Post) -> bool:
    found = select(Endorsement.id).where(
        Endorsement.post_id == post.id, Endorsement.officer_id == officer.id
    )
    return db.session.scalar(found) is not None


def _given(model: type[Endorsement] | type[Reading], reason: Any, language: Any) -> Select[Any]:
    # Whether one has read, nobody can say for another.
    prepared = PREPARING.id == model.prepared_by_id if model is Endorsement else false()
    return (
        select(
            model.id.label("number"),
            model.post_id.label("given_to"),
            model.created_at.label("at"),
            reason.label("reason"),
            language.label("language"),
            *PERSON,
            *PREPARER,
        )
        .join(Officer, Officer.id == model.officer_id)
        .join(Seat, Seat.id == model.seat_id)
        .outerjoin(PREPARING, prepared)
    )

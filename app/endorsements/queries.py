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
    select,
    union_all,
)

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


@dataclass(frozen=True, slots=True)
class Seal:
    """A senior's name under a post; an endorsement has a reason, a reading has none."""

    person: Person
    reason: str
    language: str
    at: datetime
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
    """All that seniors have put under a post, the first given first, in one query."""
    seals = Seals()
    for row in ask(_all_given(), post_id=post_id):
        seal = Seal(person(row), row.reason, row.language, row.at, preparer(row))
        (seals.endorsements if row.reason else seals.readings).append(seal)
    return seals


@cache  # to build this statement costs more than to ask it
def _all_given() -> CompoundSelect[Any]:
    post_id: ColumnElement[int] = bindparam("post_id")
    return union_all(
        _given(Endorsement, Endorsement.reason, Endorsement.language).where(
            Endorsement.post_id == post_id
        ),
        _given(Reading, literal(""), literal("")).where(Reading.post_id == post_id),
    ).order_by("at", "number")


def list_endorsements(post_id: int) -> list[Seal]:
    return find_seals(post_id).endorsements


def list_endorsers(post_id: int) -> list[int]:
    """Ids of the seniors whose names stand under a post."""
    found = select(Endorsement.officer_id).where(Endorsement.post_id == post_id)
    return list(db.session.scalars(found))


def count_endorsements(post_ids: Sequence[int]) -> dict[int, int]:
    """How many seniors endorse each post; a post without any is absent."""
    rows = db.session.execute(
        select(Endorsement.post_id, func.count())
        .where(Endorsement.post_id.in_(post_ids))
        .group_by(Endorsement.post_id)
    )
    return dict(rows.tuples().all())


@cache
def endorsements_of_post() -> ColumnElement[int]:
    """The same, as the column `endorsed` of a query that has posts."""
    counted = select(func.count()).where(Endorsement.post_id == Post.id)
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

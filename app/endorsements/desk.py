"""What waits for a senior: the field's posts that no senior has answered yet."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, exists, func, not_, select
from sqlalchemy.orm import load_only

from app.core.db import db
from app.endorsements.models import Endorsement, Reading
from app.officers.models import Office, Officer, Seat
from app.officers.queries import PERSON
from app.posts.models import Post, PostKind
from app.posts.queries import CARD, may_read

LIMIT = 20
MANY = 1_000


def list_waiting(officer: Officer, *also: ColumnElement[bool]) -> Sequence[Row[Any]]:
    """The oldest first, spread over districts: each district's oldest, then each one's second.

    `row.Post` (as for a card), the columns of PERSON, and in `waiting` how many there are in all.
    Only posts of juniors, and none that this senior has endorsed or marked as read. `also`: of
    these only some, as those that somebody else may read too."""
    place = (Post.created_at, Post.id)
    waiting = (
        select(
            Post.id,
            func.row_number().over(partition_by=Office.district, order_by=place).label("turn"),
            func.count().over().label("waiting"),
        )
        .join(Office, Office.id == Post.office_id)
        .where(*_waits_for(officer), *also)
        .subquery()
    )
    return db.session.execute(
        select(Post, waiting.c.waiting, *PERSON)
        .options(load_only(*CARD))
        .join(waiting, waiting.c.id == Post.id)
        .outerjoin(Officer, Officer.id == Post.author_id)
        .outerjoin(Seat, Seat.id == Post.seat_id)
        .order_by(waiting.c.turn, *place)
        .limit(LIMIT)
    ).all()


def waiting_on_desk(officer: Officer) -> ScalarSelect[int]:
    """How many lie there, up to MANY: more than that nobody counts. For a statement of the home."""
    some = select(Post.id).where(*_waits_for(officer)).limit(MANY)
    return select(func.count()).select_from(some.subquery()).scalar_subquery()


def _waits_for(officer: Officer) -> tuple[ColumnElement[bool], ...]:
    return (
        may_read(officer),
        Post.from_field,
        Post.kind != PostKind.NOTICE,
        Post.merged_into_id.is_(None),
        Post.seniority < officer.seniority,
        Post.answered_at.is_(None),
        Post.hidden_at.is_(None),
        Post.withdrawn_at.is_(None),
        *(_nothing_from(officer, kind) for kind in (Endorsement, Reading)),
    )


def _nothing_from(officer: Officer, kind: type[Endorsement] | type[Reading]) -> Any:
    return not_(exists().where(kind.post_id == Post.id, kind.officer_id == officer.id))

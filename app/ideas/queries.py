from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.orm import aliased

from app.core.db import ask, db
from app.core.i18n import in_language
from app.ideas.models import IdeaState, IdeaStep
from app.officers.models import Officer, Seat
from app.officers.queries import PERSON, Person, person
from app.posts.models import Post
from app.posts.seats import list_seats_for

_Owner = aliased(Seat)


@dataclass(frozen=True, slots=True)
class Moved:
    """A step of an idea as its page shows it: the same for every reader."""

    id: int
    state: IdeaState
    html: str
    language: str
    at: datetime
    person: Person  # who moved it
    owner_bn: str
    owner_en: str
    into_id: int | None  # the idea it was merged into

    @property
    def owner(self) -> str:
        return in_language(self.owner_bn, self.owner_en)


def list_moves(post_id: int) -> list[Moved]:
    """The steps of an idea, the first taken first; none while it is only submitted. The caller has
    found the post."""
    return [
        Moved(
            row.id,
            row.state,
            row.reason_html,
            row.language,
            row.created_at,
            person(row),
            row.owner_bn,
            row.owner_en,
            row.merged_into_id if row.state == IdeaState.MERGED else None,
        )
        for row in ask(_moves(), post_id=post_id)
    ]


@cache  # to build this statement costs more than to ask it
def _moves() -> Select[Any]:
    return (
        select(
            IdeaStep.id,
            IdeaStep.state,
            IdeaStep.reason_html,
            IdeaStep.language,
            IdeaStep.created_at,
            _Owner.label_bn.label("owner_bn"),
            _Owner.label_en.label("owner_en"),
            Post.merged_into_id,
            *PERSON,
        )
        .join(Post, Post.id == IdeaStep.post_id)
        .join(_Owner, _Owner.id == IdeaStep.owner_seat_id)
        .join(Officer, Officer.id == IdeaStep.officer_id)
        .join(Seat, Seat.id == IdeaStep.seat_id)
        .where(IdeaStep.post_id == bindparam("post_id"))
        .order_by(IdeaStep.id)
    )


def find_last_step(post: Post) -> IdeaStep | None:
    """How the idea stands; none while it is only submitted."""
    steps = select(IdeaStep).where(IdeaStep.post_id == post.id)
    return db.session.scalar(steps.order_by(IdeaStep.id.desc()).limit(1))


@cache
def state_of_post() -> tuple[ColumnElement[IdeaState | None], ColumnElement[datetime | None]]:
    """As the columns `idea_state` and `idea_since` of a query that has posts."""
    return _of_last(IdeaStep.state, "idea_state"), _of_last(IdeaStep.created_at, "idea_since")


def _of_last(column: Any, name: str) -> Any:
    last = select(column).where(IdeaStep.post_id == Post.id).order_by(IdeaStep.id.desc()).limit(1)
    return last.correlate(Post).scalar_subquery().label(name)


def has_taken_in(post: Post) -> bool:
    """Was another idea merged into this one?"""
    found = select(Post.id).where(Post.merged_into_id == post.id).limit(1)
    return db.session.scalar(found) is not None


def list_owners(officer: Officer, post: Post) -> Sequence[Seat]:
    """The seats that this officer may make responsible for the next step: the own one first, then
    those that can answer for the post."""
    others = list_seats_for(post)
    own = officer.seat
    return others if own is None else [own, *(seat for seat in others if seat.id != own.id)]

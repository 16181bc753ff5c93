from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, case, func, or_, select

from app.beginning.models import FirstStep, Step
from app.comments.models import Comment
from app.core.clock import now
from app.core.db import ask, db
from app.core.policy import can
from app.following.models import Followed
from app.officers.models import Office, Officer
from app.officers.profiles import Profile
from app.posts.models import Post

OFFICES = 3  # to follow
NEW = timedelta(days=60)  # of an account: after that nobody is taken by the hand
LONG = timedelta(days=7)  # since a first word: whoever speaks so long has arrived
SUGGESTED = 8


@dataclass(frozen=True, slots=True)
class Taken:
    """One step, and whether it is done or skipped."""

    step: Step
    done: bool
    skipped: bool

    @property
    def open(self) -> bool:
        return not (self.done or self.skipped)


def list_first_steps(officer: Officer) -> list[Taken]:
    """All five while one of them is open, and none for who is not new here. Of most officers the
    date of their account tells it, and nothing is asked."""
    if officer.created_at < now() - NEW or officer.retired_on:
        return []
    if not can(officer, "take_first_step", FirstStep) or officer.seat is None:
        return []
    ((looked, followed, spoke_at, *_), *_rest) = found = ask(_standing(), officer_id=officer.id)
    if spoke_at and spoke_at < now() - LONG:
        return []
    said = {row.step: row.skipped for row in found if row.step}
    seen = {
        Step.DETAILS: looked is not None,
        Step.LANGUAGE: officer.language is not None,
        Step.FOLLOW: followed >= OFFICES,
        Step.HELLO: spoke_at is not None,
    }
    steps = [
        Taken(step, seen.get(step, False) or said.get(step) is False, said.get(step) is True)
        for step in Step
    ]
    return steps if any(one.open for one in steps) else []


@cache
def _standing() -> Select[Any]:
    """One row, or one for each step that was said to be done or skipped."""
    who: Any = bindparam("officer_id")
    looked = select(Profile.id).where(Profile.officer_id == who)
    places = or_(Followed.office_id.is_not(None), Followed.district.is_not(None))
    followed = select(func.count(Followed.id)).where(Followed.officer_id == who, places)
    posted = select(func.min(Post.created_at)).where(Post.author_id == who).scalar_subquery()
    said = select(func.min(Comment.created_at)).where(Comment.author_id == who).scalar_subquery()
    first = case(
        (posted.is_(None), said), (said.is_(None), posted), (posted < said, posted), else_=said
    )
    return (
        select(
            looked.scalar_subquery().label("looked"),
            followed.scalar_subquery().label("followed"),
            first.label("spoke_at"),
            FirstStep.step,
            FirstStep.skipped,
        )
        .select_from(Officer)
        .outerjoin(FirstStep, FirstStep.officer_id == Officer.id)
        .where(Officer.id == who)
    )


def list_offices_near(officer: Officer) -> Sequence[Office]:
    """The officer's own offices and those above them, the nearest first; then those beside and
    under."""
    own = [seat.office for seat in officer.seats]
    above = {number for office in own for number in office.ancestors}
    near = or_(Office.id.in_(above), Office.parent_id.in_(above))
    found = db.session.scalars(select(Office).where(near).order_by(Office.id)).all()
    mine = {office.id for office in own}

    def distance(office: Office) -> tuple[bool, int, int]:
        return office.id not in above, -len(office.ancestors), office.id not in mine

    return sorted(found, key=distance)[:SUGGESTED]

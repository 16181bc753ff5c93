"""Who had a part in an item: does it or did it, looked at it, brought it here."""

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.actions.models import ActionItem, Step, StepKind
from app.core.db import db
from app.officers.models import Officer
from app.posts.seats import list_holders

# Had somebody a part in it, by what stands above: orders, an investigation.
Part = Callable[[Officer, ActionItem], bool]
PARTS: list[Part] = []


def answers_for(officer: Officer, duty: Any) -> bool:
    """Does the seat of it, a duty's or an appeal's, come down to this officer today?"""
    held = list_holders([duty.seat]).get(duty.seat_id)
    return held is not None and held.person.id == officer.id


def did(officer: Officer, item: ActionItem) -> bool:
    """Has this officer ever marked it as done, also before it was sent back?"""
    found = select(Step.id).where(
        Step.action_id == item.id, Step.kind == StepKind.DONE, Step.officer_id == officer.id
    )
    return db.session.scalar(found.limit(1)) is not None


def not_presenter(officer: Officer, item: ActionItem) -> object | None:
    if officer.id in {item.flag.officer_id, item.post.author_id}:
        return None
    return _l("Who brought the trouble here speaks for the citizen: %(who)s.",
              who=item.flag.officer.name)  # fmt: skip


def had_part(officer: Officer, item: ActionItem, but_for: Part | None = None) -> bool:
    """Did it, looked whether it was done, has or had it in hand, or brought it here; `but_for` one
    of the parts that there are above."""
    return (
        did(officer, item)
        or item.verified_by_id == officer.id
        or answers_for(officer, item)
        or not_presenter(officer, item) is None
        or any(part(officer, item) for part in PARTS if part is not but_for)
    )

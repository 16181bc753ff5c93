from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.actions.models import ActionItem, Step, StepKind
from app.actions.parts import PARTS, answers_for
from app.core.db import db
from app.core.errors import NotNow
from app.core.policy import can, rule
from app.evidence.models import Evidence, Part
from app.officers.models import Officer
from app.posts.policy import closed

MOST = 40  # files before one item


def takes_part(officer: Officer, item: ActionItem) -> bool:
    """Has this officer to do with the item: whose trouble it was, who does it, who looks at it?"""
    if officer.id in {item.post.author_id, item.flag.officer_id}:
        return True
    return (
        answers_for(officer, item)
        or any(part(officer, item) for part in PARTS)
        or _looks(officer, item)
    )


def _looks(officer: Officer, item: ActionItem) -> bool:
    """May verify it now, or has sent it back before."""
    if can(officer, "verify", item):
        return True
    back = select(Step.id).where(
        Step.action_id == item.id, Step.kind == StepKind.RETURNED, Step.officer_id == officer.id
    )
    return db.session.scalar(back.limit(1)) is not None


@rule(ActionItem)
def add_evidence(officer: Officer, item: ActionItem) -> object | None:
    """How much there is already is asked by the operation."""
    if item.verified_by:
        return _l("%(who)s has verified this: it is closed.", who=item.verified_by.name)
    if reason := closed(item.post):
        return reason
    if takes_part(officer, item):
        return None
    return _l(
        "Evidence is added by who holds the responsible seat or has an order, who wrote the post or"
        " flagged it, and who verifies it."
    )


@rule(Evidence)
def hide(officer: Officer, evidence: Evidence) -> object | None:
    if not officer.is_moderator:
        return _l("Only a moderator hides evidence.")
    if evidence.officer_id == officer.id:
        return _l("Another moderator must look at what you added yourself.")
    return NotNow(_l("A moderator has hidden this already.")) if evidence.hidden_at else None


@rule(Evidence)
def look_through(_officer: Officer, _evidence: Evidence) -> object | None:
    return _l("Evidence is sealed and looked through by the machine alone.")


@rule(Part)
def check(_officer: Officer, _part: Part) -> object | None:
    return _l("Evidence is compared with its record by the machine alone.")

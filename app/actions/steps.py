"""What is kept of a step of an item."""

from app.actions.duties import move
from app.actions.models import ActionItem, Step, StepKind
from app.actions.table import OF_ITEM
from app.comments.operations import Said
from app.core.db import db
from app.core.i18n import language_of
from app.officers.models import Officer


def add_step(officer: Officer, item: ActionItem, act: str, kind: StepKind, said: Said) -> Step:
    """What was said, and the item to where the table says."""
    move(item, OF_ITEM[act])
    step = Step(
        action_id=item.id,
        kind=kind,
        officer_id=officer.id,
        seat_id=officer.seat.id if officer.seat else None,
        source=said.source,
        html=said.html,
        language=language_of(said.source),
    )
    db.session.add(step)
    db.session.flush()
    return step


def facts_of(step: Step, item: ActionItem) -> dict[str, int]:
    return {"action_id": item.id, "post_id": item.post_id, "step_id": step.id}

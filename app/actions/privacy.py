"""To make an item private with the post it stands on, and to open it again."""

from app.actions.events import ActionMadeOpen, ActionMadePrivate
from app.actions.models import ActionItem, Step, StepKind
from app.actions.steps import add_step, facts_of
from app.comments.operations import Said
from app.core.db import take_turn
from app.core.events import record
from app.core.policy import require
from app.officers.models import Officer
from app.officers.queries import stand_still
from app.posts.parties import close_to_others, open_again


def make_private(officer: Officer, item: ActionItem, said: Said) -> Step:
    """Only those who have to do with it read it from now on; for others it is not there."""
    stand_still(officer)
    take_turn(item)
    take_turn(item.post)
    require(officer, "make_private", item)
    close_to_others(item.post)
    step = add_step(officer, item, "make_private", StepKind.MADE_PRIVATE, said)
    record(officer.actor, ActionMadePrivate(**facts_of(step, item)))
    return step


def make_open(officer: Officer, item: ActionItem, said: Said) -> Step:
    """To those who read it before it became private."""
    stand_still(officer)
    take_turn(item)
    take_turn(item.post)
    require(officer, "make_open", item)
    open_again(item.post)
    step = add_step(officer, item, "make_open", StepKind.MADE_OPEN, said)
    record(officer.actor, ActionMadeOpen(**facts_of(step, item)))
    return step

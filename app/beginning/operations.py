"""How far somebody is with their first steps is nobody else's business: no entry in the log."""

from collections.abc import Iterable

from app.beginning.models import FirstStep, Step
from app.core.db import insert_unless_there, put
from app.core.policy import require
from app.officers.models import Officer


def say_done(officer: Officer, step: Step) -> None:
    """Twice is once."""
    require(officer, "take_first_step", FirstStep)
    _keep(officer, [step], skipped=False)


def skip(officer: Officer, steps: Iterable[Step]) -> None:
    """Some, or all: then the list is put away. What is done stays done."""
    require(officer, "take_first_step", FirstStep)
    _keep(officer, steps, skipped=True)


def _keep(officer: Officer, steps: Iterable[Step], *, skipped: bool) -> None:
    rows = [{"officer_id": officer.id, "step": step, "skipped": skipped} for step in steps]
    put(insert_unless_there(FirstStep), rows)

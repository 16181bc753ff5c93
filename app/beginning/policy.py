from app.beginning.models import FirstStep
from app.core.policy import rule
from app.officers.models import Officer


@rule(FirstStep)
def take_first_step(_officer: Officer, _step: type[FirstStep]) -> object | None:
    """One's own steps are one's own. (Never refused, for a refusal is written in the log.)"""
    return None

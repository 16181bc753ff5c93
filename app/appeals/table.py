"""What may be done with an appeal, by whom, from where to where: a table of the form that items
have."""

from app.actions.table import Role, Transition, table_of
from app.appeals.models import WAITING, AppealState

S = AppealState
_LATE = frozenset({S.LATE})
_OPEN = frozenset({S.OPEN})

OF_APPEAL = table_of(
    Transition("take_late", _LATE, Role.JUDGE, S.OPEN),
    Transition("refuse_late", _LATE, Role.JUDGE, S.REFUSED),
    Transition("uphold", _OPEN, Role.JUDGE, S.UPHELD),
    Transition("reject", _OPEN, Role.JUDGE, S.REJECTED),
    Transition("withdraw_appeal", WAITING, Role.PRESENTER, S.WITHDRAWN),
)

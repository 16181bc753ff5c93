"""What may be done with an order, by whom, from where to where: a table of the form that items
have."""

from app.actions.models import OPEN, ActionState
from app.actions.table import COMMON, Guard, Role, Transition, table_of

S = ActionState
ENDED = frozenset({S.ACCEPTED, S.WITHDRAWN})  # what it stands under waits for it no more
_TAKEN = frozenset({S.GIVEN, S.DOING})
_REPORTED = frozenset({S.DONE})

# Withdrawn, an order takes with it what was given under it. What is reported is answered: it is
# accepted or returned, and not withdrawn.
OF_ORDER = table_of(
    *COMMON,
    Transition("report", _TAKEN, Role.HOLDER, S.DONE, (Guard.NOTHING_BELOW,)),
    Transition("accept_report", _REPORTED, Role.GIVER, S.ACCEPTED),
    Transition("return_report", _REPORTED, Role.GIVER, S.DOING),
    Transition("withdraw_order", OPEN, Role.GIVER, S.WITHDRAWN),
)

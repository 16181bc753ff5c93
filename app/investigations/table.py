"""What may be done with an investigation, by whom, from where to where: a table of the form that
items have."""

from app.actions.table import Guard, Role, Transition, table_of
from app.investigations.models import UNDER_WAY, InvestigationState

S = InvestigationState
_ASKED = frozenset({S.ASKED})
_OPEN = frozenset({S.OPEN})
_REPORTED = frozenset({S.REPORTED})

OF_INVESTIGATION = table_of(
    Transition(
        *("order_investigation", _ASKED, Role.AUTHORITY, S.OPEN),
        (Guard.ITEM_OPEN, Guard.NONE_UNDER_WAY),
    ),
    Transition("refuse_investigation", _ASKED, Role.AUTHORITY, S.REFUSED),
    Transition("give_notice", _OPEN, Role.INVESTIGATOR, None, (Guard.TO_BE_NOTICED,)),
    Transition("give_statement", UNDER_WAY, Role.ACCUSED),
    Transition("call_hearing", _OPEN, Role.INVESTIGATOR, None, (Guard.NOTICED,)),
    Transition("record_hearing", _OPEN, Role.INVESTIGATOR, None, (Guard.HEARING_CAME,)),
    Transition("report_findings", _OPEN, Role.INVESTIGATOR, S.REPORTED, (Guard.HEARD,)),
    Transition("accept_findings", _REPORTED, Role.AUTHORITY, S.ENDED),
    Transition("return_findings", _REPORTED, Role.AUTHORITY, S.OPEN),
    Transition("withdraw_investigation", UNDER_WAY, Role.AUTHORITY, S.WITHDRAWN),
)

"""What all who read the item learn are events of the item, and name nobody of it. The rest stays in
the investigation's own history, and is told to those who have to do with it."""

from dataclasses import dataclass
from datetime import date

from app.actions.events import ActionEvent, Reminded, RemindedHigher, RemindedSuperior
from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class InvestigationBegun(ActionEvent, kind="investigation.begun"):
    item_days: int  # working days that the item has more; none where it had them already
    due_on: date  # of the item, from now


@dataclass(frozen=True, kw_only=True)
class InvestigationOver(ActionEvent, kind="investigation.over"):
    withdrawn: bool


@dataclass(frozen=True, kw_only=True)
class InvestigationEvent(Event, kind=None):
    investigation_id: int

    @property
    def subjects(self) -> tuple[str, ...]:
        return (f"investigation:{self.investigation_id}",)


@dataclass(frozen=True, kw_only=True)
class InvestigationAsked(InvestigationEvent, kind="investigation.asked"):
    seat_id: int  # which decides
    holder_id: int  # who answered for it that day


@dataclass(frozen=True, kw_only=True)
class InvestigationStepEvent(InvestigationEvent, kind=None):
    step_id: int


@dataclass(frozen=True, kw_only=True)
class InvestigationOrdered(InvestigationStepEvent, kind="investigation.ordered"):
    due_on: date  # of the report


@dataclass(frozen=True, kw_only=True)
class InvestigationRefused(InvestigationStepEvent, kind="investigation.refused"):
    pass


@dataclass(frozen=True, kw_only=True)
class NoticeGiven(InvestigationStepEvent, kind="notice.given"):
    accused_id: int
    answer_by: date


@dataclass(frozen=True, kw_only=True)
class HearingCalled(InvestigationStepEvent, kind="hearing.called"):
    day: date


@dataclass(frozen=True, kw_only=True)
class HearingRecorded(InvestigationStepEvent, kind="hearing.recorded"):
    pass


@dataclass(frozen=True, kw_only=True)
class StatementGiven(InvestigationStepEvent, kind="statement.given"):
    accused_id: int


@dataclass(frozen=True, kw_only=True)
class FindingsReported(InvestigationStepEvent, kind="findings.reported"):
    pass


@dataclass(frozen=True, kw_only=True)
class FindingsReturned(InvestigationStepEvent, kind="findings.returned"):
    pass


@dataclass(frozen=True, kw_only=True)
class FindingsAccepted(InvestigationStepEvent, kind="findings.accepted"):
    pass


@dataclass(frozen=True, kw_only=True)
class InvestigationWithdrawn(InvestigationStepEvent, kind="investigation.withdrawn"):
    pass


@dataclass(frozen=True, kw_only=True)
class InvestigationDueMoved(InvestigationEvent, kind="investigation.due_moved"):
    """A day of the calendar came or went: the limit is as it was."""

    was: date
    due_on: date
    day_id: int
    holder_id: int | None


@dataclass(frozen=True, kw_only=True)
class InvestigationWarned(InvestigationEvent, Reminded, kind="investigation.warned"):
    """Of its report, as all that follow. The seat is that of who ordered it."""


@dataclass(frozen=True, kw_only=True)
class InvestigationDue(InvestigationEvent, Reminded, kind="investigation.due"):
    pass


@dataclass(frozen=True, kw_only=True)
class InvestigationOverdue(InvestigationEvent, RemindedSuperior, kind="investigation.overdue"):
    pass


@dataclass(frozen=True, kw_only=True)
class InvestigationRaised(InvestigationEvent, RemindedHigher, kind="investigation.raised"):
    pass


INVESTIGATION_REMINDERS = (
    *(InvestigationWarned, InvestigationDue, InvestigationOverdue, InvestigationRaised),
)

# In the investigation's own history: told to those who have to do with it.
WITHIN = (
    *(InvestigationAsked, InvestigationOrdered, InvestigationRefused, NoticeGiven),
    *(HearingCalled, HearingRecorded, StatementGiven, FindingsReported, FindingsReturned),
    *(FindingsAccepted, InvestigationWithdrawn, InvestigationDueMoved),
    *INVESTIGATION_REMINDERS,
)
INVESTIGATING = (InvestigationBegun, InvestigationOver, *WITHIN)

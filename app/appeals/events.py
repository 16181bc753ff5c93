from dataclasses import dataclass
from datetime import date

from app.actions.events import ActionEvent, Reminded, RemindedHigher, RemindedSuperior


@dataclass(frozen=True, kw_only=True)
class AppealEvent(ActionEvent, kind=None):
    """It concerns the item too, and the post: all their pages show it."""

    appeal_id: int


@dataclass(frozen=True, kw_only=True)
class AppealFiled(AppealEvent, kind="appeal.filed"):
    level: int
    late: bool
    seat_id: int  # which decides
    holder_id: int  # who answered for it that day
    due_on: date


@dataclass(frozen=True, kw_only=True)
class AppealTaken(AppealEvent, kind="appeal.taken"):
    due_on: date


@dataclass(frozen=True, kw_only=True)
class AppealRefused(AppealEvent, kind="appeal.refused"):
    pass


@dataclass(frozen=True, kw_only=True)
class AppealUpheld(AppealEvent, kind="appeal.upheld"):
    due_on: date  # of the item, from now


@dataclass(frozen=True, kw_only=True)
class AppealRejected(AppealEvent, kind="appeal.rejected"):
    pass


@dataclass(frozen=True, kw_only=True)
class AppealWithdrawn(AppealEvent, kind="appeal.withdrawn"):
    pass


@dataclass(frozen=True, kw_only=True)
class AppealDueMoved(AppealEvent, kind="appeal.due_moved"):
    """A day of the calendar came or went: the limit is as it was."""

    was: date
    due_on: date
    day_id: int
    holder_id: int | None


@dataclass(frozen=True, kw_only=True)
class AppealWarned(AppealEvent, Reminded, kind="appeal.warned"):
    pass


@dataclass(frozen=True, kw_only=True)
class AppealDue(AppealEvent, Reminded, kind="appeal.due"):
    pass


@dataclass(frozen=True, kw_only=True)
class AppealOverdue(AppealEvent, RemindedSuperior, kind="appeal.overdue"):
    pass


@dataclass(frozen=True, kw_only=True)
class AppealRaised(AppealEvent, RemindedHigher, kind="appeal.raised"):
    pass


APPEAL_REMINDERS = (AppealWarned, AppealDue, AppealOverdue, AppealRaised)

# After which the item is as it was.
APPEAL_ALONE = (
    *(AppealFiled, AppealTaken, AppealRefused, AppealRejected, AppealWithdrawn, AppealDueMoved),
    *APPEAL_REMINDERS,
)

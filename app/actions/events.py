from dataclasses import dataclass
from datetime import date

from app.actions.models import Outcome
from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class FlagEvent(Event, kind=None):
    flag_id: int
    post_id: int

    @property
    def subjects(self) -> tuple[str, ...]:
        return (f"post:{self.post_id}",)


@dataclass(frozen=True, kw_only=True)
class PostFlagged(FlagEvent, kind="post.flagged"):
    pass


@dataclass(frozen=True, kw_only=True)
class FlagDeclined(FlagEvent, kind="flag.declined"):
    pass


@dataclass(frozen=True, kw_only=True)
class Reminded:
    """The clock says it of a duty by itself. Whom it told is kept: holders change."""

    seat_id: int
    holder_id: (
        int | None
    )  # who answered for the seat that morning; nobody, where all above is empty
    due_on: date

    @property
    def told(self) -> tuple[int | None, ...]:
        return (self.holder_id,)


@dataclass(frozen=True, kw_only=True)
class RemindedGiver(Reminded):
    giver_id: int | None  # of an order: whoever answers today for the seat that gave it

    @property
    def told(self) -> tuple[int | None, ...]:
        return (self.holder_id, self.giver_id)


@dataclass(frozen=True, kw_only=True)
class RemindedSuperior(Reminded):
    superior_id: int | None

    @property
    def told(self) -> tuple[int | None, ...]:
        return (self.holder_id, self.superior_id)


@dataclass(frozen=True, kw_only=True)
class RemindedHigher(Reminded):
    level: int  # steps above the superior
    to_seat_id: int
    to_id: int

    @property
    def told(self) -> tuple[int | None, ...]:
        return (self.holder_id, self.to_id)


@dataclass(frozen=True, kw_only=True)
class ActionEvent(Event, kind=None):
    """It concerns the post and the item made of it: both pages show it."""

    action_id: int
    post_id: int

    @property
    def subjects(self) -> tuple[str, ...]:
        return (f"post:{self.post_id}", f"action:{self.action_id}")


@dataclass(frozen=True, kw_only=True)
class FlagJoined(ActionEvent, kind="flag.joined"):
    """The post tells of the same trouble as the item: `post_id` is the item's own."""

    flag_id: int
    from_post_id: int

    @property
    def subjects(self) -> tuple[str, ...]:
        return (*super().subjects, f"post:{self.from_post_id}")


@dataclass(frozen=True, kw_only=True)
class ActionAccepted(ActionEvent, kind="action.accepted"):
    flag_id: int
    seat_id: int
    holder_id: int  # who answered for the seat that day
    working_days: int
    due_on: date


@dataclass(frozen=True, kw_only=True)
class StepEvent(ActionEvent, kind=None):
    """Something was said with it: the words are the step's."""

    step_id: int


@dataclass(frozen=True, kw_only=True)
class ActionAcknowledged(StepEvent, kind="action.acknowledged"):
    pass


@dataclass(frozen=True, kw_only=True)
class ActionAskedBack(StepEvent, kind="action.asked_back"):
    pass


@dataclass(frozen=True, kw_only=True)
class ActionAnswered(StepEvent, kind="action.answered"):
    pass


@dataclass(frozen=True, kw_only=True)
class ActionForwarded(StepEvent, kind="action.forwarded"):
    from_seat_id: int
    seat_id: int
    holder_id: int  # who answered for the new seat that day
    to_superior: bool  # twice was enough: the common superior decides


@dataclass(frozen=True, kw_only=True)
class ActionMadePrivate(StepEvent, kind="action.made_private"):
    """From now on only those who have to do with it read it, and the post."""


@dataclass(frozen=True, kw_only=True)
class ActionMadeOpen(StepEvent, kind="action.made_open"):
    pass


@dataclass(frozen=True, kw_only=True)
class ActionTimeAsked(StepEvent, kind="action.time_asked"):
    working_days: int


@dataclass(frozen=True, kw_only=True)
class ActionTimeGiven(StepEvent, kind="action.time_given"):
    working_days: int
    was: date
    due_on: date


@dataclass(frozen=True, kw_only=True)
class ActionTimeRefused(StepEvent, kind="action.time_refused"):
    pass


@dataclass(frozen=True, kw_only=True)
class ActionDone(StepEvent, kind="action.done"):
    outcome: Outcome = Outcome.OTHER  # entries from before it was asked have none


@dataclass(frozen=True, kw_only=True)
class ActionReturned(StepEvent, kind="action.returned"):
    pass


@dataclass(frozen=True, kw_only=True)
class ActionVerified(StepEvent, kind="action.verified"):
    pass


@dataclass(frozen=True, kw_only=True)
class ActionDisputed(StepEvent, kind="action.disputed"):
    pass


@dataclass(frozen=True, kw_only=True)
class ActionDueMoved(ActionEvent, kind="action.due_moved"):
    """The calendar changed under it; nobody did anything to the item."""

    was: date
    due_on: date
    day_id: int  # of the calendar: the day that came or went
    holder_id: int | None  # who answered for the seat that day


@dataclass(frozen=True, kw_only=True)
class ActionAnswerDue(ActionEvent, Reminded, kind="action.answer_due"):
    pass


@dataclass(frozen=True, kw_only=True)
class ActionUnanswered(ActionEvent, RemindedGiver, kind="action.unanswered"):
    pass


@dataclass(frozen=True, kw_only=True)
class ActionWarned(ActionEvent, Reminded, kind="action.warned"):
    pass


@dataclass(frozen=True, kw_only=True)
class ActionDue(ActionEvent, Reminded, kind="action.due"):
    pass


@dataclass(frozen=True, kw_only=True)
class ActionOverdue(ActionEvent, RemindedSuperior, kind="action.overdue"):
    pass


@dataclass(frozen=True, kw_only=True)
class ActionRaised(ActionEvent, RemindedHigher, kind="action.raised"):
    pass


@dataclass(frozen=True, kw_only=True)
class ActionConfirmed(StepEvent, kind="action.confirmed"):
    """By the citizen: it is over."""


@dataclass(frozen=True, kw_only=True)
class ActionReopened(StepEvent, kind="action.reopened"):
    """By the citizen: it is not over."""


@dataclass(frozen=True, kw_only=True)
class CaseFileTaken(Event, kind="case_file.taken"):
    """Its subject is the officer alone: with the item nothing has happened."""

    officer_id: int
    action_id: int

    @property
    def subjects(self) -> tuple[str, ...]:
        return (f"officer:{self.officer_id}",)

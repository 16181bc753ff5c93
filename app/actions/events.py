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
class ActionEvent(Event, kind=None):
    """It concerns the post and the item made of it: both pages show it."""

    action_id: int
    post_id: int

    @property
    def subjects(self) -> tuple[str, ...]:
        return (f"post:{self.post_id}", f"action:{self.action_id}")


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

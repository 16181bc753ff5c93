from dataclasses import dataclass
from datetime import date

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
class ActionDone(ActionEvent, kind="action.done"):
    step_id: int


@dataclass(frozen=True, kw_only=True)
class ActionReturned(ActionEvent, kind="action.returned"):
    step_id: int


@dataclass(frozen=True, kw_only=True)
class ActionVerified(ActionEvent, kind="action.verified"):
    step_id: int

from dataclasses import dataclass

from app.ideas.models import IdeaState
from app.posts.events import PostEvent


@dataclass(frozen=True, kw_only=True)
class IdeaMoved(PostEvent, kind="idea.moved"):
    step_id: int
    state: IdeaState
    owner_seat_id: int


@dataclass(frozen=True, kw_only=True)
class IdeaMerged(PostEvent, kind="idea.merged"):
    step_id: int
    into_id: int

    @property
    def subjects(self) -> tuple[str, ...]:
        return (f"post:{self.post_id}", f"post:{self.into_id}")

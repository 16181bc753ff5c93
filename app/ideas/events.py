from dataclasses import dataclass

from app.ideas.models import IdeaState
from app.posts.events import PostEvent


@dataclass(frozen=True, kw_only=True)
class IdeaMoved(PostEvent, kind="idea.moved"):
    step_id: int
    state: IdeaState
    owner_seat_id: int

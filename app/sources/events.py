from dataclasses import dataclass

from app.posts.events import PostEvent
from app.sources.models import Medium


@dataclass(frozen=True, kw_only=True)
class SourceBrought(PostEvent, kind="source.brought"):
    medium: Medium


@dataclass(frozen=True, kw_only=True)
class SourceVerified(PostEvent, kind="source.verified"):
    """Somebody other than who brought it has looked."""

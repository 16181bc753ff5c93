"""A concern's subject is itself, never its post: whoever reads what happened to a post must not
learn from it that somebody worried."""

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ConcernEvent(Event, kind=None):
    concern_id: int
    post_id: int
    comment_id: int | None

    @property
    def subjects(self) -> tuple[str, ...]:
        return (f"concern:{self.concern_id}",)


@dataclass(frozen=True, kw_only=True)
class ConcernRaised(ConcernEvent, kind="concern.raised"):
    pass


@dataclass(frozen=True, kw_only=True)
class ConcernKept(ConcernEvent, kind="concern.kept"):
    """A moderator looked, and what was said stays. Hiding is told by the post or the comment."""

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class CommentEvent(Event, kind=None):
    comment_id: int
    post_id: int

    @property
    def subjects(self) -> tuple[str, ...]:
        return (f"post:{self.post_id}",)


@dataclass(frozen=True, kw_only=True)
class CommentPosted(CommentEvent, kind="comment.posted"):
    parent_id: int | None
    senior: bool
    asks: bool
    first: bool  # of a colleague, or of a senior: the post's path changes with it
    prepared_by_id: int | None = None  # whose words the senior took for their own


@dataclass(frozen=True, kw_only=True)
class CommentHidden(CommentEvent, kind="comment.hidden"):
    pass


@dataclass(frozen=True, kw_only=True)
class CommentShown(CommentEvent, kind="comment.shown"):
    pass


@dataclass(frozen=True, kw_only=True)
class CommentEdited(CommentEvent, kind="comment.edited"):
    version: int  # that stands since

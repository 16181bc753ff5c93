from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class PostEvent(Event, kind=None):
    post_id: int

    @property
    def subjects(self) -> tuple[str, ...]:
        return (f"post:{self.post_id}",)


@dataclass(frozen=True, kw_only=True)
class PostWritten(PostEvent, kind="post.written"):
    pass


@dataclass(frozen=True, kw_only=True)
class PostWithdrawn(PostEvent, kind="post.withdrawn"):
    pass


@dataclass(frozen=True, kw_only=True)
class PostHidden(PostEvent, kind="post.hidden"):
    pass


@dataclass(frozen=True, kw_only=True)
class PostShown(PostEvent, kind="post.shown"):
    pass


@dataclass(frozen=True, kw_only=True)
class PostPinned(PostEvent, kind="post.pinned"):
    pass


@dataclass(frozen=True, kw_only=True)
class PostUnpinned(PostEvent, kind="post.unpinned"):
    pass

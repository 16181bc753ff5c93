from dataclasses import dataclass

from app.posts.events import PostEvent


@dataclass(frozen=True, kw_only=True)
class PostEdited(PostEvent, kind="post.edited"):
    version: int  # that stands since


@dataclass(frozen=True, kw_only=True)
class VersionHidden(PostEvent, kind="version.hidden"):
    number: int

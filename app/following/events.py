from dataclasses import dataclass

from app.posts.events import PostEvent


@dataclass(frozen=True, kw_only=True)
class FacedToo(PostEvent, kind="post.faced"):
    pass


@dataclass(frozen=True, kw_only=True)
class FacedNoMore(PostEvent, kind="post.faced_no_more"):
    pass

from dataclasses import dataclass

from app.posts.events import PostEvent


@dataclass(frozen=True, kw_only=True)
class PostEndorsed(PostEvent, kind="post.endorsed"):
    endorsement_id: int
    prepared_by_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class PostRead(PostEvent, kind="post.read"):
    reading_id: int

"""All that a comment has said."""

from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from sqlalchemy import select

from app.comments.models import Comment, CommentVersion
from app.core.db import db
from app.versions.changes import Mark, Part, compare

PAGE = 10


@dataclass(frozen=True, slots=True)
class Words:
    """A comment as it stood from a moment on. `changes` is None of the first words."""

    number: int
    at: datetime
    text: str  # as it was typed
    language: str
    changes: tuple[Part, ...] | None

    @property
    def marked(self) -> bool:
        """Something is seen of the change: spaces alone are not."""
        return any(part.mark != Mark.KEPT for part in self.changes or ())


def list_words(comment: Comment, before: int | None = None) -> tuple[list[Words], int | None]:
    """The newest first, at most PAGE, and where the next page goes on. `before` is the number of
    the last one seen."""
    earlier = select(CommentVersion).where(CommentVersion.comment_id == comment.id)
    if before:
        earlier = earlier.where(CommentVersion.number < before)
    rows = db.session.scalars(earlier.order_by(CommentVersion.number.desc()).limit(PAGE + 1))
    said = [(row.number, row.created_at, row.source, row.language) for row in rows]
    if before is None:
        written = comment.edited_at or comment.created_at
        said.insert(0, (comment.version, written, comment.source, comment.language))
    words = [
        Words(number, at, text, language, compare(last[2], text) if last else None)
        for (number, at, text, language), last in zip_longest(said, said[1:])
    ][:PAGE]
    return words, words[-1].number if len(said) > PAGE else None

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.db import Model


class Answer(Model):
    """The comment that the author of a post marked as its answer: one for a post, the last one
    marked. Taken back, the row goes: that it stood here, the log keeps."""

    __tablename__ = "answers"

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), unique=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"), index=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)  # who marked it
    marked_at: Mapped[datetime] = mapped_column(default=now)

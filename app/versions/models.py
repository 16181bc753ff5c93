from datetime import datetime

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Model


class PostVersion(Model):
    """The words of a post as they stood until an edit. `created_at` is when they were written."""

    __tablename__ = "post_versions"
    __table_args__ = (UniqueConstraint("post_id", "number"),)

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    number: Mapped[int]  # from 1
    title: Mapped[str]
    source: Mapped[dict[str, str]] = mapped_column(JSON)  # section → Markdown as typed
    figures: Mapped[dict[str, int | str | None]] = mapped_column(JSON)
    language: Mapped[str]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)  # who wrote it
    # By a moderator, while what the post says now stays: a citizen's name stood in it.
    hidden_at: Mapped[datetime | None]
    hidden_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    hidden_reason: Mapped[str | None]

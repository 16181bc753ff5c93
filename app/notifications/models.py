from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Model

_ABOUT_ONE = text("concern_id IS NOT NULL")


class Notification(Model):
    """This officer should know of that entry. What it is about is kept beside it, so that the bell
    of every page asks in one query what may still be read."""

    __tablename__ = "notifications"
    __table_args__ = (
        # Of one entry all lie side by side: to tell a hundred is to write few pages.
        UniqueConstraint("entry_id", "officer_id"),
        # The bell and the list; what is unread stands first, and is little however long it grows.
        Index("ix_notifications_officer", "officer_id", "read_at", "thing"),
        Index(
            "ix_notifications_concern_id",
            "concern_id",
            sqlite_where=_ABOUT_ONE,
            postgresql_where=_ABOUT_ONE,
        ),
    )

    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("log.id"))
    thing: Mapped[str]  # "post:12": what it is listed under, and the page it opens
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"), index=True)
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"), index=True)
    concern_id: Mapped[int | None] = mapped_column(ForeignKey("concerns.id"))
    mentions: Mapped[bool] = mapped_column(default=False, server_default=false())  # this officer
    read_at: Mapped[datetime | None]

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Model

_UNREAD = text("read_at IS NULL")


class Notification(Model):
    """This officer should know of that entry. What it is about is kept beside it, so that the bell
    of every page asks in one query what may still be read."""

    __tablename__ = "notifications"
    __table_args__ = (
        UniqueConstraint("officer_id", "entry_id"),
        # The bell: what is unread is little, however long the list grows.
        Index(
            "ix_notifications_unread",
            "officer_id",
            "thing",
            sqlite_where=_UNREAD,
            postgresql_where=_UNREAD,
        ),
    )

    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("log.id"), index=True)
    thing: Mapped[str]  # "post:12": what it is listed under, and the page it opens
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"), index=True)
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"), index=True)
    concern_id: Mapped[int | None] = mapped_column(ForeignKey("concerns.id"), index=True)
    read_at: Mapped[datetime | None]

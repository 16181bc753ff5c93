from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Model


class Facing(Model):
    """An officer faces the same trouble as the post tells of. Taken back, the row goes: that it
    stood here, the log keeps."""

    __tablename__ = "facings"
    __table_args__ = (UniqueConstraint("post_id", "officer_id"),)

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"))  # said from: it has a district


class Bookmark(Model):
    """An officer keeps a post for later. Nobody else ever learns of it."""

    __tablename__ = "bookmarks"
    __table_args__ = (UniqueConstraint("officer_id", "post_id"),)

    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)

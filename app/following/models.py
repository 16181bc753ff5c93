from sqlalchemy import ForeignKey, Index, UniqueConstraint
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


class Followed(Model):
    """What an officer follows beside posts: one of a colleague, an office with those under it, a
    district, a tag. Nobody else ever learns of it."""

    __tablename__ = "followed"
    __table_args__ = (
        # By what is followed first: that is how it is asked whom to tell of a new post.
        UniqueConstraint("colleague_id", "officer_id"),
        UniqueConstraint("office_id", "officer_id"),
        UniqueConstraint("district", "officer_id"),
        UniqueConstraint("tag", "officer_id"),
        Index("ix_followed_officer_id", "officer_id"),
    )

    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    colleague_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    office_id: Mapped[int | None] = mapped_column(ForeignKey("offices.id"))
    district: Mapped[str | None]  # the code of the district's office
    tag: Mapped[str | None]  # in its one spelling

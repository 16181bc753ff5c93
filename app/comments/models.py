from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Model
from app.officers.models import Officer, Seat
from app.posts.models import Post


class Comment(Model):
    """Two levels only: a reply to a reply hangs on the same comment."""

    __tablename__ = "comments"

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"), index=True)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))  # spoken from
    author_text: Mapped[str] = mapped_column(default="")  # of an archive, where unknown here
    origin: Mapped[str | None] = mapped_column(unique=True)
    source: Mapped[str]  # Markdown as typed
    html: Mapped[str]
    language: Mapped[str]
    senior: Mapped[bool] = mapped_column(default=False)  # said by a senior to who wrote the post
    asks: Mapped[bool] = mapped_column(default=False)  # a senior's question to the author
    version: Mapped[int] = mapped_column(default=1, server_default="1")  # of its words
    edited_at: Mapped[datetime | None]
    # Whose words they were, before a senior said them: see app/delegation.
    prepared_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    hidden_at: Mapped[datetime | None]
    hidden_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    hidden_reason: Mapped[str | None]

    post: Mapped[Post] = relationship()
    author: Mapped[Officer | None] = relationship(foreign_keys=author_id)
    prepared_by: Mapped[Officer | None] = relationship(foreign_keys=prepared_by_id)
    seat: Mapped[Seat | None] = relationship()


class CommentVersion(Model):
    """The words of a comment as they stood until an edit. `created_at`: when they were written."""

    __tablename__ = "comment_versions"
    __table_args__ = (UniqueConstraint("comment_id", "number"),)

    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"))
    number: Mapped[int]  # from 1
    source: Mapped[str]  # Markdown as typed
    language: Mapped[str]

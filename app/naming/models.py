from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Model


class Tagging(Model):
    """A post carries a tag: in its own words, or in a comment's."""

    __tablename__ = "taggings"
    __table_args__ = (Index("ix_taggings_tag_post_id", "tag", "post_id"),)

    tag: Mapped[str]  # in its one spelling: core.links.tag_of
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"), index=True)


class Mention(Model):
    """An officer or a seat is mentioned in a post or a comment. A seat is kept and not its holder:
    who that is, is asked when it is told."""

    __tablename__ = "mentions"

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"), index=True)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"), index=True)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))
    version: Mapped[int] = mapped_column(
        default=1, server_default="1"
    )  # of the post, that named it

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Model


class Endorsement(Model):
    """A senior's name under a post, with the reason in a sentence."""

    __tablename__ = "endorsements"
    __table_args__ = (UniqueConstraint("post_id", "officer_id"),)

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"))  # given from
    seniority: Mapped[int]  # the endorser's, when it was given
    reason: Mapped[str]  # plain words, shown as they were typed
    language: Mapped[str]
    prepared_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))


class Reading(Model):
    """ "I have read this": kept only when the senior says so."""

    __tablename__ = "readings"
    __table_args__ = (UniqueConstraint("post_id", "officer_id"),)

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"))

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Model
from app.officers.models import Officer
from app.posts.models import Post


class Delegation(Model):
    """An officer is a senior's private secretary, from a day until a day (none given: until it is
    ended). It holds between two seats: when either is left it is over, and comes back never."""

    __tablename__ = "delegations"

    senior_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"))  # given from
    delegate_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    delegate_seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"))
    given_on: Mapped[date]
    since: Mapped[date]
    until: Mapped[date | None]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))

    senior: Mapped[Officer] = relationship(foreign_keys=senior_id)
    delegate: Mapped[Officer] = relationship(foreign_keys=delegate_id)


class Act(StrEnum):
    """What a senior may be asked to say."""

    COMMENT = "comment"
    QUESTION = "question"  # to the author, by name
    ENDORSEMENT = "endorsement"


class Preparation(Model):
    """Words that wait for a senior to say them. Nobody but the two of them ever reads them here;
    once said, or once the delegation is over, none are left."""

    __tablename__ = "preparations"

    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegations.id"), index=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    act: Mapped[Act]
    words: Mapped[str]  # as typed
    version: Mapped[int] = mapped_column(default=1)
    approved_at: Mapped[datetime | None]
    set_aside_at: Mapped[datetime | None]
    set_aside_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))

    delegation: Mapped[Delegation] = relationship()
    post: Mapped[Post] = relationship()

    @property
    def waits(self) -> bool:
        return self.approved_at is None and self.set_aside_at is None

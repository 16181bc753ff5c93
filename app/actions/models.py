from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Model
from app.officers.models import Officer, Seat
from app.posts.models import Post

_OPEN = text("declined_at IS NULL")


class ActionState(StrEnum):
    FLAGGED = "flagged"  # somebody says so; nobody has decided
    DOING = "doing"  # accepted: one seat is responsible
    DONE = "done"  # says who did it
    VERIFIED = "verified"  # says somebody else, who looked


class Flag(Model):
    """An officer says that a post tells of a citizen's trouble. One stands at a time; a declined
    one stays as it was."""

    __tablename__ = "flags"
    __table_args__ = (
        Index("uq_flags_open", "post_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))  # flagged from
    source: Mapped[str]  # why, Markdown as typed
    html: Mapped[str]
    language: Mapped[str]
    declined_at: Mapped[datetime | None]
    declined_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    declined_reason: Mapped[str | None]

    post: Mapped[Post] = relationship()
    officer: Mapped[Officer] = relationship(foreign_keys=officer_id)
    declined_by: Mapped[Officer | None] = relationship(foreign_keys=declined_by_id)
    item: Mapped["ActionItem | None"] = relationship(back_populates="flag")


class ActionItem(Model):
    """A trouble that one seat must end by a day. The seat is responsible, whoever holds it."""

    __tablename__ = "action_items"

    number: Mapped[str] = mapped_column(unique=True)  # TGL-2026-0042, Latin letters and digits
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), unique=True)
    flag_id: Mapped[int] = mapped_column(ForeignKey("flags.id"), unique=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"), index=True)  # of the seat
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), index=True)
    assigned_by_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    assigned_seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))
    working_days: Mapped[int]  # the limit as it was given; it stays when the calendar changes
    due_on: Mapped[date] = mapped_column(index=True)
    returned_at: Mapped[datetime | None]  # the last time a verifier sent it back
    done_at: Mapped[datetime | None] = mapped_column(index=True)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    verified_at: Mapped[datetime | None] = mapped_column(index=True)
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))

    post: Mapped[Post] = relationship()
    flag: Mapped[Flag] = relationship(back_populates="item")
    seat: Mapped[Seat] = relationship(foreign_keys=seat_id)
    assigned_by: Mapped[Officer] = relationship(foreign_keys=assigned_by_id)
    done_by: Mapped[Officer | None] = relationship(foreign_keys=done_by_id)
    verified_by: Mapped[Officer | None] = relationship(foreign_keys=verified_by_id)

    @property
    def state(self) -> ActionState:
        if self.verified_at:
            return ActionState.VERIFIED
        return ActionState.DONE if self.done_at else ActionState.DOING


class StepKind(StrEnum):
    DONE = "done"
    RETURNED = "returned"
    VERIFIED = "verified"


class Step(Model):
    """What was said when an item went one step on, or back. Steps are added, never changed: an item
    that was sent back keeps what was said of it before."""

    __tablename__ = "action_steps"

    action_id: Mapped[int] = mapped_column(ForeignKey("action_items.id"), index=True)
    kind: Mapped[StepKind]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))
    source: Mapped[str]
    html: Mapped[str]
    language: Mapped[str]


class Counter(Model):
    """The last number given under a name, as "TGL-2026"."""

    __tablename__ = "counters"

    name: Mapped[str] = mapped_column(unique=True)
    value: Mapped[int]

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from app.core.db import Model
from app.officers.models import Officer, Seat
from app.posts.models import Post

_OPEN = text("declined_at IS NULL")


class ActionState(StrEnum):
    FLAGGED = "flagged"  # somebody says so; nobody has decided
    GIVEN = "given"  # accepted: one seat is responsible, and has not answered yet
    ASKED = "asked"  # the seat asked back, and waits for the answer
    DOING = "doing"  # the seat has taken it up
    DONE = "done"  # says who did it
    VERIFIED = "verified"  # says somebody else, who looked
    # The last two are of orders alone.
    ACCEPTED = "accepted"  # who gave the order took its report as good
    WITHDRAWN = "withdrawn"  # who gave the order needs it no more


OPEN = frozenset({ActionState.GIVEN, ActionState.ASKED, ActionState.DOING})  # its day is to be kept


class Ground(StrEnum):
    """Why a trouble is not admitted: the four of the guideline (6.1 ta), or another."""

    COURT = "court"  # in court, or under inquiry
    INFORMATION = "information"  # asks for information: the act on that has its own way
    REVIEW = "review"  # another review or appeal is under way
    EARLY = "early"  # the time promised for the service has not run out
    OTHER = "other"


class Outcome(StrEnum):
    """How a trouble ended: the six of the grievance system's own record (GRS, `core/domain`)."""

    SERVED = "served"  # the service was given
    EXPLAINED = "explained"  # an answer, which was accepted
    EXECUTED = "executed"  # what was instructed was carried out
    PROVED = "proved"  # the accusation proved true
    NOT_PROVED = "not_proved"  # the accusation proved false
    OTHER = "other"


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
    declined_on: Mapped[Ground | None]  # none: before the four were asked

    post: Mapped[Post] = relationship()
    officer: Mapped[Officer] = relationship(foreign_keys=officer_id)
    declined_by: Mapped[Officer | None] = relationship(foreign_keys=declined_by_id)
    item: Mapped["ActionItem | None"] = relationship(back_populates="flag")
    join: Mapped["Join | None"] = relationship(back_populates="flag")


@dataclass(frozen=True, slots=True)
class Ended:
    """How, from what cause, and what would keep it from coming again: the last two plain, and may
    be empty."""

    outcome: Outcome
    cause: str = ""
    advice: str = ""


class Duty:
    """What one seat must do by a day: an item, or an order on the way to its end. The seat is
    responsible, whoever holds it. Where it stands is one column, because one table
    (`actions/table.py`) decides what may be done from there (docs/decisions/0014)."""

    state: Mapped[ActionState] = mapped_column(default=ActionState.GIVEN, index=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), index=True)
    received_on: Mapped[date]  # day zero of its limit
    given_on: Mapped[date]  # when the seat got it that has it now
    working_days: Mapped[int]  # the limit as it was given; it stays when the calendar changes
    more_days: Mapped[int] = mapped_column(default=0)  # granted since
    asked_days: Mapped[int | None]  # asked for, and not decided
    due_on: Mapped[date] = mapped_column(index=True)
    acknowledged_at: Mapped[datetime | None]
    forwards: Mapped[int] = mapped_column(default=0)  # times it was sent on to another seat
    open_orders: Mapped[int] = mapped_column(default=0)  # given under it, and not ended
    returned_at: Mapped[datetime | None]  # the last time it was sent back
    done_at: Mapped[datetime | None] = mapped_column(index=True)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))

    @declared_attr
    def seat(cls) -> Mapped[Seat]:  # noqa: N805
        return relationship(Seat, foreign_keys=f"{cls.__name__}.seat_id")  # type: ignore[attr-defined]

    @declared_attr
    def done_by(cls) -> Mapped[Officer | None]:  # noqa: N805
        return relationship(Officer, foreign_keys=f"{cls.__name__}.done_by_id")  # type: ignore[attr-defined]


class ActionItem(Duty, Model):
    """A citizen's trouble under a number. It ends when somebody outside the work has looked."""

    __tablename__ = "action_items"

    number: Mapped[str] = mapped_column(unique=True)  # TGL-2026-0042, Latin letters and digits
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), unique=True)
    flag_id: Mapped[int] = mapped_column(ForeignKey("flags.id"), unique=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"), index=True)  # of the seat
    assigned_by_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    assigned_seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))
    verified_at: Mapped[datetime | None] = mapped_column(index=True)
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    outcome: Mapped[Outcome | None]
    cause: Mapped[str] = mapped_column(default="")  # the main one, plain, as the seat sees it
    advice: Mapped[str] = mapped_column(default="")  # what would keep it from coming again
    investigations: Mapped[int] = mapped_column(default=0)  # ever asked for: of none, none is read
    investigated: Mapped[int] = mapped_column(default=0)  # investigations of it under way
    reopened: Mapped[int] = mapped_column(default=0)  # times that its end was disputed

    post: Mapped[Post] = relationship()
    flag: Mapped[Flag] = relationship(back_populates="item")
    assigned_by: Mapped[Officer] = relationship(foreign_keys=assigned_by_id)
    verified_by: Mapped[Officer | None] = relationship(foreign_keys=verified_by_id)


class Join(Model):
    """A flag that tells of the same trouble as an item: it goes on there."""

    __tablename__ = "flag_joins"

    flag_id: Mapped[int] = mapped_column(ForeignKey("flags.id"), unique=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action_items.id"), index=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))

    flag: Mapped[Flag] = relationship(back_populates="join")
    item: Mapped[ActionItem] = relationship()
    officer: Mapped[Officer] = relationship()


class StepKind(StrEnum):
    ACKNOWLEDGED = "acknowledged"
    ASKED = "asked"
    ANSWERED = "answered"
    FORWARDED = "forwarded"
    TIME_ASKED = "time_asked"
    TIME_GIVEN = "time_given"
    TIME_REFUSED = "time_refused"
    DONE = "done"
    RETURNED = "returned"
    VERIFIED = "verified"
    DISPUTED = "disputed"
    ACCEPTED = "accepted"  # of an order, as the next
    WITHDRAWN = "withdrawn"
    CONFIRMED = "confirmed"  # it is over, says the citizen
    REOPENED = "reopened"  # it is not, says the citizen
    MADE_PRIVATE = "made_private"
    MADE_OPEN = "made_open"


class Words:
    """What was said with a step, on or back. Steps are added, never changed: what was sent back
    keeps what was said of it before."""

    kind: Mapped[StepKind]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))
    from_seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))  # when forwarded
    to_seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))
    days: Mapped[int | None]  # of time asked for, or given
    source: Mapped[str]
    html: Mapped[str]
    language: Mapped[str]


class Step(Words, Model):
    """A step of an item."""

    __tablename__ = "action_steps"

    action_id: Mapped[int] = mapped_column(ForeignKey("action_items.id"), index=True)
    # None: the citizen
    officer_id: Mapped[int | None] = mapped_column(  # type: ignore[assignment]
        ForeignKey("officers.id"), index=True
    )


class Counter(Model):
    """The last number given under a name, as "TGL-2026"."""

    __tablename__ = "counters"

    name: Mapped[str] = mapped_column(unique=True)
    value: Mapped[int]

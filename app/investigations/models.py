from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.actions.models import ActionItem
from app.core.db import Model
from app.core.i18n import in_language
from app.officers.models import Officer, Seat

MOST = 3  # investigators: a committee has three at most (guideline 7.1.2)


class InvestigationState(StrEnum):
    ASKED = "asked"  # for: the head that may has not ordered it yet
    OPEN = "open"
    REPORTED = "reported"  # what was found waits to be accepted, or returned
    ENDED = "ended"
    REFUSED = "refused"  # not ordered
    WITHDRAWN = "withdrawn"


UNDER_WAY = frozenset({InvestigationState.OPEN, InvestigationState.REPORTED})
WAITING = UNDER_WAY | {InvestigationState.ASKED}


class Proof(StrEnum):
    """What was found of a complaint about one officer."""

    PROVED = "proved"
    PARTLY = "partly"
    NOT_PROVED = "not_proved"


class Investigation(Model):
    """What is to be found out about a trouble. Its seat is that of the authority: who orders it,
    and answers its report. All who read the item learn that there is one; of whom it is, and what
    was said, only those who have to do with it (see queries)."""

    __tablename__ = "investigations"

    action_id: Mapped[int] = mapped_column(ForeignKey("action_items.id"), index=True)
    state: Mapped[InvestigationState] = mapped_column(index=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), index=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    source: Mapped[str]  # what is to be found out, Markdown as typed
    html: Mapped[str]
    language: Mapped[str]
    ordered_at: Mapped[datetime | None]
    received_on: Mapped[date]  # day zero of its limit: when it was ordered, till then asked for
    working_days: Mapped[int]  # the limit as it was that day
    due_on: Mapped[date] = mapped_column(index=True)
    item_days: Mapped[int] = mapped_column(default=0)  # that the item was given for it
    hearing_on: Mapped[date | None]
    heard_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]  # accepted, not ordered, or withdrawn
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))

    more_days = 0  # nobody gives an investigation more time

    item: Mapped[ActionItem] = relationship()
    seat: Mapped[Seat] = relationship(foreign_keys=seat_id)
    asked_by: Mapped[Officer] = relationship(foreign_keys=asked_by_id)
    answered_by: Mapped[Officer | None] = relationship(foreign_keys=answered_by_id)
    investigators: Mapped[list["Investigator"]] = relationship(
        order_by="Investigator.id", lazy="selectin"
    )
    accused: Mapped[list["Accused"]] = relationship(order_by="Accused.id", lazy="selectin")


class Investigator(Model):
    """A seat that investigates; whoever answers for it that day does it."""

    __tablename__ = "investigators"

    investigation_id: Mapped[int] = mapped_column(ForeignKey("investigations.id"), index=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), index=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)  # as of then

    seat: Mapped[Seat] = relationship()
    officer: Mapped[Officer] = relationship()


class Accused(Model):
    """An officer whom the complaint is about, with the seat of that day. It is the person who
    answers, wherever they sit by now."""

    __tablename__ = "accused"

    investigation_id: Mapped[int] = mapped_column(ForeignKey("investigations.id"), index=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    label_bn: Mapped[str]
    label_en: Mapped[str]
    noticed_at: Mapped[datetime | None]  # before this day they are told nothing
    answer_by: Mapped[date | None]
    stated_at: Mapped[datetime | None]
    proof: Mapped[Proof | None]  # as reported; theirs to read once that is accepted

    investigation: Mapped[Investigation] = relationship(back_populates="accused")
    officer: Mapped[Officer] = relationship()

    @property
    def label(self) -> str:
        return in_language(self.label_bn, self.label_en)


class Stage(StrEnum):
    ORDERED = "ordered"
    REFUSED = "refused"
    NOTICE = "notice"
    CALLED = "called"  # to a hearing
    HEARD = "heard"
    STATED = "stated"
    REPORTED = "reported"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


class InvestigationStep(Model):
    """What was said with a step. Steps are added, never changed."""

    __tablename__ = "investigation_steps"

    investigation_id: Mapped[int] = mapped_column(ForeignKey("investigations.id"), index=True)
    kind: Mapped[Stage]
    accused_id: Mapped[int | None] = mapped_column(
        ForeignKey("accused.id"), index=True
    )  # to or from whom
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))
    day: Mapped[date | None]  # by which to answer, or of the hearing
    source: Mapped[str]
    html: Mapped[str]
    language: Mapped[str]

    accused: Mapped[Accused | None] = relationship()
    officer: Mapped[Officer] = relationship()

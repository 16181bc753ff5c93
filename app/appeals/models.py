from datetime import date, datetime
from enum import IntEnum, StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.actions.models import ActionItem
from app.core.db import Model
from app.officers.models import Officer, Seat


class Level(IntEnum):
    HIGHER = 1  # the office above the one that had it
    CELL = 2  # the central cell, at the head of all offices


class AppealState(StrEnum):
    LATE = "late"  # filed after its time: whoever decides must take it first
    OPEN = "open"
    UPHELD = "upheld"  # the trouble goes on at its seat
    REJECTED = "rejected"  # what was decided below stands
    REFUSED = "refused"  # late, and not taken
    WITHDRAWN = "withdrawn"
    PASSED = "passed"  # not decided in its time: the next level has it


WAITING = frozenset({AppealState.LATE, AppealState.OPEN})


class Appeal(Model):
    """Words against how a trouble ended, or against its not ending. The seat that decides is found
    when it is filed; whoever answers for the seat that day decides."""

    __tablename__ = "appeals"

    action_id: Mapped[int] = mapped_column(ForeignKey("action_items.id"), index=True)
    level: Mapped[int]
    state: Mapped[AppealState] = mapped_column(default=AppealState.OPEN, index=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), index=True)  # which decides
    # None: the citizen
    filed_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"), index=True)
    filed_seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))
    late: Mapped[bool] = mapped_column(default=False)
    late_reason: Mapped[str] = mapped_column(default="")  # plain; a citizen is not asked for it
    source: Mapped[str]  # the words, Markdown as typed
    html: Mapped[str]
    language: Mapped[str]
    received_on: Mapped[date]  # day zero of its limit; of a late one, when it was taken
    working_days: Mapped[int]  # the limit as it was that day
    due_on: Mapped[date] = mapped_column(index=True)
    answered_at: Mapped[datetime | None]  # decided, not taken, or withdrawn
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    answer_source: Mapped[str] = mapped_column(default="")
    answer_html: Mapped[str] = mapped_column(default="")
    answer_language: Mapped[str] = mapped_column(default="")

    more_days = 0  # nobody gives an appeal more time

    item: Mapped[ActionItem] = relationship()
    seat: Mapped[Seat] = relationship(foreign_keys=seat_id)
    filed_by: Mapped[Officer | None] = relationship(foreign_keys=filed_by_id)
    answered_by: Mapped[Officer | None] = relationship(foreign_keys=answered_by_id)

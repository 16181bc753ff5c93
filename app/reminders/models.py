from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Model


class Stage(StrEnum):
    """How far the clock has come with a duty, in order."""

    ANSWER = "answer"  # the working day on which the seat is to acknowledge or ask back
    UNANSWERED = "unanswered"  # the one after it
    WARNED = "warned"  # most of the time is over
    DUE = "due"  # the last day
    OVERDUE = "overdue"
    RAISED = "raised"  # one head higher; each level five working days after the one before
    HELD = "held"  # nobody sits higher: told to nobody, and never again


class Reminder(Model):
    """How far a duty was reminded of for one day: one row for each notice that was ever given, made
    in the change that gives it. Whatever is before the furthest row has passed without a notice."""

    __tablename__ = "reminders"
    __table_args__ = (UniqueConstraint("kind", "number", "day", "stage", "level"),)

    kind: Mapped[str]  # "action"; with the number it is the thing that notifications name
    number: Mapped[int]
    stage: Mapped[Stage]
    level: Mapped[int] = mapped_column(default=0)  # of what was raised: 1, 2, …
    day: Mapped[date]  # that it was for: due, or given to the seat that has to answer
    reached_on: Mapped[date]
    told: Mapped[bool] = mapped_column(default=True, server_default=true())
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))  # the head who was told


class Round(Model):
    """On this day every open duty has been looked at."""

    __tablename__ = "reminder_rounds"

    day: Mapped[date] = mapped_column(unique=True)
    done_at: Mapped[datetime]

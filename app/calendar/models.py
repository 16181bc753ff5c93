from datetime import date
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Model


class DayKind(StrEnum):
    HOLIDAY = "holiday"
    WORKING = "working"  # a Friday or Saturday made a working day


class CalendarDay(Model):
    """A day that is not what its weekday says, with where that is written."""

    __tablename__ = "calendar_days"
    __table_args__ = (UniqueConstraint("date"),)

    date: Mapped[date]
    kind: Mapped[DayKind]
    name_bn: Mapped[str]
    name_en: Mapped[str]
    source: Mapped[str] = mapped_column(default="")

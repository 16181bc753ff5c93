from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Model
from app.core.i18n import in_language
from app.officers.models import Office, Officer


class DayKind(StrEnum):
    HOLIDAY = "holiday"
    WORKING = "working"  # a day off on which offices are open, as a Saturday that makes up for one


class Scope(StrEnum):
    NATIONAL = "national"
    AREA = "area"  # an office and all that stand under it
    OFFICE = "office"  # one office alone


_NATIONAL = text("withdrawn_at IS NULL AND office_id IS NULL")
_LOCAL = text("withdrawn_at IS NULL AND office_id IS NOT NULL")


class CalendarDay(Model):
    """A day that is not what its weekday says, for whom, and where that is written. One that was
    taken back stays as a row, with who took it back and why."""

    __tablename__ = "calendar_days"
    __table_args__ = (
        Index("ix_calendar_days_date", "date"),
        Index(
            *("uq_calendar_days_national", "date"),
            unique=True,
            sqlite_where=_NATIONAL,
            postgresql_where=_NATIONAL,
        ),
        Index(
            *("uq_calendar_days_local", "office_id", "date", "scope"),
            unique=True,
            sqlite_where=_LOCAL,
            postgresql_where=_LOCAL,
        ),
    )

    date: Mapped[date]
    kind: Mapped[DayKind]
    name_bn: Mapped[str]
    name_en: Mapped[str]
    scope: Mapped[Scope] = mapped_column(default=Scope.NATIONAL)
    office_id: Mapped[int | None] = mapped_column(ForeignKey("offices.id"))
    source: Mapped[str] = mapped_column(default="")  # who said so, and where it was read
    gazette: Mapped[str] = mapped_column(default="")  # the number under which it was published
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))  # None: with us
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    withdrawn_reason: Mapped[str | None]

    office: Mapped[Office | None] = relationship()
    entered_by: Mapped[Officer | None] = relationship(foreign_keys=entered_by_id)
    withdrawn_by: Mapped[Officer | None] = relationship(foreign_keys=withdrawn_by_id)

    @property
    def name(self) -> str:
        return in_language(self.name_bn, self.name_en)


class LimitCode(StrEnum):
    """Steps that have a limit, in the order in which a trouble meets them."""

    FIRST_REPLY = "first_reply"
    ACKNOWLEDGE = "acknowledge"
    DECIDE = "decide"
    INVESTIGATE = "investigate"  # so much more, where there is an investigation
    INVESTIGATION_REPORT = "investigation_report"
    TELL_RESULT = "tell_result"
    FILE_APPEAL = "file_appeal"
    DECIDE_APPEAL = "decide_appeal"
    CELL = "cell"
    ACT_ON_CELL = "act_on_cell"


class Unit(StrEnum):
    WORKING_DAYS = "working_days"
    DAYS = "days"  # of the calendar: a month in which an appeal may be filed is thirty


_EVERYWHERE, _HERE = text("office_id IS NULL"), text("office_id IS NOT NULL")


class Limit(Model):
    """How long a step may take, from a day on, everywhere or for an office and those under it. A
    limit is never changed: another one begins. Who receives a thing keeps the one of that day."""

    __tablename__ = "limits"
    __table_args__ = (
        Index(
            *("uq_limits_everywhere", "code", "since"),
            unique=True,
            sqlite_where=_EVERYWHERE,
            postgresql_where=_EVERYWHERE,
        ),
        Index(
            *("uq_limits_here", "office_id", "code", "since"),
            unique=True,
            sqlite_where=_HERE,
            postgresql_where=_HERE,
        ),
    )

    code: Mapped[LimitCode]
    days: Mapped[int]
    unit: Mapped[Unit] = mapped_column(default=Unit.WORKING_DAYS)
    since: Mapped[date]
    office_id: Mapped[int | None] = mapped_column(ForeignKey("offices.id"))
    said_bn: Mapped[str]  # what must be done in that time
    said_en: Mapped[str]
    citation: Mapped[str]  # where it is written
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))

    office: Mapped[Office | None] = relationship()

    @property
    def said(self) -> str:
        return in_language(self.said_bn, self.said_en)

    @property
    def working_days(self) -> int:
        """Raises ValueError for a limit that is not counted in them."""
        if self.unit != Unit.WORKING_DAYS:
            raise ValueError(f"{self.code} is counted in {self.unit}")
        return self.days

from datetime import date

from sqlalchemy import select

from app.calendar.models import CalendarDay, DayKind
from app.calendar.working_days import Calendar, add_working_days
from app.core.db import db


def national_calendar() -> Calendar:
    days = db.session.execute(select(CalendarDay.date, CalendarDay.kind)).all()
    return Calendar(
        holidays=frozenset(row.date for row in days if row.kind == DayKind.HOLIDAY),
        working=frozenset(row.date for row in days if row.kind == DayKind.WORKING),
        years=frozenset(row.date.year for row in days),
    )


def due_after(day: date, working_days: int) -> date:
    """The day a thing is due that came on `day`, which itself is day zero."""
    return add_working_days(national_calendar(), day, working_days)

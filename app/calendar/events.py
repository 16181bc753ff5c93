from dataclasses import dataclass
from datetime import date

from app.core.events import Event

SUBJECT = "calendar"


@dataclass(frozen=True, kw_only=True)
class CalendarEvent(Event, kind=None):
    day_id: int
    day: date

    @property
    def subjects(self) -> tuple[str, ...]:
        return (SUBJECT,)


@dataclass(frozen=True, kw_only=True)
class CalendarDayEntered(CalendarEvent, kind="calendar.entered"):
    pass


@dataclass(frozen=True, kw_only=True)
class CalendarDayWithdrawn(CalendarEvent, kind="calendar.withdrawn"):
    pass


@dataclass(frozen=True, kw_only=True)
class LimitAdded(Event, kind="limit.added"):
    limit_id: int

    @property
    def subjects(self) -> tuple[str, ...]:
        return (SUBJECT,)

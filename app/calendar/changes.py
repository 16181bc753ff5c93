"""What a day that is entered or taken back would move: shown before it is done, and then done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.calendar.merged import Calendars, entry_of
from app.calendar.models import CalendarDay
from app.calendar.queries import calendars_now
from app.calendar.working_days import Calendar
from app.core.i18n import in_language
from app.officers.models import Office, Officer


@dataclass(frozen=True)
class Change:
    """Days that come or go, all at once. Rows that are not in the database yet are welcome: then it
    is a question, and not a deed."""

    by: Officer
    entered: tuple[CalendarDay, ...] = ()
    withdrawn: tuple[CalendarDay, ...] = ()

    @cached_property
    def days(self) -> list[date]:
        return sorted({day.date for day in (*self.entered, *self.withdrawn)})

    def calendar_for(self, office: Office) -> Calendar:
        """As it is once the change is made; the same before and after."""
        return self._calendars.of(office)

    def cause(self, office: Office, after: date, until: date) -> CalendarDay | None:
        """The first of the days that an office counts differently now, within a span."""
        days = sorted((*self.entered, *self.withdrawn), key=lambda day: day.date)
        spoken = (day for day in days if after < day.date <= until)
        return next((day for day in spoken if entry_of(day).concerns(office)), None)

    @cached_property
    def _calendars(self) -> Calendars:
        gone = {entry_of(day) for day in self.withdrawn}
        come = {entry_of(day) for day in self.entered}
        return Calendars((calendars_now().entries - gone) | come)


@dataclass(frozen=True, slots=True)
class Move:
    """Something that is due on another day than it was."""

    name: str  # as its readers call it: a tracking number
    address: str
    was: date
    due_on: date
    label_bn: str  # of the seat that answers for it
    label_en: str
    seen: bool  # may whoever makes the change read it?

    @property
    def label(self) -> str:
        return in_language(self.label_bn, self.label_en)


Recount = Callable[[Change], list[Move]]

# Of all that is due: what would move, without moving it. Filled in app/wiring.py.
foreseen: list[Recount] = []


def foresee(change: Change) -> list[Move]:
    """The first to be due before the others."""
    moves = [move for preview in foreseen for move in preview(change)]
    return sorted(moves, key=lambda move: (move.due_on, move.name))

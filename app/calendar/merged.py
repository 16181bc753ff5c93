"""One calendar of many rows: what holds for the country, for an area and for one office."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.calendar.models import CalendarDay, DayKind, Scope
from app.calendar.working_days import Calendar
from app.officers.models import Office


@dataclass(frozen=True, slots=True)
class Entry:
    date: date
    kind: DayKind
    scope: Scope
    office_id: int | None
    path: str  # of the office, as in "/1/4/19/"; empty for the country

    def concerns(self, office: Office | None) -> bool:
        if self.scope == Scope.NATIONAL:
            return True
        if office is None:
            return False
        if self.scope == Scope.AREA:
            return office.path.startswith(self.path)
        return office.id == self.office_id

    @property
    def nearness(self) -> tuple[int, bool]:
        return len(self.path), self.scope == Scope.OFFICE


def entry_of(day: CalendarDay) -> Entry:
    path = day.office.path if day.office else ""
    return Entry(day.date, day.kind, day.scope, day.office.id if day.office else None, path)


class Calendars:
    """The calendar of each office. Where two rows speak of one day, the nearer one is believed:
    an office says more of itself than its district, and that more than the country."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        found = sorted(entries, key=lambda entry: entry.nearness)
        self.entries = frozenset(found)
        self._national = [entry for entry in found if entry.scope == Scope.NATIONAL]
        self._local = [entry for entry in found if entry.scope != Scope.NATIONAL]
        self._made: dict[tuple[Entry, ...], Calendar] = {}

    def of(self, office: Office | None) -> Calendar:
        """Offices of which nothing is said share one calendar: there are hundreds of them."""
        mine = tuple(entry for entry in self._local if entry.concerns(office))
        if mine not in self._made:
            self._made[mine] = self._merge(mine)
        return self._made[mine]

    def _merge(self, mine: tuple[Entry, ...]) -> Calendar:
        kinds = {entry.date: entry.kind for entry in (*self._national, *mine)}
        return Calendar(
            holidays=frozenset(day for day, kind in kinds.items() if kind == DayKind.HOLIDAY),
            working=frozenset(day for day, kind in kinds.items() if kind == DayKind.WORKING),
            # An office's own day off does not say that the country's holidays are known.
            years=frozenset(entry.date.year for entry in self._national),
        )

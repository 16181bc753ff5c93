"""Holidays as the package `holidays` knows them. They are proposals: the gazette decides, and days
that hang on the moon are estimates until it is seen. An administrator confirms each."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from app.calendar.models import DayKind, Scope
from app.calendar.operations import NewDay
from app.calendar.queries import calendars_now

PACKAGE = "holidays"
COUNTRY = "BD"
FIRST, LAST = 2020, 2060  # what is asked for outside these is a slip, or a game
_ESTIMATED_BN, _ESTIMATED_EN = " (আনুমানিক)", " (estimated)"


@dataclass(frozen=True, slots=True)
class Suggestion:
    date: date
    name_bn: str
    name_en: str
    estimated: bool  # by the moon

    def as_day(self, source: str, gazette: str) -> NewDay:
        return NewDay(
            self.date,
            DayKind.HOLIDAY,
            self.name_bn,
            self.name_en,
            source=source or PACKAGE,
            gazette=gazette,
        )


def list_suggestions(year: int) -> list[Suggestion]:
    """Those of a year that the country's calendar does not have yet, in either kind."""
    national = {e.date for e in calendars_now().entries if e.scope == Scope.NATIONAL}
    return [suggestion for suggestion in list_known(year) if suggestion.date not in national]


@lru_cache(maxsize=16)
def list_known(year: int) -> tuple[Suggestion, ...]:
    import holidays  # noqa: PLC0415  (once a year by one officer: no process should carry it)

    if not FIRST <= year <= LAST:
        return ()
    bangla = holidays.country_holidays(COUNTRY, years=year, language="bn")
    english = holidays.country_holidays(COUNTRY, years=year, language="en_BD")
    return tuple(
        Suggestion(
            day,
            bangla[day].replace(_ESTIMATED_BN, ""),
            english[day].replace(_ESTIMATED_EN, ""),
            _ESTIMATED_EN in english[day],
        )
        for day in sorted(english)
        if day.year == year
    )

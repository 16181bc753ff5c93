"""Counting working days: the one place in Uthan that does it.

The office week is Sunday to Thursday. Gazettes take days out of it (holidays, some declared days
before) and, to make up for them, put single Fridays or Saturdays into it: 17 and 24 May 2025 were
such (Ministry of Public Administration, gazette of 7 May 2025). Limits are therefore counted on a
calendar that may change under a thing that is already waiting; what was due is counted anew."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cached_property

# No limit of the grievance guideline is longer than 60; more than this is a slip of the pen.
MOST_WORKING_DAYS = 1_000


@dataclass(frozen=True)
class Calendar:
    """The days that are not what their weekday says. `working` wins over `holidays`."""

    holidays: frozenset[date]
    working: frozenset[date]  # Fridays and Saturdays on which offices are open
    years: frozenset[int]  # whose holidays have been gazetted and entered here

    @cached_property
    def closed(self) -> list[int]:
        """Holidays that take a working day away, as ordinals in order."""
        days = self.holidays - self.working
        return sorted(day.toordinal() for day in days if not _in_weekend(day.toordinal()))

    @cached_property
    def opened(self) -> list[int]:
        """Weekend days on which work is done, as ordinals in order."""
        return sorted(day.toordinal() for day in self.working if _in_weekend(day.toordinal()))


def is_working_day(calendar: Calendar, day: date) -> bool:
    number = day.toordinal()
    return _worked(calendar, number) > _worked(calendar, number - 1)


def is_weekend(day: date) -> bool:
    """Friday or Saturday, whatever a gazette says of it."""
    return _in_weekend(day.toordinal())


def is_firm(calendar: Calendar, day: date) -> bool:
    """May this date be shown as settled? In a year whose holidays nobody has entered yet it is
    counted by weekends alone, and it will move."""
    return day.year in calendar.years


def add_working_days(calendar: Calendar, start: date, days: int) -> date:
    """The day on which the days-th working day after `start` falls.

    The day a thing is received is day zero, whether or not it is a working day: received on Sunday
    with three working days, due on Wednesday. Officers may rely on that last day in full. (The rule
    as freedom-of-information clocks count it: Alaveteli, `app/models/holiday.rb`.) With `days` = 0
    the answer is `start`. Raises ValueError for days below 0 or above MOST_WORKING_DAYS."""
    if not 0 <= days <= MOST_WORKING_DAYS:
        raise ValueError(f"{days} working days: between 0 and {MOST_WORKING_DAYS} can be counted")
    first = start.toordinal()
    if days == 0:
        return date.fromordinal(first)
    target = _worked(calendar, first) + days
    # If every holiday there is fell in between, so many weeks would still be enough.
    latest = first + 7 * ((days + len(calendar.closed)) // 5 + 2)
    reached = bisect_left(range(first, latest), target, key=lambda n: _worked(calendar, n))
    return date.fromordinal(first + reached)


def count_working_days(calendar: Calendar, start: date, end: date) -> int:
    """How many working days lie after `start` up to and including `end`: the working days left.

    Negative when `end` is before `start`: how many have passed since. Nought does not mean late or
    in time: on the Friday after a Thursday it is still nought."""
    return _worked(calendar, end.toordinal()) - _worked(calendar, start.toordinal())


def _worked(calendar: Calendar, number: int) -> int:
    """Working days from the beginning of the calendar to this ordinal, inclusive: whole weeks by
    arithmetic, then what gazettes took out and put in. Ordinals make dates and datetimes alike."""
    weeks, day_of_week = divmod(number, 7)  # an ordinal divisible by 7 is a Sunday
    plain = 5 * weeks + min(day_of_week + 1, 5)
    return plain - bisect_right(calendar.closed, number) + bisect_right(calendar.opened, number)


def _in_weekend(number: int) -> bool:
    """Friday and Saturday. (CLDR says Saturday and Sunday for Bangladesh: it is wrong.)"""
    return number % 7 >= 5

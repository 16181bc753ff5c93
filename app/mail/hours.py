"""When mail may go: working days by the calendar of the house, between eight and eight."""

from datetime import date, datetime, time

from app.calendar.working_days import Calendar, add_working_days, is_working_day
from app.core.clock import DHAKA, day_of
from app.mail.models import Pace

OPENS, CLOSES = time(8), time(20)
DIGEST = time(8, 30)
OUTCOMES = time(15)  # Friday is a day off: the last working day's afternoon stands for it


def is_quiet(calendar: Calendar, moment: datetime) -> bool:
    local = moment.astimezone(DHAKA)
    return not (is_working_day(calendar, local.date()) and OPENS <= local.time() < CLOSES)


def due(calendar: Calendar, pace: Pace, moment: datetime, *, urgent: bool = False) -> datetime:
    """When what comes at this moment may go, at the earliest."""
    if pace == Pace.DAILY:
        return _next_at(calendar, DIGEST, moment)
    if pace == Pace.WEEKLY:
        return _next_week(calendar, moment)
    if urgent or not is_quiet(calendar, moment):
        return moment
    return _next_at(calendar, OPENS, moment)


def last_outcomes(calendar: Calendar, moment: datetime) -> datetime:
    """The latest afternoon, until now, on which a week was summed up: that of its last working day.
    A week without any has none."""
    sunday = _sunday(day_of(moment))
    while True:
        days = _working_days(calendar, sunday)
        if days and (at := _at(days[-1], OUTCOMES)) <= moment:
            return at
        sunday = _days_on(sunday, -7)


def _next_at(calendar: Calendar, clock: time, moment: datetime) -> datetime:
    """The first working day's such hour that is still to come."""
    day = day_of(moment)
    if is_working_day(calendar, day) and _at(day, clock) > moment:
        return _at(day, clock)
    return _at(add_working_days(calendar, day, 1), clock)


def _next_week(calendar: Calendar, moment: datetime) -> datetime:
    """The morning of a week's first working day: Sunday, unless it is a holiday."""
    sunday = _sunday(day_of(moment))
    while True:
        days = _working_days(calendar, sunday)
        if days and (at := _at(days[0], DIGEST)) > moment:
            return at
        sunday = _days_on(sunday, 7)


def _working_days(calendar: Calendar, sunday: date) -> list[date]:
    days = (_days_on(sunday, number) for number in range(7))
    return [day for day in days if is_working_day(calendar, day)]


def _sunday(day: date) -> date:
    return _days_on(day, -(day.toordinal() % 7))


def _days_on(day: date, number: int) -> date:
    return date.fromordinal(day.toordinal() + number)


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, DHAKA)

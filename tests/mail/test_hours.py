"""Quiet hours and the hours of digests, by the calendar of the house."""

from datetime import date, datetime

import pytest

from app.calendar.working_days import Calendar
from app.core.clock import DHAKA
from app.mail.hours import due, is_quiet, last_outcomes
from app.mail.models import Pace

# Wednesday 16 December is Victory Day; Saturday 5 December is made a working day.
CALENDAR = Calendar(
    holidays=frozenset({date(2026, 12, 16), date(2026, 12, 13), date(2026, 12, 24)}),
    working=frozenset({date(2026, 12, 5)}),
    years=frozenset({2026}),
)


def at(day, hour, minute=0):
    return datetime(2026, 12, day, hour, minute, tzinfo=DHAKA)


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        (at(2, 7, 59), True),
        (at(2, 8), False),
        (at(2, 19, 59), False),
        (at(2, 20), True),
        (at(4, 12), True),  # a Friday
        (at(5, 12), False),  # a Saturday on which offices are open
        (at(12, 12), True),
        (at(16, 12), True),  # a holiday
    ],
)
def test_nothing_goes_at_night_and_on_days_off(moment, quiet):
    assert is_quiet(CALENDAR, moment) is quiet


def test_what_comes_in_the_night_goes_on_the_next_working_morning():
    assert due(CALENDAR, Pace.AT_ONCE, at(2, 12)) == at(2, 12)
    assert due(CALENDAR, Pace.AT_ONCE, at(2, 6)) == at(2, 8)
    assert due(CALENDAR, Pace.AT_ONCE, at(3, 20)) == at(5, 8), "Saturday is worked"
    assert due(CALENDAR, Pace.AT_ONCE, at(10, 22)) == at(14, 8), "Sunday is a holiday"
    assert due(CALENDAR, Pace.AT_ONCE, at(4, 3), urgent=True) == at(4, 3)


def test_the_digest_of_a_day_comes_on_working_days_at_half_past_eight():
    assert due(CALENDAR, Pace.DAILY, at(2, 8, 29)) == at(2, 8, 30)
    assert due(CALENDAR, Pace.DAILY, at(2, 8, 30)) == at(3, 8, 30)
    assert due(CALENDAR, Pace.DAILY, at(15, 9)) == at(17, 8, 30)
    assert due(CALENDAR, Pace.DAILY, at(2, 3), urgent=True) == at(2, 8, 30)


def test_the_digest_of_a_week_comes_on_its_first_working_day():
    assert due(CALENDAR, Pace.WEEKLY, at(2, 12)) == at(6, 8, 30)
    assert due(CALENDAR, Pace.WEEKLY, at(6, 8)) == at(6, 8, 30)
    assert due(CALENDAR, Pace.WEEKLY, at(6, 9)) == at(14, 8, 30), "Sunday is a holiday"


def test_a_week_is_summed_up_on_the_afternoon_of_its_last_working_day():
    assert last_outcomes(CALENDAR, at(10, 15)) == at(10, 15)
    assert last_outcomes(CALENDAR, at(10, 14, 59)) == at(5, 15), "the week before ended on Saturday"
    assert last_outcomes(CALENDAR, at(23, 16)) == at(23, 15), "Thursday is a holiday"
    assert last_outcomes(CALENDAR, at(25, 12)) == at(23, 15)

"""When something was seen is written by hand, in either language and either kind of digits."""

from datetime import UTC, date, datetime

import pytest

from app.core.clock import DHAKA, at
from app.sources.seen import seen_of

NOW = datetime(2026, 6, 5, 4, 0, tzinfo=UTC)
FOURTH = date(2026, 6, 4)
TEN_TWENTY = datetime(2026, 6, 4, 10, 20, tzinfo=DHAKA)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "4 June 10:20",
            "৪ জুন ১০:২০",
            "4 jun 10.20",
            "04 June 2026, 10:20 am",
            "2026-06-04 10:20",
        ),
        *(
            "৪ জুন, ১০:২০",
            "4/6 10:20",
            "৪/৬/২০২৬ ১০:২০",
            "2026-06-04T10:20",
            "৪ঠা জুন ১০:২০",
            "4th June 10:20",
        ),
    ],
)
def test_it_is_read_as_it_was_meant(typed):
    with at(NOW):
        assert seen_of(typed) == (FOURTH, TEN_TWENTY)


@pytest.mark.parametrize("typed", ["4 June", "৪ জুন", "৪ জুন ২০২৬", "4.6.2026", "2026-6-4"])
def test_the_hour_may_be_missing(typed):
    with at(NOW):
        assert seen_of(typed) == (FOURTH, None)


def test_without_its_year_it_is_the_last_such_day():
    with at(NOW):
        assert seen_of("6 June 10:20").on == date(2025, 6, 6)
        assert seen_of("29 February") is None, "neither this year nor the last has one"
        assert seen_of("৩ ফেব্রুয়ারী ৮:০৫ pm").at.hour == 20


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "x",
        "4",
        "June",
        "31 June",
        "4 Juni 10:20",
        "4 June 24:00",
        "4 June 13:00 pm",
        "9999999999",
        "0/0 0:00",
        "4 June 1:2",
    ],
)
def test_what_is_no_day_is_none(typed):
    with at(NOW):
        assert seen_of(typed) is None

"""Dates that a wrong clock would get wrong, and laws that hold on every calendar."""

import ast
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import holidays as package
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.calendar.working_days import (
    MOST_WORKING_DAYS,
    Calendar,
    add_working_days,
    count_working_days,
    is_firm,
    is_working_day,
)

APP = Path(__file__).parents[2] / "app"
DATA = APP / "calendar" / "data"


def read(path):
    return [
        {**row, "date": date.fromisoformat(row["date"])} for row in json.loads(path.read_text())
    ]


def calendar_of(*years, without=()):
    rows = [row for year in years for row in read(DATA / f"{year}.json")]
    days = {kind: {row["date"] for row in rows if row["kind"] == kind} for kind in KINDS}
    return Calendar(
        holidays=frozenset(days["holiday"] - set(without)),
        working=frozenset(days["working"]),
        years=frozenset(years),
    )


KINDS = ("holiday", "working")
NATIONAL = calendar_of(2025, 2026)

# Received, then the day due after 1, 3, 7, 20, 30, 30 + 10 and 60 working days of 2025: the limits
# of the grievance guideline, counted by hand and by a second program.
SPANS = (1, 3, 7, 20, 30, 40, 60)
GOLDEN = {
    "2025-02-20": "02-23 02-25 03-03 03-20 04-13 04-28 05-26",
    "2025-03-16": "03-17 03-19 03-25 04-22 05-07 05-21 06-25",
    "2025-03-27": "04-06 04-08 04-15 05-05 05-19 06-01 07-08",
    "2025-05-18": "05-19 05-21 05-26 06-22 07-07 07-21 08-19",
    "2025-05-25": "05-26 05-28 06-03 06-30 07-15 07-29 08-27",
}
VECTORS = [
    (date.fromisoformat(received), days, date.fromisoformat(f"2025-{due}"))
    for received, dues in GOLDEN.items()
    for days, due in zip(SPANS, dues.split(), strict=True)
]


@pytest.mark.parametrize(("received", "days", "due"), VECTORS, ids=str)
def test_limits_of_the_guideline_end_on_the_right_day(received, days, due):
    assert add_working_days(NATIONAL, received, days) == due
    assert count_working_days(NATIONAL, received, due) == days


def test_a_holiday_declared_late_moves_what_was_due():
    received, declared = date(2025, 5, 18), date(2025, 8, 5)
    on_the_first_of_july = calendar_of(2025, without=[declared])
    assert add_working_days(on_the_first_of_july, received, 60) == date(2025, 8, 18)
    assert add_working_days(NATIONAL, received, 60) == date(2025, 8, 19)


@pytest.mark.parametrize(
    ("received", "wrong"),
    [
        (date(2025, 3, 16), {date(2025, 5, 5), date(2025, 4, 25), date(2025, 4, 15)}),
        (date(2025, 5, 18), {date(2025, 7, 1), date(2025, 6, 27), date(2025, 6, 17)}),
    ],
)
def test_what_a_careless_clock_says_is_not_what_we_say(received, wrong):
    assert add_working_days(NATIONAL, received, 30) not in wrong


def test_the_week_is_sunday_to_thursday():
    sunday = date(2025, 7, 13)
    week = [is_working_day(NATIONAL, sunday + timedelta(days=n)) for n in range(7)]
    assert week == [True] * 5 + [False] * 2


@pytest.mark.parametrize("saturday", [date(2025, 5, 17), date(2025, 5, 24), date(2026, 5, 23)])
def test_a_saturday_made_a_working_day_counts(saturday):
    assert is_working_day(NATIONAL, saturday)
    assert add_working_days(NATIONAL, saturday - timedelta(days=2), 1) == saturday


def test_a_day_both_holiday_and_working_is_worked():
    day = date(2025, 5, 17)
    both = Calendar(holidays=frozenset([day]), working=frozenset([day]), years=frozenset())
    assert is_working_day(both, day)


def test_what_comes_on_a_holiday_counts_from_the_next_working_day():
    for holiday in range(5, 15):
        received = date(2025, 6, holiday)
        assert add_working_days(NATIONAL, received, 1) == date(2025, 6, 15)


def test_days_left_run_down_to_nought_and_below():
    due = date(2025, 7, 17)  # a Thursday
    left = [
        count_working_days(NATIONAL, date(2025, 7, day), due) for day in (10, 13, 16, 17, 18, 20)
    ]
    assert left == [5, 4, 1, 0, 0, -1]


def test_a_date_and_a_time_on_it_agree():
    late = datetime(2025, 3, 16, 23, 59, tzinfo=UTC)
    due = add_working_days(NATIONAL, late, 30)
    assert due == date(2025, 5, 7)
    assert type(add_working_days(NATIONAL, late, 0)) is date
    assert is_working_day(NATIONAL, datetime(2025, 5, 17, 9, 0, tzinfo=UTC))


def test_a_year_nobody_has_entered_is_counted_but_is_not_firm():
    due = add_working_days(NATIONAL, date(2026, 12, 30), 5)
    assert due == date(2027, 1, 6)
    assert not is_firm(NATIONAL, due)
    assert is_firm(NATIONAL, date(2026, 12, 30))


@pytest.mark.parametrize("days", [-1, MOST_WORKING_DAYS + 1])
def test_no_limit_is_below_nought_or_beyond_sense(days):
    with pytest.raises(ValueError, match="working days"):
        add_working_days(NATIONAL, date(2025, 3, 16), days)


def stepped(calendar, start, days):
    """The same answer by walking, day after day."""
    day = start
    while days:
        day += timedelta(days=1)
        weekend = day.weekday() in (4, 5)
        days -= day in calendar.working or (not weekend and day not in calendar.holidays)
    return day


def test_the_formula_agrees_with_walking_for_every_start_in_ten_years():
    start = date(2020, 1, 1)
    while start < date(2030, 1, 1):
        for days in (0, 1, 3, 7, 30, 60):
            assert add_working_days(NATIONAL, start, days) == stepped(NATIONAL, start, days), start
        start += timedelta(days=1)


DAYS = st.dates(date(2020, 1, 1), date(2029, 12, 31))
SETS = st.frozensets(DAYS, max_size=60) | st.builds(
    lambda first, length: frozenset(first + timedelta(days=n) for n in range(length)),
    DAYS,
    st.integers(0, 200),
)
CALENDARS = st.builds(Calendar, holidays=SETS, working=SETS, years=st.just(frozenset()))
LENGTHS = st.integers(0, 250)


@settings(deadline=None)
@given(CALENDARS, DAYS, LENGTHS)
def test_the_formula_agrees_with_walking_on_any_calendar(calendar, start, days):
    assert add_working_days(calendar, start, days) == stepped(calendar, start, days)


@settings(deadline=None)
@given(CALENDARS, DAYS, LENGTHS)
def test_counting_undoes_adding(calendar, start, days):
    due = add_working_days(calendar, start, days)
    assert count_working_days(calendar, start, due) == days
    assert count_working_days(calendar, due, start) == -days
    assert days == 0 or is_working_day(calendar, due)


@pytest.mark.parametrize("path", sorted(DATA.glob("*.json")), ids=lambda path: path.stem)
def test_each_day_is_entered_once_in_both_languages_with_its_source(path):
    rows = read(path)
    dates = [row["date"] for row in rows]
    assert dates == sorted(set(dates))
    assert {day.year for day in dates} == {int(path.stem)}
    for row in rows:
        assert set(row) == {"date", "kind", "name_bn", "name_en", "source"}
        assert row["kind"] in KINDS
        assert all(row.values())
        assert row["kind"] == "holiday" or row["date"].weekday() in (4, 5)


@pytest.mark.parametrize("year", [2025, 2026])
def test_every_holiday_the_package_knows_is_closed(year):
    known = package.country_holidays("BD", years=year)
    assert [day for day in known if is_working_day(NATIONAL, day)] == []


# Who else may add days: moments of machines, not days of officers. A new line needs its reason.
OTHER_CLOCKS = {
    "mail/listener.py": "what the bell told long ago is no mail any more",
    "mail/outcomes.py": "what came of a senior's words is looked for some days back",
    "beginning/queries.py": "whoever came long ago is no newcomer",
    "delegation/queries.py": "who sat there on the day before a seat was left",
    "drafts/queries.py": "a draft that nobody touches is dropped",
    "officers/operations.py": "a seat is left the day before the next one is taken",
    "officers/queries.py": "which seats were left on the day before",
    "officers/session.py": "a session ends by itself",
    "officers/tickets.py": "an invitation holds for a week",
    "pages/away.py": "what has happened is looked at from some days back",
    "meetings/invitation.py": "how long a calendar shows a meeting",
    "repeats/gathering.py": "what repeats is looked for some days back",
    "retirement/operations.py": "a seat is left the day before its holder is retired",
    "retirement/policy.py": "from when on somebody can be retired who began only now",
    "world/demo.py": "the demonstration has a past",
}


def test_nobody_else_counts_days():
    """`timedelta(days=…)` in a feature is a due date that has not heard of Eid."""
    found = {
        str(path.relative_to(APP))
        for path in APP.rglob("*.py")
        if path.parent != APP / "calendar" and adds_days(path)
    }
    assert found <= set(OTHER_CLOCKS)


def adds_days(path):
    return any(
        isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", ""))
        in {"timedelta", "relativedelta"}
        and (
            node.args or {word.arg for word in node.keywords} & {"days", "weeks", "months", "years"}
        )
        for node in ast.walk(ast.parse(path.read_text()))
    )

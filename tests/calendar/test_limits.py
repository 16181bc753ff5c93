"""Limits are data: with a citation, from a day on, the nearest office first, and never changed."""

from datetime import UTC, date, datetime

import pytest

from app.calendar.models import LimitCode, Unit
from app.calendar.operations import add_limit
from app.calendar.queries import due_under, limit_on
from app.core.clock import today
from app.core.errors import Missing, Refused
from tests.calendar.hands import office
from tests.make import do, officer
from tests.retirement.hands import make_administrator

GUIDELINE = {
    LimitCode.DECIDE: 30,
    LimitCode.INVESTIGATE: 10,
    LimitCode.INVESTIGATION_REPORT: 20,
    LimitCode.TELL_RESULT: 7,
    LimitCode.DECIDE_APPEAL: 20,
    LimitCode.CELL: 60,
    LimitCode.ACT_ON_CELL: 20,
    LimitCode.ACKNOWLEDGE: 1,
}
NEW = "/calendar/limits/new"


@pytest.fixture
def admin(app, cast, sign_in, stop_clock):
    stop_clock(datetime(2026, 11, 1, 4, tzinfo=UTC))
    make_administrator(app)
    return sign_in("omar")


def add(app, days, since, where=None, code=LimitCode.DECIDE):
    place = (lambda: office(where)) if where else (lambda: None)
    return do(app, lambda: add_limit(officer("omar"), code, days, since, "Order 7", place()))


def test_the_limits_of_the_guideline_stand_with_their_citations(app, cast):
    with app.app_context():
        for code, days in GUIDELINE.items():
            limit = limit_on(code, today())
            assert (limit.working_days, bool(limit.citation)) == (days, True)
        appeal = limit_on(LimitCode.FILE_APPEAL, today())
        assert (appeal.days, appeal.unit) == (30, Unit.DAYS)
        assert due_under(appeal, date(2026, 11, 1)) == date(2026, 12, 1)
        with pytest.raises(ValueError, match="counted in days"):
            _ = appeal.working_days
        with pytest.raises(Missing):
            limit_on(LimitCode.DECIDE, date(2017, 12, 31))


def test_a_new_limit_holds_from_its_day_and_leaves_the_old_one(app, admin):
    add(app, 25, date(2026, 12, 1))
    with app.app_context():
        assert limit_on(LimitCode.DECIDE, date(2026, 11, 30)).days == 30
        assert limit_on(LimitCode.DECIDE, date(2026, 12, 1)).days == 25
        assert limit_on(LimitCode.DECIDE, datetime(2026, 11, 30, 20, tzinfo=UTC)).days == 25


def test_the_nearest_office_up_the_tree_comes_first(app, admin):
    add(app, 25, date(2026, 11, 2), "tangail")
    add(app, 40, date(2026, 11, 3), "cabinet")
    add(app, 15, date(2026, 11, 4))
    with app.app_context():
        day = date(2026, 12, 1)
        assert limit_on(LimitCode.DECIDE, day, office("ghatail-land")).days == 25
        assert limit_on(LimitCode.DECIDE, day, office("bhola")).days == 40
        assert limit_on(LimitCode.DECIDE, day).days == 15


@pytest.mark.parametrize("since", [date(2026, 10, 31), date(2018, 1, 1)])
def test_no_limit_begins_in_the_past(app, admin, since):
    with pytest.raises(Refused, match="begins today or later"):
        add(app, 25, since)


def test_of_two_from_one_day_the_second_is_refused(app, admin):
    add(app, 25, date(2026, 12, 1))
    with pytest.raises(Refused, match="begins on that day already"):
        add(app, 26, date(2026, 12, 1))
    add(app, 26, date(2026, 12, 1), "tangail")


def test_the_page_shows_each_with_where_it_is_written(app, admin, sign_in):
    typed = {
        "code": "decide",
        "days": "২৫",
        "since": "2026-12-01",
        "citation": "Order 7",
        "_key": "k",
    }
    assert admin.post(NEW, data=typed | {"days": "0"}).status_code == 422
    assert admin.post(NEW, data=typed | {"since": "2026-10-01"}).status_code == 422
    assert admin.post(NEW, data=typed).status_code == 303
    page = sign_in("rahima").get("/calendar/limits").text
    assert "৭.৪.১ ক-১" in page
    assert "25 working days" in page
    assert "from " in page
    assert "Order 7" in page
    assert "30 days of the calendar" in page

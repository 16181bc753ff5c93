"""What the package `holidays` proposes is confirmed by an administrator, one day or all."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from app.calendar.models import CalendarDay
from app.calendar.suggestions import list_suggestions
from app.core.db import db
from tests.calendar.hands import enter
from tests.retirement.hands import make_administrator

PAGE = "/calendar/suggestions?year=2027"


@pytest.fixture
def admin(app, cast, sign_in, stop_clock):
    stop_clock(datetime(2026, 11, 1, 4, tzinfo=UTC))
    make_administrator(app)
    return sign_in("omar")


def offered(app):
    with app.app_context():
        return {one.date.isoformat(): one for one in list_suggestions(2027)}


def sent(days, **more):
    return {"day": days, "source": "Notice of 9 November", "gazette": "", "_key": "s"} | more


def entered(app):
    with app.app_context():
        rows = db.session.scalars(select(CalendarDay))
        return {day.date.isoformat() for day in rows if day.date.year == 2027}


def test_a_suggestion_has_both_names_and_says_when_it_hangs_on_the_moon(app, admin):
    days = offered(app)
    victory, eid = days["2027-12-16"], days["2027-03-10"]
    assert (victory.name_bn, victory.name_en, victory.estimated) == (
        "বিজয় দিবস",
        "Victory Day",
        False,
    )
    assert (eid.name_bn, eid.name_en, eid.estimated) == ("ঈদুল ফিতর", "Eid-ul-Fitr", True)
    assert "By the moon, an estimate" in admin.get(PAGE).text


def test_one_is_confirmed_and_the_others_are_still_offered(app, admin):
    assert "What moves" in admin.post(PAGE, data=sent(["2027-12-16"])).text
    assert entered(app) == set()
    assert admin.post(PAGE, data=sent(["2027-12-16"], enter="y")).status_code == 303
    assert entered(app) == {"2027-12-16"}
    page = admin.get(PAGE).text
    assert "2027-12-16" not in page
    assert "2027-03-26" in page


def test_all_are_confirmed_at_once(app, admin):
    days = [*offered(app)]
    shown = admin.post(PAGE, data=sent(days)).text
    assert f"Enter these {len(days)} days" in shown
    assert admin.post(PAGE, data=sent(days, enter="y")).status_code == 303
    assert entered(app) == {*days}
    assert "Nothing is missing" in admin.get(PAGE).text


def test_none_ticked_and_no_source_are_said(app, admin):
    answer = admin.post(PAGE, data=sent([], source=""))
    assert answer.status_code == 422
    assert "Tick at least one day." in answer.text
    assert "Say who declared it, and where." in answer.text


def test_what_a_colleague_entered_meanwhile_is_said_by_its_day(app, admin):
    days = [*offered(app)]
    enter(app, offered(app)["2027-12-16"].date)
    answer = admin.post(PAGE, data=sent(days, enter="y"))
    assert answer.status_code == 403
    assert "entered 16 December 2027 already" in answer.text
    assert entered(app) == {"2027-12-16"}


def test_a_year_out_of_reach_is_this_year(app, admin):
    for year in ("0", "9999", "x", "2061"):
        assert "Suggestions for 2026" in admin.get(f"/calendar/suggestions?year={year}").text

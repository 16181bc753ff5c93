"""Days are entered and taken back by administrators, for the country, an area or one office."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from app.calendar.models import CalendarDay, DayKind, Scope
from app.calendar.operations import counted_anew, enter_days
from app.calendar.queries import calendar_for, due_after, national_calendar
from app.calendar.working_days import is_firm, is_working_day
from app.core.db import db
from app.core.errors import Refused
from app.core.log import LogEntry
from app.core.transaction import transaction
from tests.calendar.hands import enter, form, new_day, office, withdraw
from tests.make import officer
from tests.retirement.hands import make_administrator
from tests.together import at_once

MONDAY, FRIDAY, SATURDAY = date(2026, 11, 9), date(2026, 11, 13), date(2026, 11, 14)
NEW = "/calendar/days/new"


@pytest.fixture
def admin(app, cast, sign_in, stop_clock):
    stop_clock(datetime(2026, 11, 1, 4, tzinfo=UTC))
    make_administrator(app)
    return sign_in("omar")


def days(app):
    with app.app_context():
        return {day.date for day in db.session.scalars(select(CalendarDay))}


def worked(app, day, code=None):
    with app.app_context():
        return is_working_day(calendar_for(office(code) if code else None), day)


def test_what_moves_is_shown_before_a_day_is_entered(app, admin):
    shown = admin.post(NEW, data=form(MONDAY))
    assert shown.status_code == 200
    assert "What moves" in shown.text
    assert 'value="2026-11-09"' in shown.text
    assert MONDAY not in days(app)
    again = admin.post(NEW, data=form(MONDAY, change="y"))
    assert "Gazette of 2 July" in again.text
    assert MONDAY not in days(app)


def test_a_day_is_entered_once_however_often_the_form_is_sent(app, admin):
    for _ in range(2):
        done = admin.post(NEW, data=form(MONDAY, enter="y"))
        assert done.status_code == 303
    with app.app_context():
        day = db.session.scalars(select(CalendarDay).where(CalendarDay.date == MONDAY)).one()
        assert day.entered_by.name_en == "Omar Faruk"
        assert (day.source, day.gazette) == ("Gazette of 2 July", "S.R.O. 250")
        kinds = list(db.session.scalars(select(LogEntry.kind)))
        assert kinds.count("calendar.entered") == 1
    page = admin.get(done.location).text
    assert "A day of mourning" in page
    assert "Entered by Omar Faruk" in page


def test_a_day_that_is_taken_back_stays_with_who_and_why(app, admin):
    day_id = enter(app, MONDAY)
    assert not worked(app, MONDAY)
    address = f"/calendar/days/{day_id}/withdrawal"
    assert admin.post(address, data={"reason": " "}).status_code == 422
    assert (
        admin.post(address, data={"reason": "It was for Tuesday.", "_key": "w"}).status_code == 303
    )
    assert worked(app, MONDAY)
    page = admin.get("/calendar?year=2026").text
    assert "It was for Tuesday." in page
    assert "Taken back by Omar Faruk" in page
    assert enter(app, MONDAY) != day_id  # and it may be entered again
    with pytest.raises(Refused, match="took this day back already"):
        withdraw(app, day_id)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"date": "2026-12-16"}, "16 December 2026 is in the calendar already."),
        ({"date": "2036-12-16"}, "This is years away."),
        ({"kind": "working"}, "9 November 2026 is a working day without this."),
        ({"source": ""}, "Say who declared it, and where."),
        ({"scope": "area", "office": "Atlantis"}, "No office goes by this."),
        ({"scope": "office"}, "No office goes by this."),
    ],
)
def test_what_cannot_be_entered_is_said_and_every_word_kept(app, admin, changes, said):
    answer = admin.post(NEW, data=form(MONDAY, enter="y", **changes))
    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="A day of mourning"' in answer.text
    assert MONDAY not in days(app)


def test_of_several_offices_one_is_chosen(app, admin):
    typed = form(MONDAY, scope="area", office="Ghatail", enter="y")
    asked = admin.post(NEW, data=typed)
    assert asked.status_code == 422
    assert "Several offices go by this" in asked.text
    with app.app_context():
        which = str(office("ghatail").id)
    assert admin.post(NEW, data=typed | {"which": which}).status_code == 303
    assert worked(app, MONDAY)
    assert not worked(app, MONDAY, "ghatail-land")


def test_a_day_of_an_area_holds_for_all_under_it_and_for_nobody_else(app, admin):
    enter(app, MONDAY, scope=Scope.AREA, where="tangail")
    assert not worked(app, MONDAY, "tangail")
    assert not worked(app, MONDAY, "ghatail-land")
    assert worked(app, MONDAY, "bhola")
    assert worked(app, MONDAY, "dhaka-division")
    assert worked(app, MONDAY)
    with app.app_context():
        assert due_after(date(2026, 11, 8), 1, office("ghatail")) == date(2026, 11, 10)
        assert due_after(date(2026, 11, 8), 1, office("bhola")) == MONDAY


def test_an_office_says_more_of_itself_than_the_country(app, admin):
    enter(app, MONDAY)
    enter(app, MONDAY, kind=DayKind.WORKING, scope=Scope.OFFICE, where="tangail")
    assert worked(app, MONDAY, "tangail")
    assert not worked(app, MONDAY, "ghatail")
    enter(app, SATURDAY, kind=DayKind.WORKING)
    enter(app, SATURDAY, scope=Scope.AREA, where="tangail")
    assert worked(app, SATURDAY)
    assert not worked(app, SATURDAY, "ghatail")


def test_an_office_of_its_own_does_not_make_a_year_firm(app, admin):
    enter(app, date(2027, 1, 4), scope=Scope.OFFICE, where="tangail")
    with app.app_context():
        assert not is_firm(calendar_for(office("tangail")), date(2027, 1, 5))
    enter(app, date(2027, 1, 4))
    with app.app_context():
        assert is_firm(calendar_for(office("tangail")), date(2027, 1, 5))


def test_a_moment_counts_as_its_day_in_dhaka(app, admin):
    with app.app_context():
        evening = datetime(2026, 11, 8, 20, 0, tzinfo=UTC)  # Monday already, in Dhaka
        assert due_after(evening, 1) == due_after(MONDAY, 1) == date(2026, 11, 10)


def test_the_calendar_is_read_once_a_request_and_anew_within_a_change(app, admin):
    with app.test_request_context():
        before = national_calendar()
        assert national_calendar() is before
        with transaction():
            enter_days(officer("omar"), [new_day(MONDAY)])
            assert not is_working_day(national_calendar(), MONDAY)


@pytest.mark.parametrize("who", ["rahima", "arif", "maya"])
def test_all_read_it_and_only_administrators_change_it(app, cast, sign_in, who):
    browser = sign_in(who)
    page = browser.get("/calendar")
    assert page.status_code == 200
    assert "Enter a day" not in page.text
    assert "Add a limit" not in browser.get("/calendar/limits").text
    for address in (NEW, "/calendar/suggestions", "/calendar/limits/new"):
        assert browser.get(address).status_code == 403
    assert browser.post(NEW, data=form(MONDAY, enter="y")).status_code == 403
    assert browser.get("/calendar/days/1/withdrawal").status_code == 403
    assert browser.post("/calendar/days/1/withdrawal", data={"reason": "x"}).status_code == 403
    assert MONDAY not in days(app)


def test_of_two_who_enter_a_day_at_once_one_does_and_the_other_is_told(app, admin):
    make_administrator(app, "maya")
    done = at_once(app, ["omar", "maya"], lambda who, _n: enter_days(who, [new_day(MONDAY)])[0])
    assert len([one for one in done if isinstance(one, int)]) == 1
    assert next(one for one in done if isinstance(one, str)).endswith(
        "entered 9 November 2026 already."
    )


def test_a_change_that_fails_moves_nothing(app, admin, monkeypatch):
    def fail(_change):
        raise RuntimeError

    monkeypatch.setattr("app.calendar.operations.counted_anew", [*counted_anew, fail])
    with pytest.raises(RuntimeError):
        enter(app, MONDAY)
    assert MONDAY not in days(app)


def test_a_year_without_holidays_raises_an_alarm(app, admin, sign_in):
    page = sign_in("rahima").get("/calendar").text
    assert "No holiday of 2027 is entered." in page
    assert "See what is suggested" not in page
    assert "See what is suggested" in admin.get("/calendar").text
    assert "No holiday of 2027 is entered." in sign_in("rahima").get("/health").text
    for number in range(1, 12):
        enter(app, date(2027, 3, number))
    assert "of 2027 " not in sign_in("rahima").get("/health").text


def test_a_year_of_which_little_is_entered_is_told(app, admin):
    enter(app, date(2027, 3, 26))
    assert "Only 1 holiday of 2027 is entered." in admin.get("/calendar").text

"""The head of an office calls its review meeting, moves it, and calls it off."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.core import clock
from app.core.clock import DHAKA
from app.core.db import db
from app.core.errors import Refused
from app.core.policy import can, refusal
from app.meetings.models import Meeting
from app.meetings.operations import hold_meeting
from app.meetings.queries import list_invited
from app.officers.queries import headed_by
from tests.actions.making import make_item
from tests.calendar.hands import enter
from tests.make import officer
from tests.meetings.making import (
    ROOM,
    SUNDAY,
    call_off,
    hold,
    make_meeting,
    meeting,
    move,
    told,
)
from tests.retirement.hands import make_administrator
from tests.together import at_once

EVERYONE = ("rahima", "tanvir", "jubayer", "arif", "shahana", "nurul", "maya", "mithun", "omar")
EN = {"Accept-Language": "en"}


def form_of(**changes):
    return {
        "day": "2027-01-10",
        "hour": "10:30",
        "place": ROOM,
        "words": "",
        "_key": "m1",
    } | changes


def test_the_head_of_an_office_calls_and_those_concerned_are_told_once(app):
    make_item(app)  # of Rahima's seat
    number = make_meeting(app)
    with app.app_context():
        invited = list_invited(number)
        assert {officer("tanvir").id, officer("rahima").id} <= set(invited)
        assert officer("arif").id not in invited
        assert len(set(invited)) == len(invited)
    assert {"tanvir", "rahima"} <= told(app, "meeting.called")
    assert not {"arif", "omar"} & told(app, "meeting.called")


def test_who_heads_no_office_calls_none(app, sign_in):
    with app.test_request_context("/?lang=en"):
        able = {name for name in EVERYONE if can(officer(name), "call_meeting", Meeting)}
        assert able == {name for name in EVERYONE if headed_by(officer(name))}
        assert {"tanvir", "arif"} <= able
    assert sign_in("omar").get("/meetings/new").status_code == 403
    with pytest.raises(Refused):
        make_meeting(app, by="tanvir", of="tangail")


def test_it_is_called_through_the_page_once_however_often_it_is_sent(app, sign_in):
    arif = sign_in("arif")
    assert "Call the meeting" in arif.get("/meetings/new", headers=EN).text
    office_id = arif.get("/meetings/new").text.partition('<option value="')[2].partition('"')[0]
    first = arif.post("/meetings/new", data=form_of(office=office_id, hour="১০:৩০"))
    again = arif.post("/meetings/new", data=form_of(office=office_id, hour="১০:৩০"))
    assert (first.status_code, again.status_code) == (303, 303)
    assert first.location == again.location
    with app.app_context():
        one = db.session.scalars(select(Meeting)).one()
        assert one.starts_at == SUNDAY
    shown = arif.get(first.location, headers=EN).text
    assert "10 January 2027, 10:30 am" in shown
    assert ROOM in arif.get("/meetings", headers=EN).text


def test_a_moment_that_has_passed_is_refused_and_the_words_stay(app, sign_in):
    arif = sign_in("arif")
    answer = arif.post("/meetings/new", data=form_of(day="2020-01-05", words="Late <b>things</b>"))
    assert answer.status_code == 422
    assert "Late &lt;b&gt;things" in answer.text
    with pytest.raises(Refused):
        make_meeting(app, at=datetime(2020, 1, 5, 10, tzinfo=DHAKA))


def test_a_day_off_warns_and_needs_a_tick(app, sign_in):
    make_administrator(app, "omar")
    enter(app, date(2027, 1, 10))
    with pytest.raises(Refused):
        make_meeting(app)
    arif = sign_in("arif")
    office_id = arif.get("/meetings/new").text.partition('<option value="')[2].partition('"')[0]
    answer = arif.post("/meetings/new", data=form_of(office=office_id), headers=EN)
    assert answer.status_code == 422
    assert "The office rests on this day." in answer.text
    assert 'name="anyway"' in answer.text
    answer = arif.post("/meetings/new", data=form_of(office=office_id, anyway="y", _key="m2"))
    assert answer.status_code == 303


def test_it_is_not_held_before_its_day(app):
    number = make_meeting(app)
    with app.test_request_context("/?lang=en"), clock.at(SUNDAY - timedelta(days=1)):
        assert "not the day" in str(refusal(officer("arif"), "hold_meeting", meeting(number)))


def test_who_is_outside_does_not_know_of_it(app, sign_in):
    number = make_meeting(app)
    for name, status in (("rahima", 200), ("tanvir", 200), ("arif", 200), ("omar", 404)):
        browser = sign_in(name)
        for page in ("", "/print", ".ics"):
            assert browser.get(f"/meetings/{number}{page}").status_code == status, (name, page)
    assert ROOM not in sign_in("omar").get("/meetings").text
    own = make_meeting(app, by="tanvir", of="ghatail", place="Upazila hall")
    assert sign_in("arif").get(f"/meetings/{own}").status_code == 200  # heads the office above


def test_moved_and_called_off_is_told_again_and_once(app):
    number = make_meeting(app)
    move(app, number, SUNDAY + timedelta(days=1))
    assert "tanvir" in told(app, "meeting.moved")
    before = _sequence(app, number)
    move(app, number, SUNDAY + timedelta(days=1))
    assert _sequence(app, number) == before == 1
    call_off(app, number)
    assert "tanvir" in told(app, "meeting.called_off")
    assert _sequence(app, number) == 2
    with pytest.raises(Refused, match="called this meeting off"):
        hold(app, number)


def _sequence(app, number):
    with app.app_context():
        return meeting(number).sequence


@pytest.mark.parametrize("deed", ["move_meeting", "call_off_meeting", "hold_meeting"])
def test_whoever_holds_the_seat_runs_it(app, deed):
    number = make_meeting(app)
    with app.test_request_context("/?lang=en"), clock.at(SUNDAY):
        able = {name for name in EVERYONE if can(officer(name), deed, meeting(number))}
        assert able == {"arif"}


def test_a_calendar_reads_it(app, sign_in):
    number = make_meeting(app, place="সম্মেলন কক্ষ; দোতলা, " + "জেলা প্রশাসকের কার্যালয় " * 5)
    arif = sign_in("arif")
    file = arif.get(f"/meetings/{number}.ics")
    assert file.content_type == "text/calendar; charset=utf-8"
    assert b"\r\n" in file.data
    assert b"\n" not in file.data.replace(b"\r\n", b"")
    for line in file.data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no letter is cut
    text = file.data.replace(b"\r\n ", b"").decode()
    assert "DTSTART:20270110T043000Z" in text
    assert "SEQUENCE:0" in text
    assert "STATUS:CONFIRMED" in text
    assert "সম্মেলন কক্ষ\\; দোতলা\\, " in text
    uid = [line for line in text.splitlines() if line.startswith("UID:")]
    call_off(app, number)
    text = arif.get(f"/meetings/{number}.ics").data.replace(b"\r\n ", b"").decode()
    assert "STATUS:CANCELLED" in text
    assert "SEQUENCE:1" in text
    assert [line for line in text.splitlines() if line.startswith("UID:")] == uid


def test_of_two_who_begin_it_at_once_one_does(app):
    number = make_meeting(app)
    with clock.at(SUNDAY):
        moment = clock.now()

        def deed(who, _number):
            with clock.at(moment):
                return hold_meeting(who, meeting(number))

        results = at_once(app, ["arif", "arif"], deed)
    assert [one for one in results if isinstance(one, int)] == [number]
    assert "This meeting was held already." in results

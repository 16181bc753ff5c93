"""An office calls its review meeting: its agenda makes itself, its minutes become orders."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.core import clock
from app.core.clock import DHAKA
from app.core.db import db
from app.core.errors import Outdated, Refused
from app.core.log import LogEntry
from app.core.policy import can, refusal
from app.meetings.agenda import list_lines
from app.meetings.models import AgendaLine, Meeting
from app.meetings.operations import hold_meeting
from app.meetings.queries import list_invited
from app.notifications.models import Notification
from app.officers.models import Officer
from app.officers.queries import headed_by
from app.posts.models import Audience
from app.reminders.models import Reminder, Stage
from tests.actions.making import finish, make_flag, make_item
from tests.calendar.hands import enter
from tests.counting import statements
from tests.make import do, make_post, officer
from tests.meetings.making import (
    ROOM,
    SUNDAY,
    call_off,
    hold,
    lines,
    make_late,
    make_meeting,
    meeting,
    move,
    write,
)
from tests.orders.making import make_order
from tests.retirement.hands import make_administrator
from tests.together import at_once

EVERYONE = ("rahima", "tanvir", "jubayer", "arif", "shahana", "nurul", "maya", "mithun", "omar")
EN = {"Accept-Language": "en"}


def told(app, kind):
    """Names of those who were told of the last of a kind."""
    with app.app_context():
        last = select(func.max(LogEntry.id)).where(LogEntry.kind == kind).scalar_subquery()
        rows = select(Officer.email).join(Notification, Notification.officer_id == Officer.id)
        emails = db.session.scalars(rows.where(Notification.entry_id == last))
        return {email.partition("@")[0] for email in emails}


def agenda(app, number, reader=None):
    with app.test_request_context("/?lang=en"):
        found = list_lines(meeting(number), officer(reader) if reader else None)
        return [(line.section.value, line.thing) for line in found]


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


def test_the_agenda_is_what_is_late_then_what_is_soon_then_what_is_held(app):
    with clock.at(SUNDAY - timedelta(hours=1)):
        number = make_meeting(app)
        late, soon, held, far = (make_item(app, days=7) for _ in range(4))
        make_late(app, late, date(2027, 1, 5))
        make_late(app, soon, date(2027, 1, 12))
        make_late(app, held, date(2027, 1, 3))
        make_late(app, far, date(2027, 3, 1))

        def deed():
            stage = {"kind": "action", "number": held, "day": date(2027, 1, 3)}
            row = Reminder(**stage, stage=Stage.HELD, reached_on=date(2027, 1, 7))
            db.session.add(row)
            return row

        do(app, deed)
        assert agenda(app, number) == [
            ("overdue", f"action:{late}"),
            ("soon", f"action:{soon}"),
            ("held", f"action:{held}"),
        ]


def test_orders_stand_there_too(app):
    with clock.at(SUNDAY - timedelta(hours=1)):
        number = make_meeting(app)
        order_id = make_order(app, days=3)
        assert ("soon", f"order:{order_id}") in agenda(app, number)


def test_once_it_is_held_the_agenda_stands_still(app):
    with clock.at(SUNDAY):
        item_id = make_item(app, days=3)
        number = make_meeting(app, at=SUNDAY + timedelta(hours=1))
        hold(app, number)
        finish(app, item_id)
        make_item(app, days=3)
        assert agenda(app, number) == [("soon", f"action:{item_id}")]
        with app.app_context():
            line = db.session.scalars(select(AgendaLine)).one()
            assert line.state == "given"
    with pytest.raises(Refused, match="held already"):
        hold(app, number)


def test_it_is_not_held_before_its_day(app):
    number = make_meeting(app)
    with app.test_request_context("/?lang=en"), clock.at(SUNDAY - timedelta(days=1)):
        assert "not the day" in str(refusal(officer("arif"), "hold_meeting", meeting(number)))


def test_each_reader_sees_only_the_lines_they_may_read(app):
    with clock.at(SUNDAY):
        inner = make_post(app, by="arif", audience=Audience.OFFICE)
        item_id = make_item(app, make_flag(app, inner, by="jubayer"), by="maya")
        hidden = make_post(app, by="rahima")
        other = make_item(app, make_flag(app, hidden))
        number = make_meeting(app, at=SUNDAY + timedelta(hours=1))
        hold(app, number)
        assert {thing for _section, thing in agenda(app, number, "tanvir")} == {
            f"action:{item_id}",
            f"action:{other}",
        }
        assert agenda(app, number, "omar") == [("soon", f"action:{other}")]


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


def test_minutes_are_written_line_by_line_and_lead_to_orders(app, sign_in):
    with clock.at(SUNDAY):
        item_id = make_item(app, to="ghatail.uno", days=3)
        number = make_meeting(app, at=SUNDAY + timedelta(hours=1))
        hold(app, number)
        line = lines(app, number)[f"action:{item_id}"]
        arif = sign_in("arif")
        page = arif.get(f"/meetings/{number}/minutes", headers=EN).text
        assert f'name="line_{line}"' in page
        said = {"version": "0", "words": "All **came**.", f"line_{line}": "Measure the pond."}
        assert arif.post(f"/meetings/{number}/minutes", data=said).status_code == 303
        assert "tanvir" in told(app, "minutes.written")
        shown = arif.get(f"/meetings/{number}", headers=EN).text
        assert "All <strong>came</strong>." in shown
        assert "words=Measure+the+pond." in shown
        order_form = arif.get(f"/actions/{item_id}/orders/new?words=Measure+the+pond.").text
        assert ">\nMeasure the pond.</textarea>" in order_form
        order_id = make_order(app, item_id, by="tanvir", days=2)
        shown = arif.get(f"/meetings/{number}", headers=EN).text
        assert f"/orders/{order_id}" in shown
        assert "Orders given since the meeting began" in shown
        assert "Measure the pond" in arif.get(f"/meetings/{number}/print").text


def test_an_order_given_after_the_next_meeting_is_the_next_ones(app, sign_in):
    with clock.at(SUNDAY):
        item_id = make_item(app, to="ghatail.uno", days=7)
        first = make_meeting(app, at=SUNDAY + timedelta(hours=1))
        hold(app, first)
    with clock.at(SUNDAY + timedelta(hours=3)):
        second = make_meeting(app, at=SUNDAY + timedelta(hours=4))
        hold(app, second)
        order_id = make_order(app, item_id, by="tanvir", days=2)
        arif = sign_in("arif")
        assert f"/orders/{order_id}" not in arif.get(f"/meetings/{first}").text
        assert f"/orders/{order_id}" in arif.get(f"/meetings/{second}").text


def test_minutes_that_somebody_else_changed_are_shown_beside_what_was_typed(app, sign_in):
    with clock.at(SUNDAY):
        number = make_meeting(app, at=SUNDAY + timedelta(hours=1))
        hold(app, number)
        write(app, number, "First.")
        assert write(app, number, "First.") == number  # the same again is no change
        with pytest.raises(Outdated):
            write(app, number, "Other.")
        said = {"version": "0", "words": "Mine."}
        answer = sign_in("arif").post(f"/meetings/{number}/minutes", data=said)
        assert answer.status_code == 409
        assert "First." in answer.text
        assert "Mine." in answer.text
        write(app, number, "Second.", version=1)


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


def test_a_long_agenda_asks_no_more_than_a_short_one(app, sign_in):
    with clock.at(SUNDAY):
        make_item(app, to="ghatail.uno", days=3)
        number = make_meeting(app, at=SUNDAY + timedelta(hours=1))
        arif = sign_in("arif")
        arif.get(f"/meetings/{number}")
        with statements(app) as short:
            arif.get(f"/meetings/{number}")
        for _ in range(4):
            make_order(app, days=3)
        with statements(app) as long:
            arif.get(f"/meetings/{number}")
    assert len(long) == len(short)

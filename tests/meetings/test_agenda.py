"""The agenda of a meeting makes itself, and its minutes become orders."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.core import clock
from app.core.db import db
from app.core.errors import Outdated, Refused
from app.meetings.agenda import list_lines
from app.meetings.models import AgendaLine
from app.posts.models import Audience
from app.reminders.models import Reminder, Stage
from tests.actions.making import finish, make_flag, make_item
from tests.counting import statements
from tests.make import do, make_post, officer
from tests.meetings.making import (
    SUNDAY,
    hold,
    lines,
    make_late,
    make_meeting,
    meeting,
    told,
    write,
)
from tests.orders.making import make_order

EN = {"Accept-Language": "en"}


def agenda(app, number, reader=None):
    with app.test_request_context("/?lang=en"):
        found = list_lines(meeting(number), officer(reader) if reader else None)
        return [(line.section.value, line.thing) for line in found]


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

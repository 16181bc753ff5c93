"""A day that comes or goes moves what is due under it: once, with one line and one notice."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from app.actions import counting
from app.actions.events import ActionDueMoved
from app.actions.models import ActionItem, Flag
from app.actions.operations import accept_flag
from app.calendar.changes import Change, foresee
from app.calendar.models import DayKind, Scope
from app.calendar.operations import enter_days
from app.calendar.queries import due_after
from app.core.clock import at
from app.core.db import db
from app.core.log import LogEntry
from app.core.transaction import transaction
from app.notifications.models import Notification
from app.world.country import CALENDARS, fill_calendar
from tests.actions.making import finish, make_flag, make_item, seat, verify
from tests.calendar.hands import enter, form, new_day, withdraw
from tests.make import make_post, officer
from tests.retirement.hands import make_administrator
from tests.together import at_once

RECEIVED = datetime(2025, 5, 18, 4, tzinfo=UTC)
BEFORE, AFTER = date(2025, 8, 18), date(2025, 8, 19)
LATE = date(2025, 8, 5)  # declared a holiday on 2 July 2025


@pytest.fixture
def item(app, cast, stop_clock):
    """Received on 18 May 2025 at the level of 60 days, as the calendar stood on 1 July."""
    make_administrator(app)
    stop_clock(RECEIVED)
    with app.app_context(), transaction():
        fill_calendar(CALENDARS / "2025.json", without={LATE})
    item_id = make_item(app, days=60)
    stop_clock(datetime(2025, 7, 2, 4, tzinfo=UTC))
    return item_id


def due(app, item_id):
    with app.app_context():
        return db.session.get_one(ActionItem, item_id).due_on


def moved(app):
    with app.app_context():
        kind = ActionDueMoved.kind
        entries = db.session.scalars(select(LogEntry).where(LogEntry.kind == kind))
        return [entry.event for entry in entries]


def told(app):
    with app.app_context():
        rows = db.session.execute(
            select(Notification.officer_id, Notification.thing)
            .join(LogEntry, LogEntry.id == Notification.entry_id)
            .where(LogEntry.kind == ActionDueMoved.kind)
        )
        return [tuple(row) for row in rows]


def test_a_holiday_declared_late_moves_the_day_once_and_tells_who_answers(app, item, cast, sign_in):
    assert due(app, item) == BEFORE
    day_id = enter(app, LATE)
    assert due(app, item) == AFTER
    (event,) = moved(app)
    assert (event.was, event.due_on, event.day_id) == (BEFORE, AFTER, day_id)
    assert told(app) == [(cast["rahima"], f"action:{item}")]
    page = sign_in("rahima").get(f"/actions/{item}").text
    assert "from 18 August 2025 to 19 August 2025" in page
    assert "A day of mourning, 5 August 2025: entered or taken back by Omar Faruk" in page
    assert "60 working days, due 18 August 2025." in page  # what was said that day stays
    bell = sign_in("rahima").get("/notifications").text
    assert "was due 18 August 2025 and is now due 19 August 2025" in bell


def test_done_twice_it_moves_nothing(app, item):
    enter(app, LATE)
    with app.test_request_context(), transaction():
        row = new_day(LATE).row(officer("omar"))
        assert counting.items.recount(Change(officer("omar"), entered=(row,))) == []
    assert len(moved(app)) == 1


def test_what_is_shown_before_is_what_is_done(app, item, sign_in):
    browser = sign_in("omar")
    shown = browser.post("/calendar/days/new", data=form(LATE)).text
    assert "1 due date moves." in shown
    assert 'datetime="2025-08-18"' in shown
    assert 'datetime="2025-08-19"' in shown
    assert (due(app, item), moved(app)) == (BEFORE, [])
    assert browser.post("/calendar/days/new", data=form(LATE, enter="y")).status_code == 303
    assert due(app, item) == AFTER


def test_taken_back_the_day_is_what_it_was(app, item):
    day_id = enter(app, LATE)
    withdraw(app, day_id)
    assert due(app, item) == BEFORE
    assert [(one.was, one.due_on) for one in moved(app)] == [(BEFORE, AFTER), (AFTER, BEFORE)]


def test_a_saturday_made_a_working_day_brings_it_nearer(app, item):
    enter(app, date(2025, 8, 9), kind=DayKind.WORKING)
    assert due(app, item) == date(2025, 8, 17)


def test_time_that_was_given_is_counted_too(app, item):
    with app.app_context(), transaction():
        row = db.session.get_one(ActionItem, item)
        row.more_days, row.due_on = 5, date(2025, 8, 25)
    enter(app, LATE)
    assert due(app, item) == date(2025, 8, 26)


def test_what_is_verified_keeps_its_day(app, item):
    finish(app, item)
    verify(app, item)
    enter(app, LATE)
    assert due(app, item) == BEFORE
    assert moved(app) == []


def test_what_is_done_and_not_verified_is_still_counted(app, item):
    finish(app, item)
    enter(app, LATE)
    assert due(app, item) == AFTER


@pytest.mark.parametrize("day", [date(2025, 5, 18), date(2025, 8, 19), date(2025, 8, 8)])
def test_a_day_outside_its_time_or_off_anyway_moves_nothing(app, item, day):
    enter(app, day)
    assert due(app, item) == BEFORE
    assert moved(app) == []


@pytest.mark.parametrize(
    ("where", "moves"), [("tangail", True), ("ghatail-land", True), ("bhola", False)]
)
def test_a_day_of_an_area_moves_what_its_seats_answer_for(app, item, where, moves):
    enter(app, LATE, scope=Scope.AREA, where=where)
    assert (due(app, item) == AFTER) is moves


def test_each_item_is_moved_once_by_many_days(app, item):
    other = make_item(app, make_flag(app, make_post(app)), days=30)
    with app.test_request_context("/?lang=en"), transaction():
        enter_days(officer("omar"), [new_day(LATE), new_day(date(2025, 8, 6))])
    assert due(app, item) == date(2025, 8, 20)
    assert {one.action_id: one.day_id is not None for one in moved(app)} == {
        item: True,
        other: True,
    }
    assert len(moved(app)) == 2


def test_what_one_may_not_read_is_counted_and_not_named(app, item, monkeypatch):
    monkeypatch.setattr(counting.Counting, "_seen", lambda _self, _change: set())
    with app.test_request_context("/?lang=en"):
        change = Change(officer("omar"), entered=(new_day(LATE).row(officer("omar")),))
        (move,) = foresee(change)
        assert (move.was, move.due_on, move.seen) == (BEFORE, AFTER, False)


def test_what_is_accepted_while_a_day_is_entered_is_counted_with_it(app, item):
    flag_id = make_flag(app, make_post(app))

    def deed(who, number):
        with at(datetime(2025, 7, 2, 4, tzinfo=UTC)):  # each thread has a clock of its own
            if number:
                return enter_days(who, [new_day(LATE)])[0]
            return accept_flag(who, db.session.get_one(Flag, flag_id), seat(), 30)

    done = at_once(app, ["arif", "omar"], deed)
    assert all(isinstance(one, int) for one in done)
    with app.app_context():
        found = db.session.get_one(ActionItem, done[0])
        assert found.due_on == due_after(found.received_on, 30) == date(2025, 8, 17)

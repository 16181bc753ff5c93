"""One item, morning by morning: what is told, on which day, and to whom."""

from datetime import date, time

import pytest
from sqlalchemy import select

from app.actions.models import ActionItem, ActionState
from app.actions.operations import acknowledge
from app.comments.operations import Said
from app.core import clock
from app.core.db import db
from app.core.log import LogEntry
from app.core.transaction import transaction
from app.notifications.models import Notification
from app.officers.models import Holding
from tests.actions.making import finish, make_item, seat, verify
from tests.make import hide, officer
from tests.reminders.making import (
    START,
    at,
    keep_holiday,
    later,
    list_told,
    look,
    make_items,
    seat_head,
    set_item,
    sit,
    timed,
)

DUE = later(START, 14)  # ten working days after the Sunday it came, a Sunday again


def walk(app, until=60, since=0, hour=time(9, 5)):
    for number in range(since, until):
        look(app, later(START, number), hour)


def test_an_item_goes_up_the_ladder_and_is_held_at_the_top(app, cast):
    seat_head(app, "dhaka-division", "omar")
    (item,) = make_items(app, [timed(START, DUE)])
    walk(app, 120)
    assert list_told(app, item) == [
        ("warned", later(START, 9), ["rahima"]),  # the seventh of ten working days
        ("due", DUE, ["rahima"]),
        ("overdue", later(DUE, 1), ["rahima", "tanvir"]),
        ("raised", later(DUE, 8), ["arif", "rahima"]),
        ("raised", later(DUE, 15), ["omar", "rahima"]),
    ]


def test_what_nobody_takes_up_is_told_to_the_seat_and_then_to_who_gave_it(app, cast):
    with clock.at(at(START)):
        item = make_item(app, days=10)
    walk(app, 8)
    assert list_told(app, item) == [
        ("answer_due", later(START, 1), ["rahima"]),
        ("unanswered", later(START, 2), ["arif", "rahima"]),
    ]


def test_nothing_before_nine_and_nothing_on_days_off(app, cast):
    keep_holiday(app, later(DUE, 1), later(DUE, 2))
    (item,) = make_items(app, [timed(START, DUE)])
    for number in range(30):
        look(app, later(START, number), time(8, 59))
    assert list_told(app, item) == []
    look(app, later(DUE, 1))  # the holiday
    look(app, later(START, 12))  # a Friday
    look(app, later(START, 13))
    assert [told[0] for told in list_told(app, item)] == []
    look(app, later(DUE, 3))
    assert list_told(app, item) == [("overdue", later(DUE, 3), ["rahima", "tanvir"])]


def test_an_office_is_left_alone_on_its_own_day_off(app, cast):
    with app.app_context():
        code = seat("ghatail.land").office.code
    keep_holiday(app, later(DUE, 1), office=code)
    (item,) = make_items(app, [timed(START, DUE)])
    look(app, later(DUE, 1))
    assert list_told(app, item) == []
    look(app, later(DUE, 2))
    assert list_told(app, item) == [("overdue", later(DUE, 2), ["rahima", "tanvir"])]


def test_the_hour_is_a_setting(app, cast):
    app.config["REMIND_FROM"] = 11
    (item,) = make_items(app, [timed(START, DUE)])
    look(app, DUE, time(10, 59))
    assert list_told(app, item) == []
    look(app, DUE, time(11))
    assert [told[0] for told in list_told(app, item)] == ["due"]


@pytest.mark.parametrize("end", ["done", "verified", "hidden"])
def test_what_ends_is_spoken_of_no_more(app, cast, end):
    (item,) = make_items(app, [timed(START, DUE)])
    walk(app, 10)
    with clock.at(at(later(START, 10))):
        if end == "hidden":
            with app.app_context():
                post_id = db.session.get_one(ActionItem, item).post_id
            hide(app, post_id)
        else:
            finish(app, item)
        if end == "verified":
            verify(app, item)
    walk(app, 90, since=10)
    assert [told[0] for told in list_told(app, item)] == ["warned"]


def test_several_stages_at_once_are_one_notice(app, cast):
    (item,) = make_items(app, [timed(START, DUE)])
    look(app, later(DUE, 1))  # nobody had worked since the day it came
    walk(app, 17, since=15)
    assert list_told(app, item) == [("overdue", later(DUE, 1), ["rahima", "tanvir"])]


def test_two_years_ahead_and_back_is_one_notice(app, cast):
    (item,) = make_items(app, [timed(START, DUE)])
    look(app, later(START, 3))
    ahead = date(START.year + 2, 1, 3)
    look(app, ahead)
    assert list_told(app, item) == [("raised", ahead, ["arif", "rahima"])]
    walk(app, 60, since=3)
    look(app, ahead)
    assert len(list_told(app, item)) == 1


def test_an_hour_back_tells_nothing_twice(app, cast):
    make_items(app, [timed(START, DUE)])
    assert look(app, DUE, time(9, 30)) == 1
    assert look(app, DUE, time(8, 30)) == 0
    assert look(app, DUE, time(9, 30)) == 0
    assert look(app, later(DUE, -1)) == 0  # and a day
    assert look(app, DUE) == 0


def test_more_time_brings_the_stages_again_once_for_the_new_day(app, cast):
    (item,) = make_items(app, [timed(START, DUE)])
    walk(app, 16)
    assert [told[0] for told in list_told(app, item)] == ["warned", "due", "overdue"]
    moved = later(DUE, 14)
    set_item(app, item, due_on=moved)
    walk(app, 34, since=15)
    assert list_told(app, item)[3:] == [
        ("warned", later(START, 18), ["rahima"]),  # the fourteenth of twenty
        ("due", moved, ["rahima"]),
        ("overdue", later(moved, 1), ["rahima", "tanvir"]),
    ]


def test_of_a_new_day_that_is_as_near_only_what_lies_ahead_is_told(app, cast):
    (item,) = make_items(app, [timed(START, DUE)])
    walk(app, 12)
    moved = later(DUE, 1)
    set_item(app, item, due_on=moved)
    walk(app, 20, since=12)
    assert [told[:2] for told in list_told(app, item)] == [
        ("warned", later(START, 9)),
        ("due", moved),
        ("overdue", later(moved, 1)),
    ]


def test_a_day_that_moves_to_and_fro_doubles_nothing(app, cast):
    (item,) = make_items(app, [timed(START, DUE)])
    look(app, later(DUE, 1))
    for day in (later(DUE, 1), DUE, later(DUE, 1), DUE):
        set_item(app, item, due_on=day)
        look(app, later(DUE, 2))
        look(app, later(DUE, 1), time(9, 10))
    told = [told[:2] for told in list_told(app, item)]
    assert told == [("overdue", later(DUE, 1)), ("overdue", later(DUE, 2))]  # once for each day


def test_an_empty_seat_falls_back_and_the_one_above_is_told(app, cast):
    (item,) = make_items(app, [timed(START, DUE)])
    with app.app_context(), transaction():
        for holding in db.session.query(Holding).filter(Holding.seat_id == seat().id):
            holding.until = later(DUE, -1)
    look(app, DUE)
    look(app, later(DUE, 1))
    assert list_told(app, item) == [
        ("due", DUE, ["tanvir"]),
        ("overdue", later(DUE, 1), ["arif", "tanvir"]),
    ]


def test_who_takes_the_seat_over_on_the_day_is_told(app, cast):
    (item,) = make_items(app, [timed(START, DUE)])
    with app.app_context(), transaction():
        for holding in db.session.query(Holding).filter(Holding.seat_id == seat().id):
            holding.until = later(DUE, -1)
        sit(seat(), officer("omar"), DUE)
    look(app, later(DUE, -3))
    look(app, DUE)
    assert [told[2] for told in list_told(app, item)] == [["rahima"], ["omar"]]


def test_an_item_that_comes_back_is_counted_from_its_new_day(app, cast):
    (item,) = make_items(app, [timed(START, DUE)])
    walk(app, 16)
    again = later(START, 16)
    due = later(again, 14)
    set_item(app, item, received_on=again, given_on=again, due_on=due, state=ActionState.DOING)
    walk(app, 32, since=16)
    assert [told[:2] for told in list_told(app, item)[3:]] == [
        ("warned", later(again, 9)),
        ("due", due),
        ("overdue", later(due, 1)),
    ]


def test_what_is_answered_is_asked_for_no_more(app, cast, sign_in):
    with clock.at(at(START)):
        item = make_item(app, days=10)
    look(app, later(START, 1))
    asks = "take it up or ask back"
    assert asks in sign_in("rahima").get("/notifications?lang=en").text
    with clock.at(at(later(START, 1), time(10))), app.test_request_context(), transaction():
        acknowledge(officer("rahima"), db.session.get_one(ActionItem, item), Said("I go today."))
    with app.app_context():
        unread = select(LogEntry.kind).join(Notification, Notification.entry_id == LogEntry.id)
        unread = unread.where(Notification.read_at.is_(None))
        assert "action.answer_due" not in db.session.scalars(unread).all()
    walk(app, 5)
    assert [told[0] for told in list_told(app, item)] == ["answer_due"]


def test_what_is_done_is_warned_of_no_more(app, cast):
    (item,) = make_items(app, [timed(START, DUE)])
    look(app, later(DUE, 1))
    with clock.at(at(later(DUE, 1), time(10))):
        finish(app, item)
    with app.app_context():
        unread = select(LogEntry.kind).join(Notification, Notification.entry_id == LogEntry.id)
        unread = unread.where(Notification.read_at.is_(None))
        assert "action.overdue" not in db.session.scalars(unread).all()

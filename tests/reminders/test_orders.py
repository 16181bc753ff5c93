"""The clock reminds of an order as of an item: by the same stages, from the order's own seat."""

from datetime import date, time

import pytest
from sqlalchemy import func, select

from app.core import clock
from app.core.db import db
from app.core.log import LogEntry
from app.notifications.models import Notification
from app.orders.models import Order
from app.reminders import chore, telling
from app.reminders.models import Reminder
from tests.make import hide
from tests.orders.making import act, make_item, make_order, make_sub_order
from tests.reminders.making import START, at, keep_holiday, later, list_told, look

DUE = later(START, 9)  # seven working days after the Sunday it was given


@pytest.fixture
def order(app, cast):
    with clock.at(at(START)):
        return make_order(app, make_item(app, days=60))


def told(app, number):
    return list_told(app, number, "order")


def walk(app, until, since=0, hour=time(9, 5)):
    for number in range(since, until):
        look(app, later(START, number), hour)


def take_up(app, order):
    with clock.at(at(START, time(10))):
        act(app, "acknowledge", order, "rahima")


def test_an_order_goes_the_way_of_an_item(app, order):
    take_up(app, order)
    walk(app, 19)
    assert told(app, order) == [
        ("warned", later(START, 7), ["rahima"]),  # the fifth of seven working days
        ("due", DUE, ["rahima"]),
        ("overdue", later(DUE, 1), ["rahima", "tanvir"]),
        ("raised", later(DUE, 8), ["arif", "rahima"]),
    ]


def test_an_order_that_nobody_takes_up_is_told_to_who_gave_it(app, order):
    walk(app, 4)
    assert told(app, order) == [
        ("answer_due", later(START, 1), ["rahima"]),
        ("unanswered", later(START, 2), ["rahima", "tanvir"]),
    ]


def test_of_an_order_under_another_the_seat_that_gave_it_is_told(app, cast):
    with clock.at(at(START)):
        first = make_order(
            app, make_item(app, to="tangail.dc", days=60), by="arif", to="ghatail.uno"
        )
        act(app, "acknowledge", first, "tanvir")
        under = make_sub_order(app, first, by="tanvir", to="ghatail.land")
    walk(app, 3)
    assert told(app, under)[-1] == ("unanswered", later(START, 2), ["rahima", "tanvir"])
    assert told(app, first) == []


def test_nothing_before_nine_and_nothing_on_a_day_off(app, order):
    take_up(app, order)
    keep_holiday(app, later(DUE, 1))
    for number in range(15):
        look(app, later(START, number), time(8, 59))
    look(app, later(START, 5))  # a Friday
    look(app, later(DUE, 1))
    assert told(app, order) == []


def test_the_clock_an_hour_back_and_two_years_ahead_is_one_notice(app, order):
    take_up(app, order)
    ahead = date(START.year + 2, 1, 3)
    look(app, ahead)
    assert len(told(app, order)) == 1
    look(app, ahead, time(8, 30))
    walk(app, 20, since=3)
    look(app, ahead)
    assert len(told(app, order)) == 1


@pytest.mark.parametrize("end", ["reported", "accepted", "withdrawn", "hidden"])
def test_an_order_that_ended_is_silent(app, order, end):
    take_up(app, order)
    look(app, DUE)
    with clock.at(at(DUE, time(10))):
        if end == "hidden":
            with app.app_context():
                post_id = db.session.get_one(Order, order).item.post_id
            hide(app, post_id)
        elif end == "withdrawn":
            act(app, "withdraw_order", order, "tanvir")
        else:
            act(app, "report", order, "rahima")
            if end == "accepted":
                act(app, "accept_report", order, "tanvir")
    walk(app, 40, since=10)
    assert [said[0] for said in told(app, order)] == ["due"]
    if end != "hidden":
        with app.app_context():
            unread = select(LogEntry.kind).join(Notification, Notification.entry_id == LogEntry.id)
            kinds = db.session.scalars(unread.where(Notification.read_at.is_(None))).all()
            assert "order.due" not in kinds


def test_who_dies_between_telling_and_keeping_leaves_nothing_of_an_order(app, order, monkeypatch):
    take_up(app, order)

    def dies(*_given, **_more):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(telling, "_keep", dies)
        with clock.at(at(DUE)), app.app_context():
            with pytest.raises(SystemExit):
                chore.remind()
            assert db.session.scalar(select(func.count()).select_from(Reminder)) == 0
    assert told(app, order) == []
    look(app, DUE)
    assert [said[0] for said in told(app, order)] == ["due"]


def test_the_item_page_says_that_an_order_is_late(app, order, sign_in):
    take_up(app, order)
    for day in (DUE, later(DUE, 1), later(DUE, 8)):
        look(app, day)
    with app.app_context():
        item = db.session.get_one(Order, order).action_id
    with clock.at(at(later(DUE, 8))):
        page = sign_in("rahima").get(f"/actions/{item}?lang=en").text
        news = sign_in("rahima").get("/notifications?lang=en").text
    assert "An order is overdue: the seat and its superior were told" in page
    assert "An order was raised to Deputy Commissioner" in page
    assert "The order to you was raised further up" in news

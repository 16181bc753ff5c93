"""A holiday that is entered late moves the day of an order as it moves that of an item."""

from app.core.db import db
from app.core.log import LogEntry
from app.orders.models import Order
from tests.calendar import hands as calendar
from tests.orders import making
from tests.retirement.hands import make_administrator


def due_on(app, order_id):
    with app.app_context():
        return db.session.get_one(Order, order_id).due_on


def moves(app):
    with app.app_context():
        return db.session.query(LogEntry).filter_by(kind="order.due_moved").count()


def test_an_order_under_way_is_counted_anew_once(app, sign_in):
    order_id = making.make_order(app, making.make_item(app))
    was = due_on(app, order_id)
    make_administrator(app)
    calendar.enter(app, was)
    assert due_on(app, order_id) > was
    assert moves(app) == 1
    page = sign_in("tanvir").get("/actions/1").text
    assert "The calendar moved the day of an order" in page


def test_an_order_that_has_ended_keeps_its_day(app):
    order_id = making.make_order(app, making.make_item(app))
    making.act(app, "report", order_id, by="rahima")
    making.act(app, "accept_report", order_id, by="tanvir")
    was = due_on(app, order_id)
    make_administrator(app)
    calendar.enter(app, was)
    assert (due_on(app, order_id), moves(app)) == (was, 0)

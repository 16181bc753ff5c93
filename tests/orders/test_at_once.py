"""Two who act at once: one wins, the other is told who did."""

from sqlalchemy import select

from app.actions.models import ActionItem
from app.comments.operations import Said
from app.core.db import db
from app.orders import operations
from app.orders.models import Order, OrderStep
from tests.orders import making
from tests.together import at_once


def acts(app, order_id, deeds):
    """Each of (who, act) at the same moment."""

    def do(who, number):
        order = db.session.get_one(Order, order_id)
        return getattr(operations, deeds[number][1])(who, order, Said("So it is."))

    return at_once(app, [name for name, _act in deeds], do)


def one_won(found, *sentences):
    losers = [each for each in found if isinstance(each, str)]
    assert len(losers) == len(found) - 1, found
    assert all(any(sentence in each for sentence in sentences) for each in losers), losers


def test_of_two_reports_one_is_heard(app):
    order_id = making.make_order(app)
    found = acts(app, order_id, [("rahima", "report")] * 2)
    one_won(found, "Rahima Khatun reported on it already")


def test_it_is_accepted_or_returned(app):
    item_id = making.make_item(app)
    for _ in range(3):
        order_id = making.make_order(app, item_id)
        making.act(app, "report", order_id, "rahima")
        found = acts(app, order_id, [("tanvir", "accept_report"), ("tanvir", "return_report")])
        one_won(found, "Tanvir Hasnat accepted the report", "Tanvir Hasnat returned the report")


def test_it_is_reported_or_withdrawn(app):
    item_id = making.make_item(app)
    for _ in range(3):
        order_id = making.make_order(app, item_id)
        found = acts(app, order_id, [("rahima", "report"), ("tanvir", "withdraw_order")])
        one_won(found, "Tanvir Hasnat withdrew", "Rahima Khatun reported")


def test_of_twenty_acknowledgements_one_stands(app):
    order_id = making.make_order(app)
    found = acts(app, order_id, [("rahima", "acknowledge")] * 20)
    one_won(found, "Rahima Khatun has acknowledged it already")
    with app.app_context():
        assert len(db.session.scalars(select(OrderStep)).all()) == 1


def test_orders_given_at_once_are_all_counted(app):
    item_id = making.make_item(app)

    def give(who, number):
        item = db.session.get_one(ActionItem, item_id)
        seat = making.seat(["ghatail.land", "ghatail.social"][number % 2])
        return operations.give_order(who, item, seat, Said("Do it."), Said("Papers."), 3)

    found = at_once(app, ["tanvir", "arif"] * 4, give)
    assert all(isinstance(each, int) for each in found), found
    with app.app_context():
        assert db.session.get_one(ActionItem, item_id).open_orders == 8

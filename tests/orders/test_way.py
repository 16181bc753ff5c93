"""An order goes down the line, is reported up, and ends; what it stands under ends after it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.actions.models import ActionItem, ActionState
from app.core.clock import now
from app.core.db import db
from app.core.errors import Refused
from app.core.transaction import transaction
from app.officers.models import Holding
from app.orders.models import Order, OrderStep
from tests.actions.making import finish
from tests.orders import making

S = ActionState


def state(app, order_id):
    with app.app_context():
        return db.session.get_one(Order, order_id).state


def open_orders(app, thing, number):
    with app.app_context():
        return db.session.get_one(thing, number).open_orders


def test_from_the_item_down_and_up_again_through_the_pages(app, sign_in):
    item_id = making.make_item(app)
    arif, tanvir, rahima = sign_in("arif"), sign_in("tanvir"), sign_in("rahima")
    with app.app_context():
        uno, land = making.seat("ghatail.uno").id, making.seat("ghatail.land").id
    page = arif.get(f"/actions/{item_id}/orders/new")
    assert page.status_code == 200
    assert "Upazila Nirbahi Officer, Ghatail, Tangail · Tanvir Hasnat" in page.text
    words = {
        "seat": uno,
        "words": "A **detailed** report.",
        "done_means": "Survey papers, lease papers, two photos.",
        "days": "7",
    }
    given = arif.post(f"/actions/{item_id}/orders/new", data=words)
    assert (given.status_code, given.location) == (303, "/orders/1?sent=order-1")
    assert open_orders(app, ActionItem, item_id) == 1

    page = tanvir.get("/orders/1").text
    assert "<strong>detailed</strong>" in page
    assert "Acknowledge" in page
    assert '<textarea class="input" id="words"' in page
    words = {"seat": land, "words": "Measure it.", "done_means": "A map.", "days": "4"}
    given = tanvir.post("/orders/1/orders/new", data=words)
    assert (given.status_code, given.location) == (303, "/orders/2?sent=suborder-1")
    assert state(app, 1) == S.DOING, "by ordering further it is taken up"

    refused = tanvir.post("/orders/1/acts/report", data={"words": "All is well."})
    assert refused.status_code == 409
    assert "An order under it is still open" in refused.text
    done = rahima.post("/orders/2/acts/report", data={"words": "Government land."})
    assert (done.status_code, done.location) == (303, "/orders/2?sent=report-order-2")
    assert open_orders(app, Order, 1) == 1, "it ends when the report is accepted"
    back = tanvir.post("/orders/2/acts/return_report", data={"words": "Since when?"})
    assert back.status_code == 303
    assert "answer the question, then report again" in rahima.get("/orders/2").text
    rahima.post("/orders/2/acts/report", data={"words": "Since 2019."})
    tanvir.post("/orders/2/acts/accept_report", data={"words": ""})
    assert (state(app, 2), open_orders(app, Order, 1)) == (S.ACCEPTED, 0)
    tanvir.post("/orders/1/acts/report", data={"words": "Encroached since 2019."})
    arif.post("/orders/1/acts/accept_report", data={"words": "Good."})
    assert (state(app, 1), open_orders(app, ActionItem, item_id)) == (S.ACCEPTED, 0)

    page = arif.get(f"/actions/{item_id}").text
    told = ["Order given by Ariful Bashar", "Order given by Tanvir Hasnat",
            "Report returned by Tanvir Hasnat", "Since 2019.", "Report accepted by Ariful Bashar"]  # fmt: skip
    assert sorted(told, key=page.index) == told
    assert 'id="orders"' in page


def test_the_holder_takes_an_item_up_by_its_first_order(app):
    item_id = making.make_item(app)
    making.make_order(app, item_id)
    with app.app_context():
        item = db.session.get_one(ActionItem, item_id)
        assert (item.state, item.open_orders) == (S.DOING, 1)
    with pytest.raises(Refused, match="An order under it is still open"):
        finish(app, item_id, by="tanvir")


def test_withdrawn_it_takes_with_it_what_is_under_it(app):
    item_id = making.make_item(app)
    order_id = making.make_order(app, item_id, by="arif", to="ghatail.uno")
    first = making.make_sub_order(app, order_id)
    second = making.make_sub_order(app, order_id, to="ghatail.social")
    making.act(app, "report", first, "rahima")
    making.act(app, "accept_report", first, "tanvir")
    making.act(app, "withdraw_order", order_id, "arif")
    assert [state(app, n) for n in (order_id, first, second)] == [
        S.WITHDRAWN, S.ACCEPTED, S.WITHDRAWN]  # fmt: skip
    assert open_orders(app, ActionItem, item_id) == 0
    with pytest.raises(Refused, match="Ariful Bashar withdrew this order"):
        making.act(app, "acknowledge", second, "jubayer")


def test_twice_forwarded_it_goes_to_the_common_superior_who_decides_once(app):
    item_id = making.make_item(app)
    order_id = making.make_order(app, item_id, by="arif", to="ghatail.land")

    def forward(by, to):
        with app.app_context():
            code = to
        from app.comments.operations import Said
        from app.orders import operations
        from tests.make import do, officer

        return do(
            app,
            lambda: operations.forward(
                officer(by),
                db.session.get_one(Order, order_id),
                Said("It is not mine."),
                making.seat(code) if code else None,
            ),
        )

    forward("rahima", "ghatail.social")
    forward("jubayer", "ghatail.land")
    forward("rahima", None)
    with app.app_context():
        assert db.session.get_one(Order, order_id).seat.code == "ghatail.uno"
    forward("tanvir", "ghatail.social")
    with pytest.raises(Refused, match="The common superior has decided"):
        forward("jubayer", "ghatail.land")


def test_a_sub_order_is_not_due_after_what_it_stands_under(app, sign_in):
    item_id = making.make_item(app, days=5)
    with pytest.raises(Refused, match="can be due that day at the latest"):
        making.make_order(app, item_id, days=6)
    tanvir = sign_in("tanvir")
    with app.app_context():
        land = making.seat().id
    words = {"seat": land, "words": "Keep these words.", "done_means": "A map.", "days": "৬"}
    page = tanvir.post(f"/actions/{item_id}/orders/new", data=words)
    assert page.status_code == 422
    assert "Keep these words." in page.text
    assert "can be due that day at the latest" in page.text
    order_id = making.make_order(app, item_id, days=5)
    rahima = sign_in("rahima")
    more = rahima.post(f"/orders/{order_id}/acts/ask_time", data={"days": "3", "words": "Rain."})
    assert more.status_code == 422


@pytest.mark.parametrize(
    ("by", "to"),
    [
        ("tanvir", "ghatail.uno"),  # oneself
        ("tanvir", "tangail.dc"),  # up
        ("tanvir", "tangail.adc"),  # aside
        ("tanvir", "bhola.dc"),
        ("arif", "land.joint"),
    ],
)
def test_nobody_orders_outside_their_line(app, by, to):
    item_id = making.make_item(app)
    with pytest.raises(Refused, match="You may not order this seat here"):
        making.make_order(app, item_id, by=by, to=to)


@pytest.mark.parametrize("by", ["rahima", "jubayer", "nurul", "maya", "omar"])
def test_who_neither_holds_nor_heads_gives_no_order(app, by):
    item_id = making.make_item(app)
    with pytest.raises(Refused, match="Who holds the responsible seat"):
        making.make_order(app, item_id, by=by)


def test_the_same_form_twice_is_one_order(app, sign_in):
    item_id = making.make_item(app)
    with app.app_context():
        land = making.seat().id
    words = {"seat": land, "words": "W.", "done_means": "D.", "days": "3", "_key": "once"}
    tanvir = sign_in("tanvir")
    places = {tanvir.post(f"/actions/{item_id}/orders/new", data=words).location for _ in "ab"}
    assert len(places) == 1
    assert open_orders(app, ActionItem, item_id) == 1


def test_nobody_with_a_part_in_an_order_verifies_the_item(app):
    from app.core.policy import refusal
    from tests.make import officer

    item_id = making.make_item(app)
    order_id = making.make_order(app, item_id, by="arif", to="ghatail.uno")
    under = making.make_sub_order(app, order_id)
    making.act(app, "report", under, "rahima")
    making.act(app, "accept_report", under, "tanvir")
    making.act(app, "report", order_id, "tanvir")
    making.act(app, "accept_report", order_id, "arif")
    finish(app, item_id, by="tanvir")
    with app.test_request_context("/?lang=en"):
        item = db.session.get_one(ActionItem, item_id)
        asked = {n: refusal(officer(n), "verify", item) for n in ("rahima", "arif", "nurul")}
    assert asked["nurul"] is None
    assert "You had a part in the work" in str(asked["rahima"])
    assert asked["arif"]


def test_an_empty_seat_falls_back_to_the_head(app):
    item_id = making.make_item(app)
    order_id = making.make_order(app, item_id, by="arif", to="ghatail.social")
    with app.app_context(), transaction():
        held = db.session.scalars(
            select(Holding).where(Holding.seat_id == making.seat("ghatail.social").id)
        ).one()
        held.until = now().date() - timedelta(days=2)
    making.act(app, "acknowledge", order_id, "tanvir")
    assert state(app, order_id) == S.DOING


def test_each_step_keeps_what_was_said(app):
    order_id = making.make_order(app)
    making.act(app, "ask_back", order_id, "rahima", "Which pond?")
    making.act(app, "answer_back", order_id, "tanvir", "Kuliya.")
    making.act(app, "acknowledge", order_id, "rahima", "")
    making.act(app, "ask_time", order_id, "rahima", "Rain.", 2)
    making.act(app, "give_time", order_id, "tanvir", "Yes.")
    with app.app_context():
        order = db.session.get_one(Order, order_id)
        said = db.session.scalars(select(OrderStep).order_by(OrderStep.id)).all()
        assert [step.source for step in said] == ["Which pond?", "Kuliya.", "", "Rain.", "Yes."]
        assert (order.more_days, order.asked_days) == (2, None)


def test_who_may_order_further_seats_is_told_so_and_so_is_the_head_above(app, sign_in):
    making.grant_and_end(app)
    for who, told in (("tanvir", True), ("arif", True), ("rahima", False)):
        page = sign_in(who).get("/notifications").text
        assert ("to order further seats" in page) == told, who

"""What one owes and gave, as boards and as a table; who may be ordered besides; empty seats."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.clock import now
from app.core.db import db
from app.core.errors import Refused
from app.core.transaction import transaction
from app.officers.models import Holding
from app.orders import queries
from tests.make import officer, say
from tests.orders import making


def test_each_finds_what_they_owe_and_what_they_gave(app, sign_in):
    order_id = making.make_order(app, words="Measure the pond.")
    rahima, tanvir, omar = sign_in("rahima"), sign_in("tanvir"), sign_in("omar")
    owed = rahima.get("/orders").text
    assert (
        owed.index("Orders I owe") < owed.index("Measure the pond.") < owed.index("Orders I gave")
    )
    gave = tanvir.get("/orders").text
    assert gave.index("Orders I gave") < gave.index("Measure the pond.")
    assert "Measure the pond." not in omar.get("/orders").text
    assert "Measure the pond." not in rahima.get("/orders?only=asked").text
    making.act(app, "ask_back", order_id, "rahima", "Which?")
    assert "Measure the pond." in rahima.get("/orders?only=asked").text


def test_a_board_goes_on_where_it_ended(app, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    item_id = making.make_item(app)
    made = [making.make_order(app, item_id, days=days) for days in (5, 3, 4)]
    making.act(app, "withdraw_order", made[1], "tanvir")
    with app.test_request_context("/?lang=en"):
        first = queries.list_owed(officer("rahima"))
        assert [line.id for line in first] == [made[2], made[0]]
        rest = queries.list_owed(officer("rahima"), "all", first[-1].place)
        assert [line.id for line in rest] == [made[1]], "what has ended stands last"


def test_no_cell_of_the_table_is_a_formula(app, sign_in):
    making.make_order(app, words="=HYPERLINK(1)")
    table = sign_in("rahima").get("/orders.csv?side=owed")
    assert table.content_type == "text/csv; charset=utf-8"
    assert "'=HYPERLINK(1)" in table.text
    assert ",=HYPERLINK" not in table.text


def test_from_a_comment_it_is_two_taps(app, sign_in):
    item_id = making.make_item(app)
    comment_id = say(app, 1, by="arif", text="Send the survey papers.")
    arif, omar = sign_in("arif"), sign_in("omar")
    link = f"/actions/{item_id}/orders/new?comment={comment_id}"
    assert link in arif.get(f"/comments/{comment_id}/deeds").text
    assert link not in omar.get(f"/comments/{comment_id}/deeds").text
    form = arif.get(link).text
    assert "Send the survey papers." in form
    assert " selected>Upazila Nirbahi Officer, Ghatail" in form
    assert arif.get(f"/actions/{item_id}/orders/new?comment=999").status_code == 404


def test_an_administrator_lets_a_seat_order_another(app, sign_in):
    item_id = making.make_item(app)
    with app.app_context(), transaction():
        officer("maya").administrator_since = now()
    with pytest.raises(Refused):
        making.make_order(app, item_id, by="nurul")
    maya = sign_in("maya")
    assert sign_in("omar").get("/administration/orders").status_code == 404
    with app.app_context():
        joint, land = making.seat("land.joint").id, making.seat().id
    where = "/administration/orders?of=Joint&to=Land"
    assert maya.post(where, data={"from_seat": "", "to": ""}).status_code == 422
    given = maya.post(where, data={"from_seat": joint, "to": f"seat-{land}"})
    assert given.status_code == 303
    making.make_order(app, item_id, by="nurul")
    assert maya.post("/administration/orders/1/end").status_code == 303
    with pytest.raises(Refused):
        making.make_order(app, item_id, by="nurul")


def test_a_seat_without_a_holder_is_listed_with_whom_it_came_down_to(app, sign_in):
    making.make_order(app, to="ghatail.social")
    with app.app_context(), transaction():
        seat = making.seat("ghatail.social").id
        held = db.session.scalars(select(Holding).where(Holding.seat_id == seat)).one()
        held.until = now().date() - timedelta(days=2)
    page = sign_in("omar").get("/offices/empty-seats").text
    assert "Upazila Social Services Officer, Ghatail, Tangail" in page
    assert "0 action items, 1 order" in page
    assert "It came down to Tanvir Hasnat" in page


def test_what_cannot_be_read_is_not_there(app, sign_in):
    making.make_order(app)
    with app.app_context(), transaction():
        from app.posts.models import Post

        db.session.get_one(Post, 1).hidden_at = now()
    omar = sign_in("omar")
    for path in ("/orders/1", "/orders/1/acts/report", "/orders/1/orders/new", "/orders/99"):
        assert omar.get(path).status_code == 404

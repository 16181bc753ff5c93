"""Made from the table: each role tries each act in each state, through the pages."""

from html import unescape

import pytest

from app.actions.models import OPEN, ActionState
from app.actions.table import Guard, Role
from app.core.clock import now
from app.core.db import db
from app.core.log import LogEntry
from app.core.policy import refusal
from app.core.transaction import transaction
from app.orders.acts import ACTS
from app.orders.models import Order, OrderStep
from app.orders.table import OF_ORDER
from tests.make import officer
from tests.orders import making

S = ActionState
STATES = (S.GIVEN, S.ASKED, S.DOING, S.DONE, S.ACCEPTED, S.WITHDRAWN)
# The district gives it to the land office: the UNO between them is the superior of its seat.
ROLES = {
    "rahima": Role.HOLDER,
    "arif": Role.GIVER,
    "tanvir": Role.SUPERIOR,
    "omar": None,
    "maya": None,
}
# What fails a guard, or lets it pass; without any of it the others hold.
VARIANTS = {
    "plain": {},
    "time asked": {"asked_days": 1},
    "open below": {"open_orders": 1},
    "settled": {"forwards": 4},
}
FAILS = {
    Guard.NOTHING_BELOW: lambda variant: variant == "open below",
    Guard.NOT_SETTLED: lambda variant: variant == "settled",
    Guard.NO_TIME_ASKED: lambda variant: variant == "time asked",
    Guard.TIME_ASKED: lambda variant: variant != "time asked",
}
CELLS = [
    (state, variant)
    for state in STATES
    for variant in VARIANTS
    if variant == "plain" or state in OPEN
]


def test_every_act_of_the_table_has_its_page_and_each_page_its_act():
    assert set(ACTS) == set(OF_ORDER)


def is_open(act, who, state, variant):
    transition = OF_ORDER[act]
    if state not in transition.states or ROLES[who] != transition.role:
        return False
    return not any(FAILS[guard](variant) for guard in transition.guards)


def bring(app, order_id, state, variant):
    """To where it is to stand, with what the way there leaves behind."""
    with app.app_context(), transaction():
        order = db.session.get_one(Order, order_id)
        order.state = state
        if state in {S.DONE, S.ACCEPTED}:
            order.done_at, order.done_by_id = now(), officer("rahima").id
        if state == S.ACCEPTED:
            order.accepted_at, order.accepted_by_id = now(), officer("arif").id
        if state == S.WITHDRAWN:
            order.withdrawn_at, order.withdrawn_by_id = now(), officer("arif").id
        for name, value in VARIANTS[variant].items():
            setattr(order, name, value)


def all_of(app):
    """Every column of the orders and their steps, and what the log tells but for the refusals."""
    with app.app_context():
        return [
            [tuple(row) for row in db.session.execute(table.select())]
            for table in (Order.__table__, OrderStep.__table__)
        ] + [db.session.query(LogEntry).filter(LogEntry.kind != "deed.refused").count()]


def why(app, who, act, order_id):
    with app.test_request_context("/?lang=en"):
        return str(refusal(officer(who), act, db.session.get_one(Order, order_id)))


@pytest.mark.parametrize(("state", "variant"), CELLS)
def test_what_the_table_refuses_says_why_and_changes_nothing(app, sign_in, state, variant):
    order_id = making.make_order(app, by="arif", days=5)
    bring(app, order_id, state, variant)
    with app.app_context():
        social = making.seat("ghatail.social").id
    words = {"words": "So it is.", "days": "1", "seat": social}
    clients = {who: sign_in(who) for who in ROLES}
    before = all_of(app)
    for who, client in clients.items():
        for act in OF_ORDER:
            if is_open(act, who, state, variant):
                continue
            answer = client.post(f"/orders/{order_id}/acts/{act}", data=words)
            refused = 409 if ROLES[who] == OF_ORDER[act].role else 403
            assert answer.status_code == refused, (who, act)
            assert why(app, who, act, order_id) in unescape(answer.text), (who, act)
    assert all_of(app) == before
    for who, client in clients.items():
        page = client.get(f"/orders/{order_id}").text
        for act in OF_ORDER:
            offered = f"/orders/{order_id}/acts/{act}" in page
            assert offered == is_open(act, who, state, variant), (who, act)


@pytest.mark.parametrize(("state", "variant"), CELLS)
def test_what_the_table_opens_goes_where_it_says(app, sign_in, state, variant):
    opened = [(act, who) for act in OF_ORDER for who in ROLES if is_open(act, who, state, variant)]
    item_id = making.make_item(app)
    with app.app_context():
        social = making.seat("ghatail.social").id
    for act, who in opened:
        order_id = making.make_order(app, item_id, by="arif", days=5)
        bring(app, order_id, state, variant)
        words = {"words": "So it is.", "days": "1", "seat": social}
        answer = sign_in(who).post(f"/orders/{order_id}/acts/{act}", data=words)
        assert answer.status_code == 303, (act, who)
        with app.app_context():
            assert db.session.get_one(Order, order_id).state == (OF_ORDER[act].to or state)

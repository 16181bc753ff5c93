"""Whatever is done in whatever order: what is open under a thing is counted right, and nothing ends
before what stands under it."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.actions.models import ActionItem, ActionState
from app.core.db import db
from app.core.errors import Refused
from app.orders.models import Order
from app.orders.table import ENDED, OF_ORDER
from tests.orders import making

DEEDS = st.tuples(
    st.sampled_from(["order", "under", *sorted(set(OF_ORDER) - {"forward", "ask_time"})]),
    st.sampled_from(["tanvir", "rahima", "arif", "jubayer"]),
    st.integers(0, 5),
)


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(DEEDS, min_size=8, max_size=25))
def test_random_deeds_leave_the_counts_right(app, deeds):
    item_id = making.make_item(app)
    made = [making.make_order(app, item_id, by="arif", to="ghatail.uno")]
    made.append(making.make_sub_order(app, made[0]))
    for deed, who, number in deeds:
        order_id = made[number % len(made)]
        try:
            if deed == "order":
                made.append(making.make_order(app, item_id, by=who, days=3))
            elif deed == "under":
                to = "ghatail.social" if number % 2 else "ghatail.land"
                made.append(making.make_sub_order(app, order_id, by=who, to=to, days=2))
            else:
                making.act(app, deed, order_id, who)
        except Refused:
            continue
        look(app, item_id)


def look(app, item_id):
    with app.app_context():
        item = db.session.get_one(ActionItem, item_id)
        straight = Order.parent_id.is_(None)
        assert item.open_orders == count(Order.action_id == item_id, straight)
        for order in db.session.scalars(select(Order).where(Order.action_id == item_id)):
            assert order.open_orders == count(Order.parent_id == order.id)
            if order.state in {*ENDED, ActionState.DONE}:
                assert order.open_orders == 0


def count(*which):
    counted = select(func.count()).select_from(Order).where(Order.state.not_in(ENDED), *which)
    return db.session.scalar(counted)

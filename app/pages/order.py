"""An order with what was said of it, what stands above it and under it; and its item's tree."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from app.core import log
from app.core.policy import can
from app.officers.session import current_officer
from app.orders.acts import blank, open_to
from app.orders.queries import find_order
from app.orders.record import list_said, show_order
from app.pages import bp


@bp.get("/orders/<int:order_id>")
@login_required
def order(order_id: int) -> ResponseReturnValue:
    heard = log.latest()  # read first: what is done while we read is caught up, not lost
    found = find_order(current_officer, order_id)
    acts = open_to(current_officer, found)
    return render_template(
        "pages/order.html",
        thing=found,
        order=show_order(found),
        item=found.item,
        said=list_said(found.id),
        acts=acts,
        form=blank(acts[0], found) if acts else None,
        gives=can(current_officer, "give_sub_order", found),
        heard=heard,
        entry=heard,
    )

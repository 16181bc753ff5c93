from collections.abc import Callable, Iterator
from datetime import date

from flask import (
    Blueprint,
    flash,
    get_template_attribute,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from app.actions.models import ActionItem
from app.actions.queries import find_action
from app.calendar.queries import national_calendar
from app.calendar.working_days import count_working_days
from app.comments.models import Comment
from app.comments.operations import SaidPlainly
from app.comments.queries import find_comment
from app.core import keys, limits, tables
from app.core.clock import today
from app.core.errors import Missing
from app.core.policy import require
from app.core.transaction import transaction
from app.core.web import number_of
from app.officers.models import Officer
from app.officers.queries import find_seat
from app.officers.session import current_officer
from app.orders.forms import OrderForm
from app.orders.giving import last_day_under
from app.orders.models import Order
from app.orders.operations import give_order, give_sub_order
from app.orders.queries import FILTERS, PAGE, Line, Place, find_order, list_given, list_owed
from app.orders.routing import SHOWN, list_seats_to_order
from app.posts.seats import seats_to_choose

bp = Blueprint("orders", __name__)

USUAL_DAYS = 7
MOST_LETTERS = 2_000  # of words that an address hands over, as from the minutes of a meeting
List = Callable[[Officer, str, Place | None], list[Line]]
SIDES: dict[str, List] = {"owed": list_owed, "given": list_given}


@bp.route("/actions/<int:action_id>/orders/new", methods=["GET", "POST"])
@login_required
@limits.WORK_ACTION
def give(action_id: int) -> ResponseReturnValue:
    """Straight under an item; from a comment of its post, with the words of the comment."""
    item = find_action(current_officer, action_id)
    comment = _comment_of(item)
    form = _form(item, None)
    if comment and not form.is_submitted():
        _fill(form, item, comment)
    elif not form.is_submitted():
        form.words.data = request.args.get("words", "")[:MOST_LETTERS]
    if not form.validate_on_submit():
        if not form.is_submitted():
            require(current_officer, "give_order", item)
        html = render_template(
            "orders/give.html", form=form, item=item, parent=None, comment=comment
        )
        return html, 422 if form.is_submitted() else 200
    said, means = SaidPlainly(form.words.data), SaidPlainly(form.done_means.data)
    with transaction():
        order = keys.once(
            current_officer.id,
            form,
            Order,
            lambda: give_order(
                current_officer,
                item,
                find_seat(form.seat.data),
                said,
                means,
                form.days.data or 0,
                comment,
            ),
            lambda order: url_for("pages.order", order_id=order.id),
        )
        number = order.id
    return _given(number, f"order-{action_id}")


@bp.route("/orders/<int:order_id>/orders/new", methods=["GET", "POST"])
@login_required
@limits.WORK_ACTION
def give_under(order_id: int) -> ResponseReturnValue:
    parent = find_order(current_officer, order_id)
    form = _form(parent.item, parent)
    if not form.validate_on_submit():
        if not form.is_submitted():
            require(current_officer, "give_sub_order", parent)
        html = render_template(
            "orders/give.html", form=form, item=parent.item, parent=parent, comment=None
        )
        return html, 422 if form.is_submitted() else 200
    said, means = SaidPlainly(form.words.data), SaidPlainly(form.done_means.data)
    with transaction():
        order = keys.once(
            current_officer.id,
            form,
            Order,
            lambda: give_sub_order(
                current_officer,
                parent,
                find_seat(form.seat.data),
                said,
                means,
                form.days.data or 0,
            ),
            lambda order: url_for("pages.order", order_id=order.id),
        )
        number = order.id
    return _given(number, f"suborder-{order_id}")


@bp.get("/orders")
@login_required
def board() -> ResponseReturnValue:
    """What this officer owes, and what they gave; one of the two alone, further down, on wish."""
    only, alone = _asked()
    after = _after(request.args.get("after", "")) if alone else None
    sides = {
        side: SIDES[side](current_officer, only, after) for side in ([alone] if alone else SIDES)
    }
    return render_template(
        "orders/board.html",
        sides=[(side, lines, _further(lines)) for side, lines in sides.items()],
        only=only,
        alone=alone,
        filters=FILTERS,
    )


@bp.get("/orders.csv")
@login_required
@limits.WORK_ACTION
def table() -> ResponseReturnValue:
    """One side as a table, with the filter that is chosen."""
    only, alone = _asked()
    side = alone or "owed"
    state = get_template_attribute("orders/words.html", "order_word")
    heading = (_("Number"), _("What is to be done"), _("Seat"), _("State"), _("Due"))
    lines = (
        (line.number, line.words, line.seat_label, state(line.state), line.due_on.isoformat())
        for line in _all(SIDES[side], only)
    )
    return tables.table(f"orders-{side}", heading, lines)


def _all(read: List, only: str) -> Iterator[Line]:
    after: Place | None = None
    while lines := read(current_officer, only, after):
        yield from lines
        after = lines[-1].place


def _asked() -> tuple[str, str]:
    only, side = request.args.get("only", "all"), request.args.get("side", "")
    return (only if only in FILTERS else "all"), (side if side in SIDES else "")


def _after(typed: str) -> Place | None:
    """The place on the board from which to go on, as the last page wrote it: "0_<day>_<id>"."""
    ended, _dash, place = typed.partition("_")
    day, _dash, digits = place.partition("_")
    number = number_of(digits)
    try:
        due_on = date.fromisoformat(day)
    except ValueError:
        return None
    return (int(ended), due_on, number) if ended in {"0", "1"} and number else None


def _further(lines: list[Line]) -> str | None:
    if len(lines) < PAGE:
        return None
    ended, due_on, number = lines[-1].place
    return f"{ended}_{due_on.isoformat()}_{number}"


def _comment_of(item: ActionItem) -> Comment | None:
    asked = request.args.get("comment", "")
    if not asked:
        return None
    comment = find_comment(current_officer, number_of(asked) or 0)
    if comment.post_id != item.post_id or comment.hidden_at:
        raise Missing
    return comment


def _fill(form: OrderForm, item: ActionItem, comment: Comment) -> None:
    """With what is likely, so that a second tap sends it."""
    offered = [choice.value for choice in form.seat.choices if choice.value]
    mine = str(item.seat_id)
    form.seat.data = int(mine if mine in offered else next(iter(offered), "0"))
    form.words.data = comment.source
    form.done_means.data = _("A report on what was done, with the papers that show it.")
    left = count_working_days(national_calendar(), today(), last_day_under(item))
    form.days.data = max(1, min(USUAL_DAYS, left))


def _form(item: ActionItem, parent: Order | None) -> OrderForm:
    form = OrderForm()
    offered = list_seats_to_order(current_officer, item, parent)
    seats = [seat for seat, _giving in offered.values()][:SHOWN]
    form.seat.choices = seats_to_choose(seats)
    form.last = last_day_under(parent or item)
    return form


def _given(order_id: int, sent: str) -> ResponseReturnValue:
    flash(_("Ordered. Who holds the seat has been told."), "done")
    return redirect(url_for("pages.order", order_id=order_id, sent=sent), 303)

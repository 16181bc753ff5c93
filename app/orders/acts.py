"""What may be done with an order, each act with its form, its words and its page. Which of them an
officer is offered, the table of transitions says."""

from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import login_required

from app.actions.acts import Act, page_of, plainly
from app.actions.forms import (
    AcknowledgeForm,
    ActForm,
    AnswerBackForm,
    AskBackForm,
    AskTimeForm,
    ForwardForm,
    GiveTimeForm,
    RefuseTimeForm,
)
from app.actions.table import MOST_FORWARDS
from app.core import limits
from app.core.errors import Missing
from app.officers.models import Officer
from app.officers.queries import find_seat
from app.officers.session import current_officer
from app.orders.forms import AcceptReportForm, ReportForm, ReturnReportForm, WithdrawForm
from app.orders.giving import due_with, last_day_under, too_late
from app.orders.models import Order, OrderStep
from app.orders.operations import (
    accept_report,
    acknowledge,
    answer_back,
    ask_back,
    ask_time,
    forward,
    give_time,
    refuse_time,
    report,
    return_report,
    withdraw_order,
)
from app.orders.policy import of_order
from app.orders.queries import find_order
from app.orders.routing import SHOWN, list_seats_to_send
from app.orders.views import bp
from app.posts.seats import seats_to_choose

# In the order in which they are offered: the first that is open to an officer is their next step.
ACTS = {
    act.name: act
    for act in (
        Act(
            *("answer_back", AnswerBackForm, plainly(answer_back), _l("Answer the question")),
            _l("The seat you ordered asked what is not clear."),
            _l("Answered. Who holds the seat has been told."),
        ),
        Act(
            *("accept_report", AcceptReportForm, plainly(accept_report), _l("Accept the report")),
            _l("The report is in. If it is what you asked for, accept it: the order ends."),
            _l("Accepted. The order has ended, and who did it has been told."),
        ),
        Act(
            *(
                "return_report",
                ReturnReportForm,
                plainly(return_report),
                _l("Return with a question"),
            ),
            _l("Something is missing: ask for it. The day it is due stays."),
            _l("Returned. Who holds the seat reads your question."),
        ),
        Act(
            *("give_time", GiveTimeForm, plainly(give_time), _l("Give more time")),
            _l("The seat below you asks for more working days."),
            _l("Given. The new day stands, and who holds the seat has been told."),
        ),
        Act(
            *("refuse_time", RefuseTimeForm, plainly(refuse_time), _l("Let the day stand")),
            _l("The seat below you asks for more working days."),
            _l("The day stands. Who holds the seat has been told why."),
        ),
        Act(
            *("acknowledge", AcknowledgeForm, plainly(acknowledge), _l("Acknowledge")),
            _l("Take it up, or ask what is not clear, within one working day."),
            _l("Acknowledged. It is in progress now."),
        ),
        Act(
            *("report", ReportForm, plainly(report), _l("Report")),
            _l("When it is done, report up what was done."),
            _l("Reported. Who gave the order accepts the report, or returns it with a question."),
        ),
        Act(
            *("ask_back", AskBackForm, plainly(ask_back), _l("Ask what is not clear")),
            _l("Who gave it answers; the days go on."),
            _l("Asked. Who gave it has been told."),
        ),
        Act(
            "forward",
            ForwardForm,
            lambda officer, order, said, form: forward(
                officer, order, said, find_seat(form.seat.data) if form.seat else None
            ),
            _l("Forward to another seat"),
            _l("If it is another seat's work. The day it is due stays."),
            _l("Forwarded. Who holds that seat has been told."),
        ),
        Act(
            "ask_time",
            AskTimeForm,
            lambda officer, order, said, form: ask_time(officer, order, said, form.days.data),
            _l("Ask for more time"),
            _l("One level above your seat decides."),
            _l("Asked. Who decides about it has been told."),
        ),
        Act(
            *("withdraw_order", WithdrawForm, plainly(withdraw_order), _l("Withdraw the order")),
            _l("It is needed no more: it ends, with all that was given under it."),
            _l("Withdrawn. All who had it to do are told."),
        ),
    )
}


def open_to(officer: Officer, order: Order) -> list[Act]:
    """What this officer may do now, their next step first."""
    open_now = of_order.open_acts(officer, order)
    return [act for name, act in ACTS.items() if name in open_now]


def blank(act: Act, order: Order) -> ActForm:
    return _form(act, order, formdata=None)


@bp.route("/orders/<int:order_id>/acts/<name>", methods=["GET", "POST"])
@login_required
@limits.WORK_ACTION
def act(order_id: int, name: str) -> ResponseReturnValue:
    """One act on a page of its own: reached by a link, and shown again with what was typed."""
    found = ACTS.get(name)
    if found is None:
        raise Missing
    order = find_order(current_officer, order_id)
    form = _form(found, order)
    return page_of(
        *(found, order, form, OrderStep),
        lambda: render_template("orders/act.html", order=order, act=found, form=form),
        url_for("pages.order", order_id=order_id),
        f"{name}-order-{order_id}",
        lambda: _too_long(form, order),
    )


def _form(act: Act, order: Order, **given: Any) -> ActForm:
    form = act.form(**given)
    if isinstance(form, ForwardForm):
        form.seat.choices = seats_to_choose(list_seats_to_send(order)[:SHOWN])
        if order.forwards == MOST_FORWARDS:
            del form.seat
    return form


def _too_long(form: ActForm, order: Order) -> bool:
    """Asks for more days than what it is given under has: said beside the field."""
    if not isinstance(form, AskTimeForm):
        return False
    last = last_day_under(order.parent or order.item)
    if due_with(order, form.days.data or 0) <= last:
        return False
    form.days.errors = [*form.days.errors, too_late(last)]
    return True

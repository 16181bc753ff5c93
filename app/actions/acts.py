"""What may be done with an item, each act with its form, its words and its page. Which of them an
officer is offered, the table of transitions says."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import login_required

from app.actions.forms import (
    AcknowledgeForm,
    ActForm,
    AnswerBackForm,
    AskBackForm,
    AskTimeForm,
    DisputeForm,
    DoneForm,
    ForwardForm,
    GiveTimeForm,
    MakeOpenForm,
    MakePrivateForm,
    RefuseTimeForm,
    ReturnForm,
    VerifyForm,
)
from app.actions.models import ActionItem, Step
from app.actions.operations import (
    acknowledge,
    answer_back,
    ask_back,
    ask_time,
    dispute_action,
    forward,
    give_time,
    mark_done,
    refuse_time,
    return_action,
    verify_action,
)
from app.actions.policy import of_item
from app.actions.privacy import make_open, make_private
from app.actions.queries import find_action
from app.actions.routing import list_seats_to_forward
from app.actions.table import MOST_FORWARDS
from app.actions.views import bp
from app.comments.operations import Said, SaidPlainly
from app.core import keys, limits
from app.core.db import Model
from app.core.errors import Missing
from app.core.policy import require
from app.core.transaction import transaction
from app.officers.models import Officer
from app.officers.queries import find_seat
from app.officers.session import current_officer
from app.posts.seats import seats_to_choose

Do = Callable[[Officer, Any, Said, Any], Any]  # the officer, the duty, the words, the form


@dataclass(frozen=True)
class Act:
    """Of an item, or of an order."""

    name: str  # of its rule
    form: type[ActForm]
    do: Do
    button: object  # what it is called
    invite: object  # why one would
    told: object  # when it is done


def plainly(deed: Callable[[Officer, Any, Said], Any]) -> Do:
    """A deed that needs nothing but the words."""
    return lambda officer, duty, said, _form: deed(officer, duty, said)


# In the order in which they are offered: the first that is open to an officer is their next step.
ACTS = {
    act.name: act
    for act in (
        Act(
            *("answer_back", AnswerBackForm, plainly(answer_back), _l("Answer the question")),
            _l("The responsible seat asked what is not clear."),
            _l("Answered. Who holds the seat has been told."),
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
            "mark_done",
            DoneForm,
            lambda officer, item, said, form: mark_done(officer, item, said, form.ended),
            _l("Mark as done"),
            _l("When the trouble is ended, say in a sentence what was done."),
            _l("Marked as done. It now waits for another officer to verify it."),
        ),
        Act(
            *("verify", VerifyForm, plainly(verify_action), _l("Verify")),
            _l("Somebody outside the work must look. If you have seen that it is done, say so."),
            _l("Verified. All who had a part in it are told."),
        ),
        Act(
            *("send_back", ReturnForm, plainly(return_action), _l("Send back")),
            _l("It is not done: say what is still to be done."),
            _l("Sent back. Who holds the seat is told what is still to be done."),
        ),
        Act(
            *("ask_back", AskBackForm, plainly(ask_back), _l("Ask what is not clear")),
            _l("Who gave it answers; the days go on."),
            _l("Asked. Who gave it has been told."),
        ),
        Act(
            "forward",
            ForwardForm,
            lambda officer, item, said, form: forward(
                officer, item, said, find_seat(form.seat.data) if form.seat else None
            ),
            _l("Forward to another seat"),
            _l("If it is another seat's work. The day it is due stays."),
            _l("Forwarded. Who holds that seat has been told."),
        ),
        Act(
            "ask_time",
            AskTimeForm,
            lambda officer, item, said, form: ask_time(officer, item, said, form.days.data),
            _l("Ask for more time"),
            _l("One level above your seat decides."),
            _l("Asked. Who decides about it has been told."),
        ),
        Act(
            *("make_private", MakePrivateForm, plainly(make_private), _l("Make it private")),
            _l("Land grabbing, a named person, a whistle-blower: only those concerned read it."),
            _l("Private now. For everybody else it is not there."),
        ),
        Act(
            *("make_open", MakeOpenForm, plainly(make_open), _l("Let its readers in again")),
            _l("When nobody has to be protected any more."),
            _l("Open now, to those who read it before."),
        ),
        Act(
            *("dispute", DisputeForm, plainly(dispute_action), _l("It is not over: open it again")),
            _l("The citizen says that the trouble is still there. The same seat has it again."),
            _l("Opened again. Who holds the seat reads what the citizen says."),
        ),
    )
}


def page_of(
    act: Act,
    thing: Any,
    form: ActForm,
    row: type[Model],
    page: Callable[[], str],
    back: str,
    sent: str,
    wrong: Callable[[], bool] = lambda: False,
) -> ResponseReturnValue:
    """Asked for, the page of one act; sent, the act once, however often it is sent; with what was
    typed where something is `wrong`. `row`: what the act adds or changes. `sent`: of its draft."""
    if not form.validate_on_submit() or wrong():
        if not form.is_submitted():
            require(current_officer, act.name, thing)
        return page(), 422 if form.is_submitted() else 200
    said = SaidPlainly((form.words.data if form.words else "") or "")
    with transaction():
        keys.once(
            current_officer.id,
            form,
            row,
            lambda: act.do(current_officer, thing, said, form),
            lambda _row: back,
        )
    flash(str(act.told), "done")
    return redirect(f"{back}?sent={sent}", 303)


def open_to(officer: Officer, item: ActionItem) -> list[Act]:
    """What this officer may do now, their next step first."""
    open_now = of_item.open_acts(officer, item)
    return [act for name, act in ACTS.items() if name in open_now]


def blank(act: Act, item: ActionItem) -> ActForm:
    return _form(act, item, formdata=None)


@bp.route("/actions/<int:action_id>/acts/<name>", methods=["GET", "POST"])
@login_required
@limits.WORK_ACTION
def act(action_id: int, name: str) -> ResponseReturnValue:
    """One act on a page of its own: reached by a link, and shown again with what was typed."""
    found = ACTS.get(name)
    if found is None:
        raise Missing
    item = find_action(current_officer, action_id)
    form = _form(found, item)
    return page_of(
        *(found, item, form, Step),
        lambda: render_template("actions/act.html", item=item, act=found, form=form),
        url_for("pages.item", action_id=action_id),
        f"{name}-{action_id}",
    )


def _form(act: Act, item: ActionItem, **given: Any) -> ActForm:
    form = act.form(**given)
    if isinstance(form, ForwardForm):
        form.seat.choices = seats_to_choose(list_seats_to_forward(item))
        if item.forwards == MOST_FORWARDS:
            del form.seat
    return form

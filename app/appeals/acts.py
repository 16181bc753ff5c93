"""What may be done with an appeal, each act with its form, its words and its page."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import login_required

from app.actions.acts import Act, page_of, plainly
from app.appeals.forms import (
    RefuseLateForm,
    RejectForm,
    TakeLateForm,
    UpholdForm,
    WithdrawAppealForm,
)
from app.appeals.models import Appeal
from app.appeals.operations import refuse_late, reject, take_late, uphold, withdraw_appeal
from app.appeals.policy import of_appeal
from app.appeals.queries import find_appeal
from app.appeals.views import bp
from app.core import limits, log
from app.core.errors import Missing
from app.officers.models import Officer
from app.officers.session import current_officer

# In the order in which they are offered: the first that is open to an officer is their next step.
ACTS = {
    act.name: act
    for act in (
        Act(
            "take_late",
            TakeLateForm,
            lambda officer, appeal, _said, _form: take_late(officer, appeal),
            _l("Take it though it is late"),
            _l("It came after its time. Take it, and your days begin; or say why not."),
            _l("Taken. Your days begin today, and who appealed has been told."),
        ),
        Act(
            *("refuse_late", RefuseLateForm, plainly(refuse_late), _l("Do not take it")),
            _l("It came after its time, and nothing speaks for taking it."),
            _l("Not taken. Who appealed has been told why."),
        ),
        Act(
            *("uphold", UpholdForm, plainly(uphold), _l("Uphold the appeal")),
            _l("It is not right yet: the same seat has it again, with its whole limit."),
            _l("Upheld. The seat has it again, and all who had a part in it are told."),
        ),
        Act(
            *("reject", RejectForm, plainly(reject), _l("Reject the appeal")),
            _l("What was decided below stands."),
            _l("Rejected. Who appealed has been told why."),
        ),
        Act(
            *(
                "withdraw_appeal",
                WithdrawAppealForm,
                plainly(withdraw_appeal),
                _l("Withdraw the appeal"),
            ),
            _l("It is needed no more."),
            _l("Withdrawn. Who was to decide it has been told."),
        ),
    )
}


def open_to(officer: Officer, appeal: Appeal) -> list[Act]:
    """What this officer may do now, their next step first."""
    open_now = of_appeal.open_acts(officer, appeal)
    return [act for name, act in ACTS.items() if name in open_now]


@bp.get("/appeals/<int:appeal_id>")
@login_required
def appeal(appeal_id: int) -> ResponseReturnValue:
    heard = log.latest()  # read first: what is done while we read is caught up, not lost
    found = find_appeal(current_officer, appeal_id)
    acts = open_to(current_officer, found)
    return render_template(
        "appeals/appeal.html",
        appeal=found,
        acts=acts,
        form=acts[0].form(formdata=None) if acts else None,
        heard=heard,
        entry=heard,
    )


@bp.route("/appeals/<int:appeal_id>/acts/<name>", methods=["GET", "POST"])
@login_required
@limits.WORK_ACTION
def act(appeal_id: int, name: str) -> ResponseReturnValue:
    """One act on a page of its own: reached by a link, and shown again with what was typed."""
    found = ACTS.get(name)
    if found is None:
        raise Missing
    appeal = find_appeal(current_officer, appeal_id)
    form = found.form()
    return page_of(
        *(found, appeal, form, Appeal),
        lambda: render_template("appeals/act.html", appeal=appeal, act=found, form=form),
        url_for("appeals.appeal", appeal_id=appeal_id),
        f"{name}-appeal-{appeal_id}",
    )

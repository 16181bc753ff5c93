"""What may be done with an investigation, each act with its form, its words and its page."""

from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import login_required
from wtforms.fields.choices import SelectChoice

from app.actions.acts import Act, page_of, plainly
from app.actions.forms import ActForm
from app.calendar.queries import calendar_for
from app.comments.operations import Said
from app.core import limits, log
from app.core.errors import Missing
from app.investigations.forms import (
    AcceptForm,
    CallForm,
    HearingForm,
    NoticeForm,
    OrderForm,
    RefuseForm,
    ReportForm,
    ReturnForm,
    StatementForm,
    WithdrawForm,
    proofs_in,
    report_form,
)
from app.investigations.models import Investigation, InvestigationStep
from app.investigations.operations import (
    accept_findings,
    call_hearing,
    give_notice,
    give_statement,
    order_investigation,
    record_hearing,
    refuse_investigation,
    report_findings,
    return_findings,
    withdraw_investigation,
)
from app.investigations.policy import noticed, of_investigation
from app.investigations.queries import find_concerned, list_own_steps, list_steps
from app.investigations.views import bp
from app.officers.models import Officer
from app.officers.session import current_officer


def _notice(officer: Officer, one: Investigation, said: Said, form: Any) -> InvestigationStep:
    whom = next(whom for whom in one.accused if whom.id == form.whom.data)
    return give_notice(officer, one, said, whom, form.days.data)


# In the order in which they are offered: the first that is open to an officer is their next step.
ACTS = {
    act.name: act
    for act in (
        Act(
            *("order_investigation", OrderForm, plainly(order_investigation)),
            _l("Order the investigation"),
            _l("If it is needed. The days of its report begin, and the trouble has more of them."),
            _l("Ordered. Those who investigate have been told."),
        ),
        Act(
            *("refuse_investigation", RefuseForm, plainly(refuse_investigation)),
            _l("Do not order it"),
            _l("If it is not needed, or not so."),
            _l("Not ordered. Who asked for it has been told why."),
        ),
        Act(
            *("give_notice", NoticeForm, _notice, _l("Give notice")),
            _l("Who is complained of learns of what, and has days to answer."),
            _l("Notice is given. They have been told, and may make a statement."),
        ),
        Act(
            *("give_statement", StatementForm, plainly(give_statement), _l("Make a statement")),
            _l("Say in your own words how it was. You may add to it until this has ended."),
            _l("Your statement is with those who investigate."),
        ),
        Act(
            "record_hearing",
            HearingForm,
            plainly(record_hearing),
            _l("Record the hearing"),
            _l("Who came to the hearing, and what was said."),
            _l("Recorded."),
        ),
        Act(
            "report_findings",
            ReportForm,
            lambda officer, one, said, form: report_findings(
                officer, one, said, proofs_in(form, one.accused)
            ),
            _l("Report what was found"),
            _l("When all have been heard, say what is proved, and on what it rests."),
            _l("Reported. Who ordered it accepts the report, or asks further."),
        ),
        Act(
            "call_hearing",
            CallForm,
            lambda officer, one, said, form: call_hearing(officer, one, said, form.day.data),
            _l("Call a hearing"),
            _l("All who were given notice come on one day, and are heard."),
            _l("Called. All who were given notice have been told."),
        ),
        Act(
            *("accept_findings", AcceptForm, plainly(accept_findings), _l("Accept the report")),
            _l("If it answers what was asked: the investigation has ended then."),
            _l("Accepted. All who had a part in it have been told."),
        ),
        Act(
            *("return_findings", ReturnForm, plainly(return_findings), _l("Return it")),
            _l("If something is still to be found out."),
            _l("Returned. Those who investigate have been told what is missing."),
        ),
        Act(
            *("withdraw_investigation", WithdrawForm, plainly(withdraw_investigation)),
            _l("Withdraw the investigation"),
            _l("If it is needed no more."),
            _l("Withdrawn. All who had a part in it have been told."),
        ),
    )
}


def open_to(officer: Officer, one: Investigation) -> list[Act]:
    """What this officer may do now, their next step first."""
    open_now = of_investigation.open_acts(officer, one)
    return [act for name, act in ACTS.items() if name in open_now]


def blank(act: Act, one: Investigation) -> ActForm:
    return _form(act, one, formdata=None)


@bp.get("/investigations/<int:investigation_id>")
@login_required
def investigation(investigation_id: int) -> ResponseReturnValue:
    """Whole; or, to who is complained of, what concerns them."""
    heard = log.latest()  # read first: what is done while we read is caught up, not lost
    one = find_concerned(current_officer, investigation_id)
    acts = open_to(current_officer, one)
    shown = {
        "investigation": one,
        "acts": acts,
        "form": blank(acts[0], one) if acts else None,
        "heard": heard,
        "entry": heard,
    }
    if mine := noticed(current_officer, one):
        steps = list_own_steps(mine)
        return render_template("investigations/own.html", mine=mine, steps=steps, **shown)
    steps = list_steps(one.id)
    return render_template("investigations/investigation.html", steps=steps, **shown)


@bp.route("/investigations/<int:investigation_id>/acts/<name>", methods=["GET", "POST"])
@login_required
@limits.WORK_ACTION
def act(investigation_id: int, name: str) -> ResponseReturnValue:
    """One act on a page of its own: reached by a link, and shown again with what was typed."""
    found = ACTS.get(name)
    if found is None:
        raise Missing
    one = find_concerned(current_officer, investigation_id)
    form = _form(found, one)
    return page_of(
        *(found, one, form, InvestigationStep),
        lambda: render_template("investigations/act.html", investigation=one, act=found, form=form),
        url_for("investigations.investigation", investigation_id=investigation_id),
        f"{name}-investigation-{investigation_id}",
    )


def _form(act: Act, one: Investigation, **given: Any) -> ActForm:
    if act.form is ReportForm:
        return report_form(one.accused, **given)
    form = act.form(**given)
    if isinstance(form, NoticeForm):
        form.them = frozenset(whom.id for whom in one.accused)
        waiting = [whom for whom in one.accused if not whom.noticed_at]
        form.whom.choices = [
            SelectChoice(str(whom.id), f"{whom.officer.name}, {whom.label}") for whom in waiting
        ]
        if len(waiting) == 1 and not form.whom.data:
            form.whom.data = waiting[0].id
    if isinstance(form, CallForm):
        form.calendar = calendar_for(one.seat.office)
    return form

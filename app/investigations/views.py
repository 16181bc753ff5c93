from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from app.actions.models import ActionItem
from app.actions.queries import find_action
from app.comments.operations import SaidPlainly
from app.core import keys, limits
from app.core.policy import require
from app.core.transaction import transaction
from app.investigations.forms import AboutForm, AskForm
from app.investigations.models import Investigation
from app.investigations.operations import ask_investigation
from app.investigations.queries import (
    is_late,
    list_about,
    list_asked,
    list_to_investigate,
    list_to_order,
)
from app.investigations.routing import NoWay, list_able, list_near
from app.officers.models import Seat
from app.officers.queries import find_seat, holder_of
from app.officers.session import current_officer
from app.posts.seats import seats_to_choose

bp = Blueprint("investigations", __name__)
bp.add_app_template_test(is_late, "report_late")


@bp.get("/investigations")
@login_required
def board() -> ResponseReturnValue:
    """What this officer has to do with investigations, and what was asked of them."""
    return render_template(
        "investigations/board.html",
        to_order=list_to_order(current_officer),
        to_investigate=list_to_investigate(current_officer),
        about=list_about(current_officer),
        asked=list_asked(current_officer),
    )


@bp.get("/actions/<int:action_id>/investigations/new")
@login_required
def choose(action_id: int) -> ResponseReturnValue:
    """Who is complained of. That decides who can investigate."""
    item = find_action(current_officer, action_id)
    require(current_officer, "ask_investigation", item)
    return render_template("investigations/choose.html", item=item, form=_about(item))


@bp.route("/actions/<int:action_id>/investigations/ask", methods=["GET", "POST"])
@login_required
@limits.WORK_ACTION
def ask(action_id: int) -> ResponseReturnValue:
    """For one, of those whom the address names."""
    item = find_action(current_officer, action_id)
    about = _seats(_about(item).chosen)
    form = AskForm()
    form.about.data = ",".join(str(seat.id) for seat in about)
    them = [who for seat in about if (who := holder_of(seat))]
    choices = seats_to_choose(list_able(item, them))
    form.first.choices = form.second.choices = form.third.choices = choices

    def page() -> str:
        return render_template("investigations/ask.html", item=item, about=about, form=form)

    if not form.validate_on_submit():
        if not form.is_submitted():
            require(current_officer, "ask_investigation", item)
        return page(), 422 if form.is_submitted() else 200
    chosen, said = _seats(form.chosen), SaidPlainly(form.words.data)
    try:
        with transaction():
            found = keys.once(
                current_officer.id,
                form,
                Investigation,
                lambda: ask_investigation(current_officer, item, about, chosen, said),
                lambda one: url_for("investigations.investigation", investigation_id=one.id),
            )
            number, ordered = found.id, found.ordered_at is not None
    except NoWay as problem:
        form.first.errors = [problem.reason]
        return page(), 422
    told = (
        _("Ordered. Those who investigate have been told.")
        if ordered
        else _("Asked. Who may order it has been told.")
    )
    flash(told, "done")
    where = url_for(
        "investigations.investigation",
        investigation_id=number,
        sent=f"investigation-{action_id}",
    )
    return redirect(where, 303)


def _about(item: ActionItem) -> AboutForm:
    """As the address says it; what is not offered is nobody."""
    form = AboutForm(request.args)
    choices = seats_to_choose(list_near(item))
    offered = {choice.value for choice in choices}
    for field in (form.about_1, form.about_2, form.about_3):
        field.choices = choices
        if str(field.data) not in offered:
            field.data = 0
    return form


def _seats(numbers: list[int]) -> list[Seat]:
    return [find_seat(number) for number in numbers]

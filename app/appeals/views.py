from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from app.actions.queries import find_action
from app.appeals.forms import AppealForm
from app.appeals.models import Appeal
from app.appeals.operations import file_appeal
from app.appeals.queries import is_overdue, list_filed, list_to_decide
from app.appeals.routing import Way, way_of
from app.comments.operations import SaidPlainly
from app.core import keys, limits
from app.core.policy import require
from app.core.transaction import transaction
from app.officers.session import current_officer

bp = Blueprint("appeals", __name__)
bp.add_app_template_test(is_overdue, "overdue")


@bp.get("/appeals")
@login_required
def board() -> ResponseReturnValue:
    """What this officer is to decide, and what they filed."""
    return render_template(
        "appeals/board.html",
        to_decide=list_to_decide(current_officer),
        filed=list_filed(current_officer),
    )


@bp.route("/actions/<int:action_id>/appeals/new", methods=["GET", "POST"])
@login_required
@limits.WORK_ACTION
def file(action_id: int) -> ResponseReturnValue:
    item = find_action(current_officer, action_id)
    way = way_of(item)
    form = AppealForm()
    if not isinstance(way, Way) or not way.late:
        del form.why_late
    if not form.validate_on_submit():
        if not form.is_submitted():
            require(current_officer, "appeal", item)
        html = render_template("appeals/file.html", item=item, way=way, form=form)
        return html, 422 if form.is_submitted() else 200
    said = SaidPlainly(form.words.data)
    why_late = form.why_late.data if form.why_late else ""
    with transaction():
        appeal = keys.once(
            current_officer.id,
            form,
            Appeal,
            lambda: file_appeal(current_officer, item, said, why_late),
            lambda appeal: url_for("appeals.appeal", appeal_id=appeal.id),
        )
        appeal_id = appeal.id
    flash(_("Filed. Whoever decides it has been told."), "done")
    where = url_for("appeals.appeal", appeal_id=appeal_id, sent=f"appeal-{action_id}")
    return redirect(where, 303)

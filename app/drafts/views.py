from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from app.core import limits
from app.core.transaction import transaction
from app.drafts.forms import DeletionForm
from app.drafts.operations import discard_draft
from app.drafts.queries import find_draft, list_drafts, show_draft
from app.officers.session import current_officer

bp = Blueprint("drafts", __name__)


@bp.get("/drafts")
@login_required
def own() -> ResponseReturnValue:
    return render_template("drafts/list.html", drafts=list_drafts(current_officer))


@bp.route("/drafts/<int:draft_id>/deletion", methods=["GET", "POST"])
@login_required
@limits.SAVE_DRAFT
def delete(draft_id: int) -> ResponseReturnValue:
    """Asked once more: nobody can bring it back."""
    draft = find_draft(current_officer, draft_id)
    form = DeletionForm()
    if not form.validate_on_submit():
        return render_template("drafts/delete.html", draft=show_draft(draft), form=form)
    with transaction():
        discard_draft(current_officer, draft)
    flash(_("The draft is deleted."), "done")
    return redirect(url_for("drafts.own"), 303)

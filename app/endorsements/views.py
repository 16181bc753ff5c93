from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from app.core import keys, limits
from app.core.policy import require
from app.core.transaction import transaction
from app.core.web import way_back
from app.endorsements.forms import EndorsementForm
from app.endorsements.models import Endorsement
from app.endorsements.operations import endorse_post, mark_read
from app.officers.session import current_officer
from app.posts.queries import find_post

bp = Blueprint("endorsements", __name__)


@bp.route("/posts/<int:post_id>/endorsement", methods=["GET", "POST"])
@login_required
@limits.ENDORSE
def endorse(post_id: int) -> ResponseReturnValue:
    post = find_post(current_officer, post_id)
    form = EndorsementForm()
    if not form.validate_on_submit():
        require(current_officer, "endorse", post)
        status = 422 if form.is_submitted() else 200
        return render_template("endorsements/endorse.html", post=post, form=form), status
    with transaction():
        keys.once(
            current_officer.id,
            form,
            Endorsement,
            lambda: endorse_post(current_officer, post, form.reason.data),
            lambda given: url_for("pages.post", post_id=given.post_id, _anchor="endorsements"),
        )
    back = url_for("pages.post", post_id=post_id, _anchor="endorsements")
    return redirect(way_back(back, f"endorsement-{post_id}"), 303)


@bp.post("/posts/<int:post_id>/reading")
@login_required
@limits.ENDORSE
def read(post_id: int) -> ResponseReturnValue:
    """A senior lets the author know. Nobody learns of it otherwise."""
    post = find_post(current_officer, post_id)
    with transaction():
        mark_read(current_officer, post)
    flash(_("The author now knows that you have read it."), "done")
    back = url_for("pages.post", post_id=post_id, _anchor="readings")
    return redirect(way_back(back, f"reading-{post_id}"), 303)

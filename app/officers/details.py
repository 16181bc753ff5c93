"""Where an officer says what colleagues read of them."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from app.core import limits
from app.core.errors import Outdated
from app.core.policy import require
from app.core.transaction import transaction
from app.officers.forms import ProfileForm
from app.officers.operations import change_profile
from app.officers.profiles import told_by
from app.officers.session import current_officer
from app.officers.views import bp


@bp.route("/me/profile", methods=["GET", "POST"])
@login_required
@limits.SETTINGS
def profile() -> ResponseReturnValue:
    require(current_officer, "edit_profile", current_officer)
    form = ProfileForm.filled_with(told_by(current_officer.id))
    if not form.validate_on_submit():
        return _page(form), 422 if form.is_submitted() else 200
    try:
        with transaction():
            change_profile(current_officer, form.told)
    except Outdated as outdated:
        form.version.data = str(told_by(current_officer.id).version)
        return _page(form, outdated.words_now), 409
    flash(_("Your profile is kept."), "done")
    return redirect(url_for("pages.officer", officer_id=current_officer.id), 303)


def _page(form: ProfileForm, words_now: str = "") -> str:
    return render_template("officers/profile.html", form=form, words_now=words_now)

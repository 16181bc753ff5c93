from collections.abc import Callable, Collection

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from app.core import limits
from app.core.errors import Missing
from app.core.transaction import transaction
from app.core.web import csrf
from app.mail.forms import MailForm
from app.mail.kinds import MEANS, NAMES, PACES
from app.mail.models import MailKind
from app.mail.operations import choose_paces, resume_mail, stop_mail
from app.mail.queries import paces_of
from app.mail.stopping import Link, find_link
from app.officers.models import Officer
from app.officers.session import current_officer

bp = Blueprint("mail", __name__)

Deed = Callable[[Officer, Collection[MailKind]], None]
_WORDS = {"names": NAMES, "paces": PACES}


@bp.route("/settings/mail", methods=["GET", "POST"])
@login_required
@limits.SETTINGS
def settings() -> ResponseReturnValue:
    form = MailForm(data={kind.value: pace for kind, pace in paces_of(current_officer).items()})
    if not current_officer.is_senior:
        del form.outcomes
    if not form.validate_on_submit():
        status = 422 if form.is_submitted() else 200
        return render_template("mail/settings.html", form=form, means=MEANS), status
    with transaction():
        choose_paces(current_officer, form.paces)
    flash(_("Your choice is kept. It holds from the next mail on."), "done")
    return redirect(url_for("mail.settings"), 303)


@bp.get("/mail/stop/<token>")
def ask_to_stop(token: str) -> ResponseReturnValue:
    """Looking stops nothing: a link is followed by machines."""
    try:
        link = find_link(token)
    except Missing:
        return render_template("mail/broken.html"), 404
    return _shown(link, token)


@bp.post("/mail/stop/<token>")
@csrf.exempt  # a mail program sends it, without a page of ours: the token is the proof
@limits.STOP_MAIL
def stop(token: str) -> ResponseReturnValue:
    return _done(token, stop_mail)


@bp.post("/mail/stop/<token>/undo")
@csrf.exempt
@limits.STOP_MAIL
def resume(token: str) -> ResponseReturnValue:
    return _done(token, resume_mail)


def _done(token: str, deed: Deed) -> ResponseReturnValue:
    try:
        with transaction():
            link = find_link(token)
            deed(link.officer, link.kinds)
    except Missing:
        return render_template("mail/broken.html"), 404
    return _shown(link, token)


def _shown(link: Link, token: str) -> str:
    stopped = not link.still_goes
    return render_template("mail/stop.html", link=link, token=token, stopped=stopped, **_WORDS)

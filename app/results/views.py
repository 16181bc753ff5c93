"""The officer's side: to publish, and to take back."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from app.actions.models import ActionItem
from app.actions.queries import find_action
from app.comments.operations import SaidPlainly
from app.core import keys, limits
from app.core.errors import Missing
from app.core.policy import require
from app.core.transaction import transaction
from app.officers.session import current_officer
from app.results.credit import is_named, list_credited
from app.results.forms import KINDS, NamingForm, PublishForm, WithdrawForm
from app.results.models import Consent, Result
from app.results.operations import (
    ForAll,
    agree_to_be_named,
    publish_result,
    stay_unnamed,
    withdraw_result,
)
from app.results.queries import draft_of, find_result

bp = Blueprint("results", __name__)


@bp.route("/actions/<int:action_id>/result", methods=["GET", "POST"])
@login_required
@limits.WORK_ACTION
def publish(action_id: int) -> ResponseReturnValue:
    item = find_action(current_officer, action_id)
    form = PublishForm()
    if not form.is_submitted():
        form.title.data, form.words.data = item.post.title, draft_of(item)
        require(current_officer, "publish_result", item)
        words = ForAll(form.title.data, SaidPlainly(form.words.data))
        form.found = tuple(words.left(item.id))
        return _page(item, form, 200)
    words = ForAll(
        form.title.data or "",
        SaidPlainly(form.words.data or ""),
        frozenset(form.kept.data or ()),
        form.reason.data or "",
    )
    sound = form.validate_on_submit()
    left = words.left(item.id)
    if left:
        form.refuse(left)
    if left or not sound:
        return _page(item, form, 422)
    with transaction():
        keys.once(
            current_officer.id,
            form,
            Result,
            lambda: publish_result(current_officer, item, words),
            lambda _result: url_for("pages.item", action_id=action_id),
        )
    flash(_("Published. Everyone can read it now."), "done")
    return redirect(url_for("pages.item", action_id=action_id, sent=f"result-{action_id}"), 303)


@bp.route("/actions/<int:action_id>/result/withdrawal", methods=["GET", "POST"])
@login_required
@limits.WORK_ACTION
def withdraw(action_id: int) -> ResponseReturnValue:
    item = find_action(current_officer, action_id)
    result = find_result(action_id)
    form = WithdrawForm()
    if not form.validate_on_submit():
        if not form.is_submitted():
            require(current_officer, "withdraw_result", result)
        html = render_template("results/withdraw.html", item=item, form=form)
        return html, 422 if form.is_submitted() else 200
    with transaction():
        keys.once(
            current_officer.id,
            form,
            Result,
            lambda: withdraw_result(current_officer, result, form.reason.data),
            lambda _result: url_for("pages.item", action_id=action_id),
        )
    flash(_("Taken back. The public does not find it any more."), "done")
    return redirect(url_for("pages.item", action_id=action_id), 303)


@bp.route("/actions/<int:action_id>/naming", methods=["GET", "POST"])
@login_required
@limits.SETTINGS
def naming(action_id: int) -> ResponseReturnValue:
    """Asked of who brought the trouble or solved it; for all others there is no such page."""
    item = find_action(current_officer, action_id)
    named = is_named(item.id, current_officer.id)
    if not named and current_officer.id not in list_credited(item):
        raise Missing
    form = NamingForm() if request.method == "POST" else NamingForm(named="yes" if named else "no")
    if not form.validate_on_submit():
        html = render_template("results/naming.html", item=item, form=form)
        return html, 422 if form.is_submitted() else 200
    wish = form.named.data == "yes"
    back = url_for("pages.item", action_id=action_id)
    if wish != named:
        do = agree_to_be_named if wish else stay_unnamed
        with transaction():
            keys.once(
                current_officer.id,
                form,
                Consent,
                lambda: do(current_officer, item),
                lambda _consent: back,
            )
    said = _("The public page names you.") if wish else _("The public page says your office alone.")
    flash(said, "done")
    return redirect(back, 303)


def _page(item: ActionItem, form: PublishForm, status: int) -> ResponseReturnValue:
    html = render_template("results/publish.html", item=item, form=form, kinds=KINDS)
    return html, status

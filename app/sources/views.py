from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from app.citizens.forms import LookForm
from app.citizens.operations import look_at_citizen
from app.citizens.queries import Masked, list_all_looks, list_looks, mask
from app.comments.operations import SaidPlainly
from app.core import keys, limits
from app.core.errors import Missing
from app.core.policy import can, require
from app.core.transaction import transaction
from app.core.web import asked_number
from app.officers.session import current_officer
from app.posts.models import Post, PostKind
from app.posts.queries import find_post
from app.sources.forms import MEDIA, VerifyForm
from app.sources.models import Source
from app.sources.operations import verify_source
from app.sources.places import list_near
from app.sources.queries import find_citizen_of, find_source, show_source

bp = Blueprint("sources", __name__)


@bp.app_template_global()
def medium_said(medium: str) -> str:
    return str(next(label for name, label in MEDIA.items() if name == medium))


@bp.app_template_global()
def places_near() -> list[str]:
    seat = current_officer.seat
    return list_near(seat.office if seat else None)


@bp.app_template_global()
def citizen_of(post: Post) -> Masked | None:
    """For who has the trouble in hand; to all others there is none."""
    if post.kind != PostKind.ISSUE or not can(current_officer, "look_at_citizen", post):
        return None
    citizen = find_citizen_of(post)
    return mask(citizen) if citizen else None


@bp.app_template_global()
def may_verify_source(post: Post) -> bool:
    if post.kind != PostKind.ISSUE:
        return False
    try:
        return can(current_officer, "verify_source", find_source(post))
    except Missing:
        return False


@bp.route("/posts/<int:post_id>/verification", methods=["GET", "POST"])
@login_required
@limits.WORK_ACTION
def verify(post_id: int) -> ResponseReturnValue:
    post = find_post(current_officer, post_id)
    found, form = find_source(post), VerifyForm()
    if not form.validate_on_submit():
        require(current_officer, "verify_source", found)
        html = render_template(
            "sources/verify.html", post=post, source=show_source(post_id), form=form
        )
        return html, 422 if form.is_submitted() else 200
    said = SaidPlainly(form.finding.data)
    with transaction():
        keys.once(
            current_officer.id,
            form,
            Source,
            lambda: verify_source(current_officer, found, said),
            lambda _source: url_for("pages.post", post_id=post_id),
        )
    flash(_("Verified. Your name and your sentence stand with it."), "done")
    back = url_for("pages.post", post_id=post_id, sent=f"verify-{post_id}", _anchor="source")
    return redirect(back, 303)


@bp.route("/posts/<int:post_id>/citizen", methods=["GET", "POST"])
@login_required
@limits.LOOK
def citizen(post_id: int) -> ResponseReturnValue:
    """Whose trouble it is, masked; and, once why is written down, whole. The answer to the form is
    the only page that shows it: nothing leads back to it."""
    post = find_post(current_officer, post_id)
    found = find_citizen_of(post)
    if found is None or not can(current_officer, "look_at_citizen", post):
        raise Missing
    form, whole = LookForm(), False
    if form.validate_on_submit() and not found.purged_at:
        with transaction():
            look_at_citizen(current_officer, post, found, form.reason.data)
        whole = True
    html = render_template(
        "citizens/page.html",
        post=post,
        form=form,
        masked=mask(found),
        whole=found if whole else None,
        looks=list_looks(found.id),
    )
    return html, 422 if form.is_submitted() and not whole else 200


@bp.get("/looks")
@login_required
def looks() -> ResponseReturnValue:
    """Who looked at whose name and number, and why: for an auditor. Others find no such page."""
    if current_officer.auditor_since is None:
        raise Missing
    shown, older = list_all_looks(asked_number("before"))
    return render_template("citizens/looks.html", looks=shown, older=older)

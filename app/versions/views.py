from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from app.core import limits
from app.core.errors import Outdated
from app.core.policy import require
from app.core.transaction import transaction
from app.core.web import asked_number, number_of
from app.officers.session import current_officer
from app.posts.forms import written_in
from app.posts.models import Post
from app.posts.operations import Written
from app.posts.queries import find_post
from app.versions.forms import WordsForm, form_on
from app.versions.operations import edit_post
from app.versions.queries import list_hidden, list_versions

bp = Blueprint("versions", __name__)


@bp.route("/posts/<int:post_id>/edit", methods=["GET", "POST"])
@login_required
@limits.EDIT_POST
@limits.PREVIEW_POST
def edit(post_id: int) -> ResponseReturnValue:
    post = find_post(current_officer, post_id)
    require(current_officer, "edit", post)
    form = form_on(post)
    if not form.validate_on_submit():
        return _page(post, form), 422 if form.is_submitted() else 200
    if "preview" in request.form:
        return _page(post, form, preview=written_in(form, post.audience))
    written, opened_on = written_in(form, post.audience), number_of(form.version.data or "")
    try:
        with transaction():
            edit_post(current_officer, post, opened_on or 0, written, form.language.data)
    except Outdated as outdated:
        return _both(find_post(current_officer, post_id), form, outdated.words_now)
    flash(_("What you wrote stands here now."), "done")
    return redirect(url_for("pages.post", post_id=post_id, sent=f"edit-{post_id}"), 303)


@bp.get("/posts/<int:post_id>/versions")
@login_required
def versions(post_id: int) -> ResponseReturnValue:
    """All that the post has said, for everyone who may read it."""
    post = find_post(current_officer, post_id)
    shown, older = list_versions(post, asked_number("before"))
    return render_template(
        "versions/list.html", post=post, versions=shown, older=older, hidden=list_hidden(post)
    )


def _both(post: Post, form: WordsForm, words_now: str) -> ResponseReturnValue:
    """What stands now beside what was typed, which can be sent again once it was compared."""
    form.version.data = str(post.version)
    return _page(post, form, words_now), 409


def _page(post: Post, form: WordsForm, words_now: str = "", preview: Written | None = None) -> str:
    return render_template(
        "versions/edit.html", post=post, form=form, words_now=words_now, preview=preview
    )

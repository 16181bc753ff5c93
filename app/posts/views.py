from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from app.core import keys, limits
from app.core.errors import Missing
from app.core.policy import can, require
from app.core.transaction import transaction
from app.officers.session import current_officer
from app.posts.forms import FORMS, IdeaForm, PostForm, WithdrawForm
from app.posts.models import Post, PostKind
from app.posts.operations import Written, withdraw_post, write_post
from app.posts.queries import find_post, reply_due

bp = Blueprint("posts", __name__)


@bp.app_template_global()
def may_write() -> bool:
    """Is there a way to a new post for who asks? `can` needs a thing, and here is none yet."""
    return can(current_officer, "write", Post)


@bp.app_template_global()
def may_give_notice() -> bool:
    return can(current_officer, "give_notice", Post)


@bp.get("/posts/new")
@login_required
def new() -> ResponseReturnValue:
    """An idea, unless another kind is chosen at its top."""
    require(current_officer, "write", Post)
    return _page(IdeaForm())


@bp.route("/posts/new/<kind>", methods=["GET", "POST"])
@login_required
@limits.WRITE_POST
@limits.PREVIEW_POST
def write(kind: str) -> ResponseReturnValue:
    form = _form_of(kind)
    require(current_officer, "write", Post)
    if form.kind == PostKind.NOTICE:
        require(current_officer, "give_notice", Post)
    if not form.validate_on_submit():
        return _page(form), 422 if form.is_submitted() else 200
    written = form.written
    if "preview" in request.form:
        return _page(form, preview=written)
    with transaction():
        post = keys.once(
            current_officer.id,
            form,
            Post,
            lambda: write_post(current_officer, written),
            lambda post: url_for("pages.post", post_id=post.id),
        )
    return redirect(url_for("pages.post", post_id=post.id, sent=f"post-{kind}"), 303)


@bp.route("/posts/<int:post_id>/withdrawal", methods=["GET", "POST"])
@login_required
def withdraw(post_id: int) -> ResponseReturnValue:
    post = find_post(current_officer, post_id)
    require(current_officer, "withdraw", post)
    form = WithdrawForm()
    if not form.validate_on_submit():
        return render_template("posts/withdraw.html", post=post, form=form)
    with transaction():
        withdraw_post(current_officer, post)
    return redirect(url_for("pages.post", post_id=post_id), 303)


def _form_of(kind: str) -> PostForm:
    if kind not in set(PostKind):
        raise Missing
    return FORMS[PostKind(kind)]()


def _page(form: PostForm, preview: Written | None = None) -> str:
    due = reply_due(form.kind)
    return render_template("posts/write.html", form=form, due=due, preview=preview)

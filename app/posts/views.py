from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from app.core.policy import can, require
from app.core.transaction import transaction
from app.officers.session import current_officer
from app.posts.forms import WithdrawForm
from app.posts.models import Post
from app.posts.operations import withdraw_post
from app.posts.queries import find_post

bp = Blueprint("posts", __name__)  # a post is written in pages/writing.py, with its files


@bp.app_template_global()
def may_write() -> bool:
    """Is there a way to a new post for who asks? `can` needs a thing, and here is none yet."""
    return can(current_officer, "write", Post)


@bp.app_template_global()
def may_give_notice() -> bool:
    return can(current_officer, "give_notice", Post)


@bp.app_template_global()
def may_give_challenge() -> bool:
    return can(current_officer, "give_challenge", Post)


@bp.app_template_global()
def may_write_to_office() -> bool:
    return can(current_officer, "write_to_office", Post)


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

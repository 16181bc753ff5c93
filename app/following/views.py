from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from app.core import limits
from app.core.errors import Missing
from app.core.transaction import transaction
from app.core.web import asked_number, own_path
from app.following import followed
from app.following.followed import find_what, list_followed
from app.following.operations import (
    face_no_more,
    face_post,
    follow_what,
    keep_no_longer,
    keep_post,
    stop_following_what,
)
from app.following.queries import PAGE, list_kept
from app.officers.models import Officer
from app.officers.session import current_officer
from app.posts.models import Post
from app.posts.operations import follow_post, stop_following
from app.posts.queries import find_post

bp = Blueprint("following", __name__)

Deed = Callable[[Officer, Post], None]


@bp.post("/posts/<int:post_id>/faced")
@login_required
@limits.FOLLOW
def face(post_id: int) -> ResponseReturnValue:
    _do(post_id, on=face_post, off=face_no_more)
    return redirect(_back(post_id), 303)


@bp.get("/bookmarks")
@login_required
def bookmarks() -> ResponseReturnValue:
    rows = list_kept(current_officer, before=asked_number("before"))
    older = rows[-1].number if len(rows) == PAGE else None
    return render_template("following/bookmarks.html", rows=rows, older=older)


@bp.post("/posts/<int:post_id>/bookmark")
@login_required
@limits.FOLLOW
def bookmark(post_id: int) -> ResponseReturnValue:
    if _do(post_id, on=keep_post, off=keep_no_longer) is keep_post:
        flash(_("Kept for later, among your bookmarks. Nobody else learns of it."), "done")
    return redirect(_back(post_id), 303)


@bp.post("/posts/<int:post_id>/following")
@login_required
@limits.FOLLOW
def follow(post_id: int) -> ResponseReturnValue:
    _do(post_id, on=follow_post, off=stop_following)
    return redirect(_back(post_id), 303)


@bp.get("/following")
@login_required
def following() -> ResponseReturnValue:
    lines = list_followed(current_officer, before=asked_number("before"))
    older = lines[-1].number if len(lines) == followed.PAGE else None
    return render_template("following/list.html", lines=lines, older=older)


@bp.post("/following")
@login_required
@limits.FOLLOW
def choose() -> ResponseReturnValue:
    """A colleague, an office, a district or a tag."""
    what = find_what(request.form.get("kind", ""), request.form.get("which", ""))
    deed = {"on": follow_what, "off": stop_following_what}.get(request.form.get("new", ""))
    if deed is None:
        raise Missing
    with transaction():
        deed(current_officer, what)
    asked = request.form.get("next")
    return redirect(own_path(asked) if asked else url_for("following.following"), 303)


def _do(post_id: int, on: Deed, off: Deed) -> Deed:
    """The one of two that the form asks for; so the same form sent twice does nothing more."""
    post = find_post(current_officer, post_id)
    deed = {"on": on, "off": off}.get(request.form.get("new", ""))
    if deed is None:
        raise Missing
    with transaction():
        deed(current_officer, post)
    return deed


def _back(post_id: int) -> str:
    asked = request.form.get("next")
    return own_path(asked) if asked else url_for("pages.post", post_id=post_id, _anchor="deeds")

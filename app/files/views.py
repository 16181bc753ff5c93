from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from app.comments.models import Comment
from app.comments.queries import find_comment
from app.core import keys, limits
from app.core.errors import Missing
from app.core.policy import require
from app.core.transaction import transaction
from app.files import store
from app.files.choosing import carried, keep, meet, say_gone
from app.files.forms import LARGEST, FilesForm
from app.files.models import File
from app.files.operations import ChosenGone, remove_file
from app.files.policy import MOST
from app.files.queries import count_files, find_file, find_served, list_own_files
from app.files.serving import served
from app.files.shelf import Opened
from app.officers.session import current_officer
from app.posts.models import Post
from app.posts.queries import find_post

bp = Blueprint("files", __name__)

# Where more than words may be sent.
ROOMY = {
    *("files.attach", "files.attach_to"),
    *("posts.write", "posts.save", "comments.create", "evidence.add"),
}


@bp.app_url_value_preprocessor
def make_room(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Before anybody reads the form: there officers alone, and for files, not for words."""
    brings = request.method == "POST" and request.mimetype == "multipart/form-data"
    if endpoint in ROOMY and brings and current_user.is_authenticated:
        request.max_content_length = MOST * LARGEST + 1_000_000


@bp.route("/posts/<int:post_id>/files", methods=["GET", "POST"])
@login_required
@limits.ATTACH
def attach(post_id: int) -> ResponseReturnValue:
    post = find_post(current_officer, post_id)
    require(current_officer, "attach", post)
    return _attach(post)


@bp.route("/comments/<int:comment_id>/files", methods=["GET", "POST"])
@login_required
@limits.ATTACH
def attach_to(comment_id: int) -> ResponseReturnValue:
    comment = find_comment(current_officer, comment_id)
    require(current_officer, "attach_to", comment)
    return _attach(comment)


def _attach(thing: Post | Comment) -> ResponseReturnValue:
    form = FilesForm()
    meet(current_officer, form)
    if not form.validate_on_submit():
        return _page(thing, form), 422 if form.is_submitted() else 200
    place = place_of(thing)
    try:
        with carried(current_officer, form) as files, transaction():
            keys.once(
                current_officer.id,
                form,
                File,
                lambda: files.hang_alone(thing),
                lambda _file: place,
            )
    except ChosenGone:
        say_gone(form)
        return _page(thing, form), 422
    if isinstance(thing, Comment):
        flash(
            _("What you sent is being prepared. It stands under the comment in a moment."), "done"
        )
    else:
        flash(_("What you sent is being prepared. The post shows it in a moment."), "done")
    return redirect(place, 303)


@bp.route("/files/<int:file_id>/removal", methods=["POST"])
@login_required
@limits.ATTACH
def remove(file_id: int) -> ResponseReturnValue:
    file = find_file(current_officer, file_id)
    with transaction():
        remove_file(current_officer, file)
    flash(_("The file was removed."), "done")
    back = (
        url_for("files.attach_to", comment_id=file.comment_id)
        if file.comment_id
        else url_for("files.attach", post_id=file.post_id)
    )
    return redirect(back, 303)


@bp.get("/files/<int:file_id>/<size>")
@login_required
def serve(file_id: int, size: str) -> ResponseReturnValue:
    """The reach is asked each time, also of what a browser has kept."""
    found = find_served(current_officer, file_id, size)
    return served(found, f"{found.id}-{size}", lambda: _opened(found.place, size))


def _opened(place: str, size: str) -> Opened:
    opened = store.find(place, size)
    if opened is None:  # of a house that was brought back without its files
        raise Missing
    return opened


def place_of(thing: Post | Comment) -> str:
    if isinstance(thing, Comment):
        return url_for("pages.post", post_id=thing.post_id, _anchor=f"comment-{thing.id}")
    return url_for("pages.post", post_id=thing.id, _anchor="files")


def _page(thing: Post | Comment, form: FilesForm) -> str:
    if form.is_submitted():
        keep(current_officer, form)
    comment = thing if isinstance(thing, Comment) else None
    return render_template(
        "files/attach.html",
        post=comment.post if comment else thing,
        comment=comment,
        form=form,
        back=place_of(thing),
        files=list_own_files(current_officer, thing),
        room=MOST - count_files(thing),
    )

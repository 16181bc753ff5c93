from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from app.comments.earlier import list_words
from app.comments.forms import AskForm, CommentForm, CommentWordsForm
from app.comments.models import Comment
from app.comments.operations import Said, ask_author, edit_comment, post_comment
from app.comments.queries import find_comment, find_parent, show_one
from app.core import keys, limits, log
from app.core.errors import Missing, Outdated
from app.core.policy import require
from app.core.transaction import transaction
from app.core.web import asked_number, fragment, number_of, way_back
from app.officers.session import current_officer
from app.posts.queries import find_post

bp = Blueprint("comments", __name__)


@bp.post("/posts/<int:post_id>/comments")
@login_required
@limits.WRITE_COMMENT
@limits.PREVIEW_COMMENT
def create(post_id: int) -> ResponseReturnValue:
    post = find_post(current_officer, post_id)
    form = CommentForm()
    if not form.validate():
        return render_template("comments/refill.html", post=post, form=form), 422
    parent = find_parent(current_officer, post, form.parent_id)
    said = Said(form.body.data)
    if "preview" in request.form:
        require(current_officer, "comment_on", post)
        if parent:
            require(current_officer, "reply_to", parent)
        return render_template("comments/refill_page.html", post=post, form=form, preview=said)
    comment_id = _once(form, lambda: post_comment(current_officer, post, said, parent))
    sent = f"reply-{form.parent_id}" if form.parent_id else f"comment-{post_id}"
    return _answer(post_id, comment_id, sent)


@bp.route("/posts/<int:post_id>/question", methods=["GET", "POST"])
@login_required
@limits.WRITE_COMMENT
@limits.PREVIEW_COMMENT
def ask(post_id: int) -> ResponseReturnValue:
    """A senior asks the author by name."""
    post = find_post(current_officer, post_id)
    form = AskForm()
    if not form.validate_on_submit():
        require(current_officer, "ask_about", post)
        status = 422 if form.is_submitted() else 200
        return render_template("comments/ask.html", post=post, form=form), status
    said = Said(form.body.data)
    if "preview" in request.form:
        require(current_officer, "comment_on", post)
        require(current_officer, "ask_about", post)
        return render_template("comments/ask.html", post=post, form=form, preview=said)
    comment_id = _once(form, lambda: ask_author(current_officer, post, said))
    return _answer(post_id, comment_id, f"question-{post_id}")


@bp.route("/comments/<int:comment_id>/edit", methods=["GET", "POST"])
@login_required
@limits.EDIT_COMMENT
@limits.PREVIEW_COMMENT
def edit(comment_id: int) -> ResponseReturnValue:
    comment = find_comment(current_officer, comment_id)
    require(current_officer, "edit", comment)
    form = CommentWordsForm(data={"body": comment.source, "version": comment.version})
    if not form.validate_on_submit():
        return _edit_page(comment, form), 422 if form.is_submitted() else 200
    said, opened_on = Said(form.body.data), number_of(form.version.data or "") or 0
    if "preview" in request.form:
        return _edit_page(comment, form, preview=said)
    try:
        with transaction():
            edit_comment(current_officer, comment, opened_on, said)
    except Outdated as outdated:
        comment = find_comment(current_officer, comment_id)
        form.version.data = str(comment.version)
        return _edit_page(comment, form, outdated.words_now), 409
    flash(_("What you wrote stands here now."), "done")
    return redirect(way_back(_place(comment), f"edit-comment-{comment_id}"), 303)


@bp.get("/comments/<int:comment_id>/versions")
@login_required
def versions(comment_id: int) -> ResponseReturnValue:
    """All that the comment has said; of a hidden one, for its author and the moderators."""
    comment = find_comment(current_officer, comment_id)
    if comment.hidden_at and not (
        current_officer.is_moderator or comment.author_id == current_officer.id
    ):
        raise Missing
    words, older = list_words(comment, asked_number("before"))
    shown = show_one(comment_id)
    return render_template(
        "comments/versions.html", comment=comment, shown=shown, words=words, older=older
    )


def _edit_page(
    comment: Comment, form: CommentWordsForm, words_now: str = "", preview: Said | None = None
) -> str:
    return render_template(
        "comments/edit.html", comment=comment, form=form, words_now=words_now, preview=preview
    )


def _once(form: CommentForm, make: Callable[[], Comment]) -> int:
    """Say it, or find what the same form said before; its number."""
    with transaction():
        comment = keys.once(current_officer.id, form, Comment, make, _place)
        return comment.id


def _place(comment: Comment) -> str:
    return url_for("pages.post", post_id=comment.post_id, _anchor=f"comment-{comment.id}")


def _answer(post_id: int, comment_id: int, sent: str) -> ResponseReturnValue:
    """The comment's piece and a fresh form with its own key; or back to the page."""
    entry = log.latest()  # read first: the piece is at least as young as it says
    html = render_template(
        "comments/_posted.html",
        comment=show_one(comment_id),
        entry=entry,
        post_id=post_id,
        form=CommentForm(formdata=None),
    )
    back = url_for("pages.post", post_id=post_id, _anchor=f"comment-{comment_id}")
    return fragment(html, fallback=way_back(back, sent))

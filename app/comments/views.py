from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from app.comments.earlier import list_words
from app.comments.forms import AskForm, CommentWordsForm
from app.comments.models import Comment
from app.comments.operations import Said, ask_author, edit_comment
from app.comments.queries import find_comment, show_one
from app.core import keys, limits
from app.core.errors import Missing, Outdated
from app.core.policy import require
from app.core.transaction import transaction
from app.core.web import asked_number, number_of, way_back
from app.officers.session import current_officer
from app.posts.queries import find_post

bp = Blueprint("comments", __name__)  # one is said in pages/saying.py, with its files


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
    with transaction():
        comment = keys.once(
            current_officer.id,
            form,
            Comment,
            lambda: ask_author(current_officer, post, said),
            place_of,
        )
        place = place_of(comment)
    return redirect(way_back(place, f"question-{post_id}"), 303)


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
    return redirect(way_back(place_of(comment), f"edit-comment-{comment_id}"), 303)


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


def place_of(comment: Comment) -> str:
    return url_for("pages.post", post_id=comment.post_id, _anchor=f"comment-{comment.id}")

"""Saying something under a post, with files."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from app.comments.models import Comment
from app.comments.operations import Said, post_comment
from app.comments.queries import find_parent
from app.comments.views import bp, place_of
from app.core import keys, limits, log
from app.core.policy import require
from app.core.transaction import transaction
from app.core.web import fragment, way_back
from app.files.choosing import carried, keep, meet, say_gone
from app.files.forms import CommentWithFilesForm
from app.files.operations import ChosenGone
from app.files.queries import show_comment
from app.officers.session import current_officer
from app.posts.models import Post
from app.posts.queries import find_post


@bp.post("/posts/<int:post_id>/comments")
@login_required
@limits.WRITE_COMMENT
@limits.PREVIEW_COMMENT
@limits.CARRY
def create(post_id: int) -> ResponseReturnValue:
    post = find_post(current_officer, post_id)
    form = CommentWithFilesForm()
    meet(current_officer, form)
    if not form.validate():
        return _refill(post, form)
    parent = find_parent(current_officer, post, form.parent_id)
    said = Said(form.body.data)
    if "preview" in request.form:
        require(current_officer, "comment_on", post)
        if parent:
            require(current_officer, "reply_to", parent)
        keep(current_officer, form)
        return render_template("comments/refill_page.html", post=post, form=form, preview=said)
    try:
        with carried(current_officer, form) as files, transaction():
            comment = keys.once(  # held till the commit: who tells of it need not read it again
                current_officer.id,
                form,
                Comment,
                lambda: files.hang_on(post_comment(current_officer, post, said, parent)),
                place_of,
            )
            comment_id = comment.id
    except ChosenGone:
        say_gone(form)
        return _refill(post, form)
    sent = f"reply-{form.parent_id}" if form.parent_id else f"comment-{post_id}"
    return _answer(post_id, comment_id, sent)


def _refill(post: Post, form: CommentWithFilesForm) -> ResponseReturnValue:
    keep(current_officer, form)
    return render_template("comments/refill.html", post=post, form=form), 422


def _answer(post_id: int, comment_id: int, sent: str) -> ResponseReturnValue:
    """The comment's piece and a fresh form with its own key; or back to the page."""
    entry = log.latest()  # read first: the piece is at least as young as it says
    html = render_template(
        "comments/_posted.html",
        comment=show_comment(comment_id),
        entry=entry,
        post_id=post_id,
        form=CommentWithFilesForm(formdata=None),
    )
    back = url_for("pages.post", post_id=post_id, _anchor=f"comment-{comment_id}")
    return fragment(html, fallback=way_back(back, sent))

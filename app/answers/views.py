from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from app.answers.operations import mark_answer, take_back_answer
from app.comments.queries import find_comment
from app.core import limits
from app.core.errors import Missing
from app.core.transaction import transaction
from app.officers.session import current_officer

bp = Blueprint("answers", __name__)


@bp.post("/comments/<int:comment_id>/answer")
@login_required
@limits.WORK_ACTION
def answer(comment_id: int) -> ResponseReturnValue:
    """Marked or taken back, as the form asks; so the same form sent twice does nothing more."""
    comment = find_comment(current_officer, comment_id)
    deed = {"on": mark_answer, "off": take_back_answer}.get(request.form.get("new", ""))
    if deed is None:
        raise Missing
    back = url_for("pages.post", post_id=comment.post_id, _anchor="answer")
    with transaction():
        deed(current_officer, comment)
    flash(_("Marked as the answer.") if deed is mark_answer else _("Taken back."), "done")
    return redirect(back, 303)

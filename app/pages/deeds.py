from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from app.actions.queries import find_action, find_strip
from app.answers.queries import is_answer
from app.comments.queries import find_comment
from app.core.policy import can, refusal
from app.files.forms import CommentWithFilesForm
from app.files.queries import list_files, show_comment
from app.officers.session import current_officer
from app.pages import bp


@bp.get("/comments/<int:comment_id>/deeds")
@login_required
def comment_deeds(comment_id: int) -> ResponseReturnValue:
    """What this officer may do with a comment. Of a hidden one its author and the moderators read
    the words and the reason, and nobody else."""
    comment = find_comment(current_officer, comment_id)
    strip = find_strip(comment.post_id)
    item = find_action(current_officer, strip.action_id) if strip and strip.action_id else None
    knows = current_officer.is_moderator or comment.author_id == current_officer.id
    return render_template(
        "comments/deeds.html",
        comment=show_comment(comment.id),
        kept=comment if comment.hidden_at and knows else None,
        kept_files=list_files(comment) if comment.hidden_at and knows else (),
        thing=comment,
        post=comment.post,
        refused=refusal(current_officer, "comment_on", comment.post)
        or refusal(current_officer, "reply_to", comment),
        orders=item if item and can(current_officer, "give_order", item) else None,
        marked=comment.post.author_id == current_officer.id and is_answer(comment.id),
        form=CommentWithFilesForm(data={"parent": comment.id}),
    )

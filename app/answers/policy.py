from flask_babel import lazy_gettext as _l

from app.comments.models import Comment
from app.comments.policy import reply_to
from app.core.policy import rule
from app.officers.models import Officer
from app.posts.models import Post, PostKind
from app.posts.policy import closed

ANSWERABLE = {PostKind.QUESTION, PostKind.HELP}


@rule(Comment)
def mark_answer(officer: Officer, comment: Comment) -> object | None:
    """A hidden comment answers nobody."""
    return _refusal(officer, comment.post) or reply_to(officer, comment)


@rule(Comment)
def take_back_answer(officer: Officer, comment: Comment) -> object | None:
    return _refusal(officer, comment.post)


def _refusal(officer: Officer, post: Post) -> object | None:
    if post.kind not in ANSWERABLE:
        return _l("Only a question, or a call for help, has an answer.")
    if post.author_id != officer.id:
        return _l("Only who asked says which comment is the answer.")
    return closed(post)

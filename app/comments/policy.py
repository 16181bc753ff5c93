from flask_babel import lazy_gettext as _l

from app.comments.models import Comment
from app.core.policy import rule
from app.officers.models import SENIOR, Officer
from app.posts.models import Post
from app.posts.policy import closed, finished


def is_senior_to(officer: Officer, post: Post) -> bool:
    """Senior is from Deputy Secretary up, and above the author as the author stood then. Nobody is
    senior to themselves, however far they have risen since."""
    if officer.id == post.author_id:
        return False
    return officer.seniority >= SENIOR and officer.seniority > post.seniority


@rule(Post)
def ask_about(officer: Officer, post: Post) -> object | None:
    if post.author_id is None:
        return _l("The author has no account here and cannot be asked.")
    if post.author_id == officer.id:
        return _l("Nobody asks themselves by name; write a comment.")
    if not is_senior_to(officer, post):
        return _l("Questions by name are for seniors of the author; write a comment.")
    return finished(post)


@rule(Comment)
def edit(officer: Officer, comment: Comment) -> object | None:
    """Its earlier words stay to be read; so what was answered may still be corrected."""
    if comment.author_id != officer.id:
        return _l("Only its writer may edit a comment.")
    if comment.hidden_at:
        return _l("This comment is hidden by a moderator.")
    return closed(comment.post)


@rule(Comment)
def hide(officer: Officer, comment: Comment) -> object | None:
    if not officer.is_moderator:
        return _l("Only a moderator may hide a comment.")
    if comment.author_id == officer.id:
        return _l("Another moderator must look at your own comment.")
    return _l("This comment is hidden already.") if comment.hidden_at else None


@rule(Comment)
def show_again(officer: Officer, comment: Comment) -> object | None:
    if not officer.is_moderator:
        return _l("Only a moderator may show a hidden comment again.")
    if comment.author_id == officer.id:
        return _l("Another moderator must look at your own comment.")
    return None if comment.hidden_at else _l("This comment is not hidden.")


@rule(Comment)
def reply_to(_officer: Officer, comment: Comment) -> object | None:
    return _l("This comment is hidden by a moderator.") if comment.hidden_at else None

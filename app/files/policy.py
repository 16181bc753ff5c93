from flask_babel import lazy_gettext as _l

from app.comments.models import Comment
from app.core.policy import rule
from app.files.models import ChosenFile, File
from app.officers.models import Officer
from app.posts.models import Post
from app.posts.policy import closed

MOST = 5  # files of a post, and of a comment


@rule(Post)
def attach(officer: Officer, post: Post) -> object | None:
    """How many there are already is asked by the operation: a page would ask it of every post."""
    if post.author_id != officer.id:
        return _l("Only the author may add files to a post.")
    return closed(post)


@rule(Comment)
def attach_to(officer: Officer, comment: Comment) -> object | None:
    if comment.author_id != officer.id:
        return _l("Only its writer may add files to a comment.")
    if comment.hidden_at:
        return _l("This comment is hidden by a moderator.")
    return closed(comment.post)


@rule(ChosenFile)
def choose(_officer: Officer, _file: type[ChosenFile]) -> object | None:
    """Whoever may write: the form that they came with asks by rules of its own."""
    return None


@rule(File)
def remove(officer: Officer, file: File) -> object | None:
    if file.officer_id != officer.id:
        return _l("Only who added a file may remove it.")
    return _l("This file was removed already.") if file.removed_at else None


@rule(File)
def look_through(_officer: Officer, _file: File) -> object | None:
    return _l("Files are looked through by the machine alone.")


def too_many(there: int, more: int) -> object | None:
    """Why so many more cannot stand where there are some."""
    if there + more <= MOST:
        return None
    return _l("A post or a comment carries five files at most. Remove one, or choose fewer.")

from flask_babel import lazy_gettext as _l

from app.core.policy import rule
from app.files.models import File
from app.officers.models import Officer
from app.posts.models import Post
from app.posts.policy import closed

MOST = 4  # files of a post


@rule(Post)
def attach(officer: Officer, post: Post) -> object | None:
    """How many there are already is asked by the operation: a page would ask it of every post."""
    if post.author_id != officer.id:
        return _l("Only the author may add files to a post.")
    return closed(post)


@rule(File)
def remove(officer: Officer, file: File) -> object | None:
    if file.officer_id != officer.id:
        return _l("Only who added a file may remove it.")
    return _l("This file was removed already.") if file.removed_at else None


@rule(File)
def look_through(_officer: Officer, _file: File) -> object | None:
    return _l("Files are looked through by the machine alone.")


def too_many(there: int, more: int) -> object | None:
    """Why so many more cannot stand on a post that has some."""
    if there + more <= MOST:
        return None
    return _l("A post carries four files at most. Remove one, or choose fewer.")

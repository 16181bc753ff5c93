from flask_babel import lazy_gettext as _l

from app.core.policy import rule
from app.following.models import Followed
from app.officers.models import Officer
from app.posts.models import Post, PostKind
from app.posts.policy import closed, finished


@rule(Post)
def face(officer: Officer, post: Post) -> object | None:
    if post.author_id == officer.id:
        return _l("This is your own post: that you face it is known.")
    if post.kind in {PostKind.NOTICE, PostKind.PROPOSITION, PostKind.CHALLENGE}:
        return _l("It tells of no trouble that one could share; say what you think in a comment.")
    if officer.seat is None:
        return _l("You hold no seat today, so there is no office to speak from.")
    return finished(post)


@rule(Post)
def face_no_more(_officer: Officer, post: Post) -> object | None:
    """Who has left the seat since may still take it back."""
    return closed(post)


@rule(Post)
def keep(_officer: Officer, _post: Post) -> object | None:
    """What one may read one may keep, and let go: it concerns nobody else. (Never refused, for a
    refusal is written in the log.)"""
    return None


@rule(Followed)
def follow_what(_officer: Officer, _what: type[Followed]) -> object | None:
    """Officers, offices, districts and tags are there for all to see. (Never refused: as above.)"""
    return None


@rule(Followed)
def stop_following_what(_officer: Officer, _what: type[Followed]) -> object | None:
    return None

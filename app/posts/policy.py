from flask_babel import lazy_gettext as _l

from app.core.policy import rule
from app.officers.models import SENIOR, Officer
from app.officers.queries import headed_by
from app.posts.models import Post

HIDDEN = _l("This post is hidden by a moderator.")
WITHDRAWN = _l("This post was withdrawn by its author.")
NO_SEAT = _l("You hold no seat today, so there is no office to write from.")


def closed(post: Post) -> object | None:
    """Why nothing new can be said or done here."""
    if post.hidden_at:
        return HIDDEN
    if post.withdrawn_at:
        return WITHDRAWN
    return None


def finished(post: Post) -> object | None:
    """Why no voice is added here, though it can be read and judged."""
    if post.merged_into_id:
        return _l("This idea was merged into another: speak there.")
    return closed(post)


def _without_seat(officer: Officer) -> object | None:
    """In service one speaks from a seat; who has retired speaks for none."""
    return None if officer.seat or officer.retired_on else NO_SEAT


def heads(officer: Officer, post: Post) -> bool:
    """Does this officer head the office that the post came from, or one above it?"""
    headed = tuple(headed_by(officer))  # most head none: then the post's office is not asked for
    return bool(headed) and post.office is not None and post.office.path.startswith(headed)


@rule(Post)
def write(officer: Officer, _post: type[Post]) -> object | None:
    return _without_seat(officer)


@rule(Post)
def write_to_office(officer: Officer, _post: type[Post]) -> object | None:
    """For the office one sits in, and those under it."""
    return None if officer.seat else NO_SEAT


@rule(Post)
def give_notice(officer: Officer, _post: type[Post]) -> object | None:
    """A notice speaks for an office: so it comes from a senior, or from who heads one."""
    if officer.seniority >= SENIOR or headed_by(officer):
        return None
    return _l(
        "A notice speaks for an office: a senior or the head of an office gives it. "
        "You can write it as an idea or a question."
    )


@rule(Post)
def give_challenge(officer: Officer, _post: type[Post]) -> object | None:
    """It asks all colleagues for their time: so it comes from who curates, or heads an office."""
    if officer.is_moderator or headed_by(officer):
        return None
    return _l("A moderator or the head of an office opens a challenge. Write an idea instead.")


@rule(Post)
def comment_on(officer: Officer, post: Post) -> object | None:
    return _without_seat(officer) or finished(post)


@rule(Post)
def follow(_officer: Officer, post: Post) -> object | None:
    return closed(post)


@rule(Post)
def stop_following(_officer: Officer, _post: Post) -> object | None:
    """Whether one wants to hear of it is one's own to say, whatever has become of the post."""
    return None


@rule(Post)
def withdraw(officer: Officer, post: Post) -> object | None:
    if post.author_id != officer.id:
        return _l("Only the author may withdraw a post.")
    if post.flagged_at:
        return _l(
            "A citizen's issue stands on this post: it stays, so that all can see what comes of it."
        )
    return closed(post)


@rule(Post)
def hide(officer: Officer, post: Post) -> object | None:
    if not officer.is_moderator:
        return _l("Only a moderator may hide a post.")
    if post.author_id == officer.id:
        return _l("Another moderator must look at your own post.")
    return closed(post)


@rule(Post)
def show_again(officer: Officer, post: Post) -> object | None:
    if not officer.is_moderator:
        return _l("Only a moderator may show a hidden post again.")
    if post.author_id == officer.id:
        return _l("Another moderator must look at your own post.")
    return None if post.hidden_at else _l("This post is not hidden.")


@rule(Post)
def pin(officer: Officer, post: Post) -> object | None:
    if reason := _curate(officer, post):
        return reason
    return _l("This post is pinned already.") if post.pinned_at else None


@rule(Post)
def unpin(officer: Officer, post: Post) -> object | None:
    if reason := _curate(officer, post):
        return reason
    return None if post.pinned_at else _l("This post is not pinned.")


def _curate(officer: Officer, post: Post) -> object | None:
    """Why this officer does not decide what stands on top of the feed."""
    if not officer.is_moderator:
        return _l("Only a moderator may pin a post.")
    if post.author_id == officer.id:
        return _l("Another moderator must look at your own post.")
    return closed(post)

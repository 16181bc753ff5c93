from flask_babel import lazy_gettext as _l

from app.comments.policy import is_senior_to
from app.core.policy import rule
from app.endorsements.queries import has_endorsed
from app.officers.models import Officer
from app.posts.models import Post, PostKind
from app.posts.policy import finished

TWICE = _l("You have endorsed this post already.")


@rule(Post)
def endorse(officer: Officer, post: Post) -> object | None:
    if reason := refusal_to_seal(officer, post) or refusal_to_endorse(post):
        return reason
    return TWICE if has_endorsed(officer, post) else None


@rule(Post)
def mark_read(officer: Officer, post: Post) -> object | None:
    return refusal_to_seal(officer, post)


def refusal_to_seal(officer: Officer, post: Post) -> object | None:
    """Why this officer's name cannot stand under this post, whatever stands there already."""
    if post.author_id == officer.id:
        return _l("Nobody endorses their own post.")
    if not is_senior_to(officer, post):
        return _l("An endorsement comes from a senior of the author; your comment is welcome.")
    if officer.seat is None:
        return _l("You hold no seat today, so there is no office to speak from.")
    return finished(post)


def refusal_to_endorse(post: Post) -> object | None:
    """Why nobody endorses this post, senior or not."""
    if post.kind != PostKind.IDEA:
        return _l("Endorsements are for ideas; answer this with a comment.")
    return None

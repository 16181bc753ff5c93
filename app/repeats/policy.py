from flask_babel import lazy_gettext as _l

from app.core.policy import rule
from app.officers.models import Officer
from app.posts.models import Post, PostKind
from app.posts.policy import closed
from app.repeats.models import Repeat
from app.repeats.queries import stands


@rule(Repeat)
def open_challenge(_officer: Officer, repeat: Repeat) -> object | None:
    """Who may give a challenge at all, a rule of posts says."""
    if stands(repeat.challenge):
        return _l("A challenge stands for this problem already.")
    return None


@rule(Post)
def answer_challenge(_officer: Officer, challenge: Post) -> object | None:
    if challenge.kind != PostKind.CHALLENGE:
        return _l("This post is no challenge.")
    return closed(challenge)

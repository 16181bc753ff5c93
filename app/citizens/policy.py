from collections.abc import Callable, Collection

from flask_babel import lazy_gettext as _l

from app.citizens.models import Citizen
from app.core.policy import rule
from app.officers.models import Officer
from app.posts.models import Post
from app.posts.policy import heads

Handles = Callable[[Officer, Post], bool]

# Who else has a trouble in hand, as packages further up know it: they register themselves.
HANDLES: list[Handles] = []

# Of these citizens, whose trouble is not over, as packages further up know it.
WAITED_FOR: list[Callable[[Collection[str]], set[str]]] = []


def handles(function: Handles) -> Handles:
    HANDLES.append(function)
    return function


def may_handle(officer: Officer, post: Post) -> bool:
    """Who has the trouble of a post in hand, and may know whose it is: who brought it, a moderator,
    the head of its office or of one above; and whom HANDLES name."""
    if officer.is_moderator or post.author_id == officer.id or heads(officer, post):
        return True
    return any(has_it(officer, post) for has_it in HANDLES)


@rule(Post)
def look_at_citizen(officer: Officer, post: Post) -> object | None:
    if may_handle(officer, post):
        return None
    return _l("Whose trouble it is, only those see who have it in hand.")


@rule(Post)
def keep_citizen(officer: Officer, post: Post) -> object | None:
    if post.author_id == officer.id:
        return None
    return _l("Who brings a trouble says whose it is.")


@rule(Citizen)
def forget_citizens(_officer: Officer, _whose: type[Citizen]) -> object | None:
    return _l("What is kept of a citizen goes by itself, on its day.")

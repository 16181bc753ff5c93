from flask_babel import lazy_gettext as _l

from app.comments.policy import is_senior_to
from app.core.policy import rule
from app.ideas.models import ENDS, IdeaState
from app.officers.models import Officer
from app.posts.models import Audience, Post, PostKind
from app.posts.policy import finished, heads

WORDS = {
    IdeaState.DISCUSSION: _l("In discussion"),
    IdeaState.REVIEW: _l("Under review"),
    IdeaState.PILOTING: _l("Piloting"),
    IdeaState.ADOPTED: _l("Adopted"),
    IdeaState.NOT_TAKEN_UP: _l("Not taken up"),
}


@rule(Post)
def move_idea(officer: Officer, post: Post) -> object | None:
    """A senior of the author, or the head of the author's office or of one above it."""
    if post.kind != PostKind.IDEA:
        return _l("Only an idea goes from state to state; answer this with a comment.")
    if post.author_id == officer.id:
        return _l("Nobody moves their own idea: a senior or the head of the office does.")
    if not (is_senior_to(officer, post) or heads(officer, post)):
        return _l(
            "An idea is moved by a senior of its author or by the head of the office; "
            "your comment is welcome."
        )
    if officer.seat is None:
        return _l("You hold no seat today, so there is no office to speak from.")
    return finished(post)


@rule(Post)
def take_in(_officer: Officer, into: Post) -> object | None:
    """Whether another idea can be merged into this one."""
    if into.kind != PostKind.IDEA:
        return _l("An idea is merged into an idea; this is another kind of post.")
    return finished(into)


def refusal_to_merge(post: Post, into: Post) -> object | None:
    """Why these two do not become one, whoever merges them."""
    if post.id == into.id:
        return _l("This is the idea itself: name the other one.")
    if post.flagged_at:
        return _l(
            "A citizen's issue stands on this idea: it stays, so that all see what comes of it."
        )
    if (
        Audience.PRIVATE in {post.audience, into.audience}
        or post.audience != into.audience
        or (post.audience == Audience.OFFICE and post.office_id != into.office_id)
    ):
        return _l("The two are not written for the same readers, so they stay apart.")
    return None


def refusal_to_go(state: IdeaState, to: IdeaState) -> object | None:
    """Why an idea does not go from one state to the other, whoever moves it."""
    if to == IdeaState.MERGED:
        return _l("An idea is merged on a page of its own, where the other idea is named.")
    if to in {state, IdeaState.SUBMITTED}:
        return _l("The idea is in this state already; choose another.")
    if state in ENDS and to != IdeaState.DISCUSSION:
        return _l("The idea has come to its end. Reopen it first: it goes back to discussion.")
    return None


def ways_on(state: IdeaState) -> list[IdeaState]:
    """Where an idea may go from here, in the order of the path."""
    return [to for to in IdeaState if refusal_to_go(state, to) is None]

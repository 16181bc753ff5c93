from flask_babel import lazy_gettext as _l

from app.comments.operations import Said
from app.core.clock import now
from app.core.db import db, take_turn
from app.core.errors import Outdated, Refused
from app.core.events import record
from app.core.i18n import language_of
from app.core.policy import require
from app.following.carrying import carry_over
from app.ideas.events import IdeaMerged, IdeaMoved
from app.ideas.models import IdeaState, IdeaStep
from app.ideas.policy import WORDS, refusal_to_go, refusal_to_merge
from app.ideas.queries import find_last_step, has_taken_in, list_owners
from app.officers.models import Officer, Seat
from app.officers.queries import holder_of, stand_still
from app.posts.models import Post
from app.posts.operations import follow_post


def move_idea(
    officer: Officer, post: Post, to: IdeaState, said: Said, owner: Seat, version: int | None
) -> IdeaStep:
    """`version` is the number of the last step that the officer has seen, 0 for none. Raises
    Outdated when another has moved the idea since; Refused for a state where it cannot go, and for
    an owner who is not offered (`list_owners`) or a seat with nobody."""
    stand_still(officer)
    take_turn(post)
    require(officer, "move_idea", post)
    last = find_last_step(post)
    if version != (last.id if last else 0):
        raise Outdated(f"{WORDS[last.state]}: {last.reason_source}" if last else "")
    if reason := refusal_to_go(last.state if last else IdeaState.SUBMITTED, to):
        raise Refused(reason)
    if owner.id not in {seat.id for seat in list_owners(officer, post)}:
        raise Refused(_l("This seat cannot be made responsible for this post."))
    if holder_of(owner) is None:
        raise Refused(_l("Nobody sits in this seat or above it: choose another."))
    assert officer.seat is not None  # noqa: S101  (the rule above)
    step = IdeaStep(
        post_id=post.id,
        state=to,
        reason_source=said.source,
        reason_html=said.html,
        language=language_of(said.source),
        owner_seat_id=owner.id,
        officer_id=officer.id,
        seat_id=officer.seat.id,
    )
    db.session.add(step)
    follow_post(officer, post)
    post.moved_at = now()
    db.session.flush()
    moved = IdeaMoved(post_id=post.id, step_id=step.id, state=to, owner_seat_id=owner.id)
    record(officer.actor, moved)
    return step


def merge_idea(officer: Officer, post: Post, into: Post, said: Said) -> IdeaStep:
    """Two ideas of one thought become one. Its endorsements stay and are counted there as well; who
    follows it, or faces its trouble, does so there from now on, once."""
    for one in sorted((post, into), key=lambda one: one.id):  # so that nobody waits in a ring
        take_turn(one)
    require(officer, "move_idea", post)
    require(officer, "take_in", into)
    if reason := refusal_to_merge(post, into):
        raise Refused(reason)
    if has_taken_in(post):
        raise Refused(_l("Other ideas were merged into this one: merge the other into it."))
    assert officer.seat is not None  # noqa: S101  (the rule above)
    step = IdeaStep(
        post_id=post.id,
        state=IdeaState.MERGED,
        reason_source=said.source,
        reason_html=said.html,
        language=language_of(said.source),
        owner_seat_id=officer.seat.id,
        officer_id=officer.id,
        seat_id=officer.seat.id,
    )
    db.session.add(step)
    post.merged_into_id, into.moved_at = into.id, now()
    carry_over(post, into)
    db.session.flush()
    record(officer.actor, IdeaMerged(post_id=post.id, step_id=step.id, into_id=into.id))
    return step

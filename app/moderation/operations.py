"""What is hidden or shown again is told by its own feature: one deed, one event. Concerns that are
settled on the way are settled without a word."""

from typing import Any

from app.comments.models import Comment
from app.comments.operations import hide_comment
from app.core.clock import now
from app.core.db import db, insert_unless_there, take_turn
from app.core.events import record
from app.core.policy import require
from app.moderation.events import ConcernKept, ConcernRaised
from app.moderation.models import Concern, Outcome, Reason
from app.moderation.queries import find_own_last, list_open_about
from app.officers.models import Officer
from app.posts.models import Post
from app.posts.operations import hide_post


def raise_concern(
    officer: Officer, post: Post, comment: Comment | None, reason: Reason, words: str
) -> Concern:
    """The new concern; or the one this officer has open about the same thing, untouched."""
    require(officer, "raise_concern", comment or post)
    # The index decides, not a look beforehand: two tabs may send at once.
    made = db.session.scalar(
        insert_unless_there(Concern)
        .values(
            post_id=post.id,
            comment_id=comment.id if comment else None,
            officer_id=officer.id,
            seat_id=officer.seat.id if officer.seat else None,
            reason_code=reason,
            words=words,
        )
        .returning(Concern.id)
    )
    concern = find_own_last(officer, comment or post)
    assert concern is not None  # noqa: S101  (made now, or the open one that stood in the way)
    if made:
        record(officer.actor, ConcernRaised(**_facts(concern)))
    return concern


def settle_keep(officer: Officer, concern: Concern, words: str) -> None:
    """What was said stays. Settles every open concern about it: one thing, one decision."""
    take_turn(concern.post)  # the post first, also for its comments: nobody waits in a ring
    take_turn(concern)
    require(officer, "settle", concern)
    _settle(officer, concern.thing, Outcome.KEPT, words)
    record(officer.actor, ConcernKept(**_facts(concern)))


def hide_post_with_reason(officer: Officer, post: Post, reason: str) -> None:
    take_turn(post)
    require(officer, "hide", post)
    _settle(officer, post, Outcome.HIDDEN, reason)
    hide_post(officer, post, reason)


def hide_comment_with_reason(officer: Officer, comment: Comment, reason: str) -> None:
    take_turn(comment.post)
    take_turn(comment)
    require(officer, "hide", comment)
    _settle(officer, comment, Outcome.HIDDEN, reason)
    hide_comment(officer, comment, reason)


def _settle(officer: Officer, thing: Post | Comment, outcome: Outcome, words: str) -> None:
    at = now()
    for concern in list_open_about(thing):
        require(officer, "settle", concern)
        concern.settle(officer, at, outcome, words)


def _facts(concern: Concern) -> dict[str, Any]:
    return {
        "concern_id": concern.id,
        "post_id": concern.post_id,
        "comment_id": concern.comment_id,
    }

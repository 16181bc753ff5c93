from sqlalchemy import select

from app.answers.events import AnswerMarked, AnswerTakenBack
from app.answers.models import Answer
from app.comments.models import Comment
from app.core.clock import now
from app.core.db import db, take_turn
from app.core.events import record
from app.core.policy import require
from app.officers.models import Officer


def mark_answer(officer: Officer, comment: Comment) -> None:
    """In the place of the one that was marked before. Marked twice it is marked once."""
    standing = _take_turn(comment)
    require(officer, "mark_answer", comment)
    if standing is None:
        db.session.add(
            Answer(post_id=comment.post_id, comment_id=comment.id, officer_id=officer.id)
        )
    elif standing.comment_id == comment.id:
        return
    else:
        standing.comment_id, standing.officer_id = comment.id, officer.id
        standing.marked_at = now()
    record(officer.actor, AnswerMarked(comment_id=comment.id, post_id=comment.post_id))


def take_back_answer(officer: Officer, comment: Comment) -> None:
    """What is not the answer cannot be taken back, and nothing happens."""
    standing = _take_turn(comment)
    require(officer, "take_back_answer", comment)
    if standing is None or standing.comment_id != comment.id:
        return
    db.session.delete(standing)
    record(officer.actor, AnswerTakenBack(comment_id=comment.id, post_id=comment.post_id))


def _take_turn(comment: Comment) -> Answer | None:
    """The post first, as whoever writes or hides under it does. The answer as it stands then."""
    take_turn(comment.post)
    take_turn(comment)
    found = select(Answer).where(Answer.post_id == comment.post_id)
    return db.session.scalar(found.execution_options(populate_existing=True))

from sqlalchemy.exc import IntegrityError

from app.core.clock import now
from app.core.db import db
from app.core.errors import Refused
from app.core.events import record
from app.core.i18n import language_of
from app.core.policy import require
from app.endorsements.events import PostEndorsed, PostRead
from app.endorsements.models import Endorsement, Reading
from app.endorsements.policy import TWICE
from app.officers.models import Officer
from app.officers.queries import stand_still
from app.posts.models import Post
from app.posts.operations import follow_post


def endorse_post(
    officer: Officer, post: Post, reason: str, prepared_by: Officer | None = None
) -> Endorsement:
    """Whose name stands under it hears what becomes of it."""
    stand_still(officer)
    require(officer, "endorse", post)
    endorsement = Endorsement(
        post_id=post.id,
        officer_id=officer.id,
        seat_id=_seat_of(officer),
        seniority=officer.seniority,
        reason=reason,
        language=language_of(reason),
        prepared_by_id=prepared_by.id if prepared_by else None,
    )
    if not _put(endorsement):
        raise Refused(TWICE)
    follow_post(officer, post)
    post.moved_at = now()
    record(
        officer.actor.prepared_by(prepared_by.actor) if prepared_by else officer.actor,
        PostEndorsed(
            post_id=post.id,
            endorsement_id=endorsement.id,
            prepared_by_id=endorsement.prepared_by_id,
        ),
    )
    return endorsement


def mark_read(officer: Officer, post: Post) -> None:
    """Tell the author that this senior has read the post. Said twice it is said once."""
    require(officer, "mark_read", post)
    reading = Reading(post_id=post.id, officer_id=officer.id, seat_id=_seat_of(officer))
    if _put(reading):
        record(officer.actor, PostRead(post_id=post.id, reading_id=reading.id))


def _put(seal: Endorsement | Reading) -> bool:
    """False when it stands there already. Asked of the database itself: another process may have
    been quicker than any rule can see."""
    try:
        with db.session.begin_nested():
            db.session.add(seal)
    except IntegrityError:
        return False
    return True


def _seat_of(officer: Officer) -> int:
    assert officer.seat is not None  # noqa: S101  (the rules above)
    return officer.seat.id

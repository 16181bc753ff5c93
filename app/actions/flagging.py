"""A post is flagged as a citizen's issue; the flag is declined, or joined to an item."""

from flask_babel import lazy_gettext as _l

from app.actions.events import (
    FlagDeclined,
    FlagJoined,
    PostFlagged,
)
from app.actions.models import ActionItem, ActionState, Flag, Ground, Join
from app.comments.operations import Said
from app.core.clock import now
from app.core.db import db, take_turn
from app.core.errors import Refused
from app.core.events import record
from app.core.i18n import language_of
from app.core.policy import require
from app.following.carrying import carry_over
from app.officers.models import Officer
from app.officers.queries import stand_still
from app.posts.models import Post
from app.posts.operations import follow_post
from app.posts.parties import let_officer_in


def flag_post(officer: Officer, post: Post, said: Said) -> Flag:
    """Say that the post tells of a citizen's trouble. Who flags hears how it ends."""
    take_turn(post)
    require(officer, "flag", post)
    flag = Flag(
        post_id=post.id,
        officer_id=officer.id,
        seat_id=officer.seat.id if officer.seat else None,
        source=said.source,
        html=said.html,
        language=language_of(said.source),
    )
    db.session.add(flag)
    post.flagged_at = now()
    let_officer_in(post, officer)
    follow_post(officer, post)
    db.session.flush()
    record(officer.actor, PostFlagged(flag_id=flag.id, post_id=post.id))
    return flag


def decline_flag(officer: Officer, flag: Flag, reason: str, ground: Ground = Ground.OTHER) -> Flag:
    """Leave the post as talk. Who flagged it is told why."""
    stand_still(officer)
    take_turn(flag)
    require(officer, "decline", flag)
    flag.declined_at, flag.declined_by_id, flag.declined_reason = now(), officer.id, reason
    flag.declined_on = ground
    flag.post.flagged_at = None
    record(officer.actor, FlagDeclined(flag_id=flag.id, post_id=flag.post_id))
    return flag


def join_flag(officer: Officer, flag: Flag, item: ActionItem) -> Flag:
    """The same trouble has a number already: it goes on there, and who follows the post or raised
    the flag hears of it there. The caller has found the item."""
    stand_still(officer)
    take_turn(item)
    take_turn(flag)
    require(officer, "join", flag)
    if item.post_id == flag.post_id or item.state == ActionState.VERIFIED:
        raise Refused(_l("Choose an action item that is still open."))
    seat_id = officer.seat.id if officer.seat else None
    db.session.add(Join(flag_id=flag.id, action_id=item.id, officer_id=officer.id, seat_id=seat_id))
    carry_over(flag.post, item.post)
    let_officer_in(item.post, flag.officer)
    db.session.flush()
    joined = FlagJoined(
        action_id=item.id, post_id=item.post_id, flag_id=flag.id, from_post_id=flag.post_id
    )
    record(officer.actor, joined)
    return flag

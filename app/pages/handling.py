"""Who has a trouble in hand, as the packages know it that stand above the citizens."""

from sqlalchemy import or_, select

from app.actions.models import ActionItem, Flag, Join
from app.citizens.policy import handles
from app.core.db import db
from app.officers.models import Officer
from app.officers.queries import holder_of
from app.posts.models import Post


@handles
def answers_for_its_item(officer: Officer, post: Post) -> bool:
    """Whoever answers today for the seat that is responsible."""
    if post.flagged_at is None:
        return False
    joined = select(Join.action_id).join(Flag, Flag.id == Join.flag_id)
    mine = or_(
        ActionItem.post_id == post.id, ActionItem.id.in_(joined.where(Flag.post_id == post.id))
    )
    items = db.session.scalars(select(ActionItem).where(mine))
    holders = (holder_of(item.seat) for item in items)
    return any(holder is not None and holder.id == officer.id for holder in holders)

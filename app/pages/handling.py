"""Who has a trouble in hand, as the packages know it that stand above the citizens."""

from sqlalchemy import select

from app.actions.models import ActionItem
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
    items = db.session.scalars(select(ActionItem).where(ActionItem.post_id == post.id))
    holders = (holder_of(item.seat) for item in items)
    return any(holder is not None and holder.id == officer.id for holder in holders)

"""Which items may tell of the same trouble as a flag."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from app.actions.models import OPEN, ActionItem, ActionState, Flag
from app.actions.queries import visible_actions
from app.core.db import db
from app.officers.models import Office, Officer
from app.posts.models import Post

MOST = 3
LOOKED_AT = 200  # the newest open ones of the district
SHORTEST = 3  # letters of a word that tells something


def list_alike(officer: Officer, flag: Flag) -> Sequence[ActionItem]:
    """Open items of the same district whose titles share words with the flagged post, the most
    alike first; at most MOST. A post of no district is compared with all."""
    items = visible_actions(officer).where(
        ActionItem.post_id != flag.post_id, ActionItem.state.in_({*OPEN, ActionState.DONE})
    )
    office = flag.post.office
    if office and office.district:
        there = select(Office.id).where(Office.district == office.district)
        items = items.where(or_(ActionItem.office_id.in_(there), Post.office_id.in_(there)))
    near = db.session.scalars(items.order_by(ActionItem.id.desc()).limit(LOOKED_AT)).all()
    mine = _words(flag.post.title)
    shared = {item.id: len(mine & _words(item.post.title)) for item in near}
    alike = [item for item in near if shared[item.id]]
    return sorted(alike, key=lambda item: (-shared[item.id], -item.id))[:MOST]


def _words(title: str) -> set[str]:
    return {word for word in title.casefold().split() if len(word) >= SHORTEST}

"""What may be seen of appeals: as much as may be seen of the post whose trouble they are about."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from app.actions.models import ActionItem
from app.appeals.models import WAITING, Appeal
from app.core.clock import today
from app.core.db import db
from app.core.errors import Missing
from app.officers.models import Officer, Seat
from app.posts.models import Post
from app.posts.queries import may_read, sight_of
from app.posts.seats import answered_by

MOST = 50  # of a list: what is decided first is what is due first


def visible_appeals(officer: Officer) -> Select[tuple[Appeal]]:
    return (
        select(Appeal)
        .join(ActionItem, ActionItem.id == Appeal.action_id)
        .join(Post, Post.id == ActionItem.post_id)
        .where(may_read(officer))
    )


def find_appeal(officer: Officer, appeal_id: int) -> Appeal:
    found = db.session.scalar(visible_appeals(officer).where(Appeal.id == appeal_id))
    if found is None:
        raise Missing
    return found


def list_to_decide(officer: Officer) -> Sequence[Appeal]:
    """Of the seats that come down to this officer today, what is due first."""
    appeals = visible_appeals(officer).join(Seat, Seat.id == Appeal.seat_id)
    appeals = appeals.where(answered_by(sight_of(officer)))
    return _list(appeals.where(Appeal.state.in_(WAITING)).order_by(Appeal.due_on, Appeal.id))


def list_filed(officer: Officer) -> Sequence[Appeal]:
    """By this officer, the newest first."""
    appeals = visible_appeals(officer).where(Appeal.filed_by_id == officer.id)
    return _list(appeals.order_by(Appeal.id.desc()))


def list_of(action_id: int) -> Sequence[Appeal]:
    """Of one item, the newest first. The caller has found it."""
    appeals = select(Appeal).join(ActionItem, ActionItem.id == Appeal.action_id)
    appeals = appeals.where(Appeal.action_id == action_id).order_by(Appeal.id.desc())
    return _list(appeals.execution_options(populate_existing=True))


def is_overdue(appeal: Appeal) -> bool:
    return appeal.state in WAITING and appeal.due_on < today()


def _list(appeals: Select[tuple[Appeal]]) -> Sequence[Appeal]:
    return db.session.scalars(appeals.options(contains_eager(Appeal.item)).limit(MOST)).all()

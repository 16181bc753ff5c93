"""Which ended items tell of the same problem, and when that is news."""

from datetime import timedelta

from sqlalchemy import select, text
from sqlalchemy.orm import contains_eager

from app.actions.models import ActionItem
from app.actions.table import ENDED
from app.core.clock import day_of
from app.core.db import db, is_sqlite
from app.core.events import SYSTEM, record
from app.officers.models import Office, Seat
from app.posts.models import Post
from app.repeats.events import ProblemRepeated
from app.repeats.models import Repeat, RepeatItem
from app.repeats.queries import ENOUGH, WINDOW
from app.sources.alike import say_the_same

_TURN = 0x75746870  # on PostgreSQL one gathers at a time
_LOOKED_AT = 500  # the latest ended ones of the area


def gather(item: ActionItem) -> None:
    """An item that was ended, put with those of its area whose titles say the same and which were
    ended within the window. The third makes it a repeat, which is told of; a fourth joins it."""
    if not is_sqlite():
        db.session.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})
    there = select(RepeatItem.id).where(RepeatItem.action_id == item.id)
    if item.state not in ENDED or not item.done_at or db.session.scalar(there):
        return
    alike = _list_alike(item)
    known = select(RepeatItem.repeat_id).where(RepeatItem.action_id.in_([one.id for one in alike]))
    newest = db.session.scalar(known.order_by(RepeatItem.repeat_id.desc()).limit(1))
    if newest:
        db.session.add(RepeatItem(repeat_id=newest, action_id=item.id))
    elif len(alike) + 1 >= ENOUGH:
        repeat = Repeat(area=_area_of(item.seat.office))
        db.session.add(repeat)
        db.session.flush()
        for one in (item, *alike):
            db.session.add(RepeatItem(repeat_id=repeat.id, action_id=one.id))
        record(SYSTEM, ProblemRepeated(repeat_id=repeat.id))


def _area_of(office: Office) -> str:
    """The district; above districts the office itself."""
    return office.district or office.path


def _list_alike(item: ActionItem) -> list[ActionItem]:
    assert item.done_at is not None  # noqa: S101  (asked before)
    first = item.done_at - timedelta(days=WINDOW + 1)
    office = item.seat.office
    here = Office.district == office.district if office.district else Office.id == office.id
    near = db.session.scalars(
        select(ActionItem)
        .join(Post, Post.id == ActionItem.post_id)
        .join(Seat, Seat.id == ActionItem.seat_id)
        .join(Office, Office.id == Seat.office_id)
        .where(
            here,
            ActionItem.id != item.id,
            ActionItem.state.in_(ENDED),
            ActionItem.done_at >= first,
            Post.hidden_at.is_(None),
            Post.withdrawn_at.is_(None),
        )
        .options(contains_eager(ActionItem.post))
        .order_by(ActionItem.done_at.desc())
        .limit(_LOOKED_AT)
    ).unique()
    return [
        one
        for one in near
        if one.done_at
        and abs((day_of(item.done_at) - day_of(one.done_at)).days) <= WINDOW
        and say_the_same(one.post.title, item.post.title)
    ]

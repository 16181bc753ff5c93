"""To which level an appeal goes, which seat decides it, and whether it comes in time."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from app.actions import parts
from app.actions.models import OPEN, ActionItem
from app.actions.policy import appeal_until
from app.actions.table import ENDED
from app.appeals.models import WAITING, Appeal, AppealState, Level
from app.calendar.models import LimitCode
from app.core.clock import day_of, today
from app.core.db import db
from app.officers.models import Office, Officer, Seat
from app.officers.queries import holder_of

DECIDE = {Level.HIGHER: LimitCode.DECIDE_APPEAL, Level.CELL: LimitCode.CELL}
_AGAINST = frozenset({AppealState.REJECTED, AppealState.REFUSED})


@dataclass(frozen=True)
class Way:
    """Where an appeal would go now."""

    level: Level
    seat: Seat
    late: bool


def way_of(item: ActionItem) -> Way | object:
    """The way, or in a sentence why there is none. After a decision below, or when its time there
    has run out, the central cell has it; what ended anew begins anew."""
    last = last_of(item)
    if last and last.state in WAITING and (last.level == Level.CELL or last.due_on >= today()):
        return _l(
            "An appeal is under way: %(seat)s decides it by %(day)s.",
            seat=last.seat.label,
            day=last.due_on,
        )
    if item.state not in ENDED and item.due_on >= today():
        return _l("Its time has not run out: one appeals when it has ended, or is overdue.")
    level = _level(item, last)
    if level is None:
        return _l("The central cell has decided: no higher level is left.")
    seat = _seat_for(item, level, last)
    if seat is None:
        return _l("Nobody sits above who had no part in it.")
    return Way(level, seat, _is_late(item, last, level))


def last_of(item: ActionItem) -> Appeal | None:
    found = select(Appeal).where(Appeal.action_id == item.id).order_by(Appeal.id.desc()).limit(1)
    return db.session.scalar(found)


def had_part(officer: Officer, item: ActionItem, before: int | None = None) -> bool:
    """Who had one in the item, or decided against it on a lower level (`before` this appeal),
    decides no appeal."""
    return parts.had_part(officer, item) or _decided(officer, item, before)


def _decided(officer: Officer, item: ActionItem, before: int | None) -> bool:
    against = select(Appeal.id).where(Appeal.action_id == item.id, Appeal.state.in_(_AGAINST))
    against = against.where(Appeal.answered_by_id == officer.id)
    if before is not None:
        against = against.where(Appeal.id < before)
    return db.session.scalar(against.limit(1)) is not None


def _level(item: ActionItem, last: Appeal | None) -> Level | None:
    if last is None or last.state == AppealState.UPHELD or _ended_since(item, last.answered_at):
        return Level.HIGHER
    if last.state == AppealState.WITHDRAWN:
        return Level(last.level)
    return Level.CELL if last.level == Level.HIGHER else None


def _ended_since(item: ActionItem, moment: datetime | None) -> bool:
    return moment is not None and item.done_at is not None and item.done_at > moment


def _is_late(item: ActionItem, last: Appeal | None, level: Level) -> bool:
    """More than a month after what it is against (guideline 6.2). While the time has run out and
    nothing has ended it is never too late."""
    if item.state in OPEN:
        return False
    against = last.answered_at if last and level == Level.CELL and last.state in _AGAINST else None
    since = day_of(against or item.done_at or item.created_at)
    return today() > appeal_until(since, item.seat.office)


def _seat_for(item: ActionItem, level: Level, last: Appeal | None) -> Seat | None:
    """The nearest head above the seat, whose holder had no part. For the cell the highest: where
    the head of all offices is missing, the highest there is above who had it before."""
    below = last.seat if last and last.level < level else item.seat
    heads = select(Seat).join(Seat.office).options(contains_eager(Seat.office))
    heads = heads.where(Seat.head, Office.id.in_(below.office.ancestors), Seat.id != below.id)
    far = func.length(Office.path)
    heads = heads.order_by(far if level == Level.CELL else far.desc())
    for seat in db.session.scalars(heads).unique():
        holder = holder_of(seat)
        if holder and not had_part(holder, item):
            return seat
    return None

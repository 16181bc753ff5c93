"""A few duties in one change: what is news is told, and that it was told is kept beside it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, insert, select, text

from app.calendar.queries import calendar_for
from app.calendar.working_days import Calendar, is_working_day
from app.core.db import db, is_sqlite, put, table_of
from app.core.events import SYSTEM, record
from app.reminders.duties import DutyKind
from app.reminders.ladder import Line, depth_of, list_lines
from app.reminders.models import Reminder, Round, Stage
from app.reminders.stages import Known, Mark, Timed, fresh, is_behind, reached

_TURN = 0x75746872  # on PostgreSQL one worker reminds at a time; the lock ends with its change
_KEEP = insert(table_of(Reminder))
_PAST = {Stage.OVERDUE, Stage.RAISED, Stage.HELD}


def is_our_turn() -> bool:
    """SQLite has one writer at a time anyway. A lock and no lease: it needs no clock, and is gone
    with whoever held it."""
    if is_sqlite():
        return True
    return bool(db.session.scalar(text("SELECT pg_try_advisory_xact_lock(:turn)"), {"turn": _TURN}))


def list_known(kind: DutyKind, numbers: Collection[int]) -> dict[int, list[Known]]:
    found: dict[int, list[Known]] = defaultdict(list)
    columns = (Reminder.number, Reminder.stage, Reminder.level, Reminder.day)
    rows = select(*columns, Reminder.reached_on, Reminder.seat_id).where(
        Reminder.kind == kind.name, Reminder.number.in_(numbers)
    )
    for number, stage, level, day, reached_on, seat_id in db.session.execute(rows):
        found[number].append(Known(Mark(stage, level, day), reached_on, seat_id))
    return found


def news(calendar: Calendar, duty: Timed, known: Sequence[Known], day: date) -> list[Mark]:
    """On a day on which its office rests there is none."""
    if not is_working_day(calendar, day):
        return []
    return fresh(reached(calendar, duty, day), known)


def tell(kind: DutyKind, numbers: Collection[int], day: date) -> int:
    """Within a change. Whatever was read before is asked anew: somebody may have done it
    meanwhile. How many notices were given."""
    found = kind.watched(kind.model).where(kind.model.id.in_(numbers)).order_by(kind.model.id)
    locked = found.with_for_update(key_share=True, of=kind.model)
    duties = db.session.scalars(locked.execution_options(populate_existing=True)).all()
    lines = list_lines({duty.seat for duty in duties})
    known = list_known(kind, [duty.id for duty in duties])
    looked_on = db.session.scalar(select(func.max(Round.day)).where(Round.day < day)) or date.min
    return sum(
        _tell(kind, duty, lines[duty.seat_id], known[duty.id], day, looked_on) for duty in duties
    )


def _tell(
    kind: DutyKind, duty: Any, line: Line, known: list[Known], day: date, looked_on: date
) -> bool:
    """Of all that is new, the furthest is told; the rest has passed."""
    calendar = calendar_for(duty.seat.office)
    told = False
    for mark in reversed(news(calendar, duty, known, day)):
        if is_behind(mark, calendar, duty, known, looked_on):
            _keep(kind, duty.id, mark, day, _last_head(known), told=False)
        elif told:
            _keep(kind, duty.id, mark, day, None, told=False)
        elif notice := _notice(mark, line, known, kind.giver_id(duty)):
            facts = {"seat_id": duty.seat_id, "holder_id": line.holder_id, "due_on": duty.due_on}
            event = kind.events[notice.stage]
            record(SYSTEM, event(**kind.about(duty), **facts, **notice.facts))
            _keep(kind, duty.id, mark, day, notice.seat_id, told=True)
            told = True
        else:
            _keep(kind, duty.id, Mark(Stage.HELD, 0, mark.day), day, None, told=False)
    return told


class _Notice(NamedTuple):
    stage: Stage  # as which it is told
    facts: dict[str, int | None]
    seat_id: int | None = None  # of the head who is told


def _notice(mark: Mark, line: Line, known: list[Known], giver_id: int | None) -> _Notice | None:
    """None where a step up leads nowhere."""
    if mark.stage == Stage.UNANSWERED:
        return _Notice(mark.stage, {"giver_id": giver_id})
    if mark.stage not in _PAST:
        return _Notice(mark.stage, {})
    before = [one for one in known if one.mark.day == mark.day and one.mark.stage in _PAST]
    heads = line.above(depth_of(_last_head(before)))
    if before and not heads:
        return None
    steps = mark.level - max((one.mark.level for one in before), default=-1)
    rung = heads[min(steps, len(heads)) - 1] if heads else None
    seat_id, officer_id = (rung.seat_id, rung.officer_id) if rung else (None, None)
    if not before and (rung is None or rung == heads[0]):
        return _Notice(Stage.OVERDUE, {"superior_id": officer_id}, seat_id)
    to = {"level": mark.level, "to_seat_id": seat_id, "to_id": officer_id}
    return _Notice(Stage.RAISED, to, seat_id)


def _last_head(known: Sequence[Known]) -> int | None:
    """The one who was told last."""
    told = [one for one in known if one.seat_id]
    last = max(told, key=lambda one: (one.reached_on, one.mark.place), default=None)
    return last.seat_id if last else None


def _keep(
    kind: DutyKind, number: int, mark: Mark, day: date, seat_id: int | None, *, told: bool
) -> None:
    row = {"kind": kind.name, "number": number, "stage": mark.stage, "level": mark.level}
    put(_KEEP, row | {"day": mark.day, "reached_on": day, "seat_id": seat_id, "told": told})

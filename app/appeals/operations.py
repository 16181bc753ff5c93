from typing import Any

from app.actions.duties import begin_anew, move, reopen
from app.actions.models import ActionItem
from app.actions.table import ENDED, OF_ITEM
from app.appeals.events import (
    AppealFiled,
    AppealRefused,
    AppealRejected,
    AppealTaken,
    AppealUpheld,
    AppealWithdrawn,
)
from app.appeals.models import WAITING, Appeal, AppealState, Level
from app.appeals.routing import DECIDE, Way, last_of, way_of
from app.appeals.table import OF_APPEAL
from app.calendar.queries import due_under, limit_on
from app.comments.operations import Said
from app.core.clock import now, today
from app.core.db import db, take_turn
from app.core.errors import Refused
from app.core.events import CITIZEN, record
from app.core.i18n import language_of
from app.core.policy import require
from app.officers.models import Officer
from app.officers.queries import holder_of, stand_still


def file_appeal(who: Any, item: ActionItem, said: Said, why_late: str = "") -> Appeal:
    """By who brought the trouble, or by CITIZEN. It goes to the level that is next, with the limit
    in force there today; one that comes late waits until it is taken."""
    if who is not CITIZEN:
        stand_still(who)
    take_turn(item)
    require(who, "appeal", item)
    way = way_of(item)
    holder = holder_of(way.seat) if isinstance(way, Way) else None
    if not isinstance(way, Way) or holder is None:
        raise Refused(way)
    if (below := last_of(item)) and below.state in WAITING:
        take_turn(below)
        below.state, below.answered_at = AppealState.PASSED, now()
    limit = limit_on(DECIDE[way.level], today(), way.seat.office)
    filer = None if who is CITIZEN else who
    appeal = Appeal(
        action_id=item.id,
        level=way.level,
        state=AppealState.LATE if way.late else AppealState.OPEN,
        seat_id=way.seat.id,
        filed_by_id=filer.id if filer else None,
        filed_seat_id=filer.seat.id if filer and filer.seat else None,
        late=way.late,
        late_reason=why_late if way.late else "",
        source=said.source,
        html=said.html,
        language=language_of(said.source),
        received_on=today(),
        working_days=limit.working_days,
        due_on=due_under(limit, today(), way.seat.office),
    )
    db.session.add(appeal)
    db.session.flush()
    filed = AppealFiled(
        **_of(appeal),
        level=way.level,
        late=way.late,
        seat_id=way.seat.id,
        holder_id=holder.id,
        due_on=appeal.due_on,
    )
    record(CITIZEN if filer is None else filer.actor, filed)
    return appeal


def take_late(officer: Officer, appeal: Appeal) -> Appeal:
    """Though it came late. Its days begin today."""
    _take_turns(officer, appeal)
    require(officer, "take_late", appeal)
    move(appeal, OF_APPEAL["take_late"])
    limit = limit_on(DECIDE[Level(appeal.level)], today(), appeal.seat.office)
    appeal.received_on, appeal.working_days = today(), limit.working_days
    appeal.due_on = due_under(limit, today(), appeal.seat.office)
    record(officer.actor, AppealTaken(**_of(appeal), due_on=appeal.due_on))
    return appeal


def refuse_late(officer: Officer, appeal: Appeal, said: Said) -> Appeal:
    _take_turns(officer, appeal)
    require(officer, "refuse_late", appeal)
    _end(officer, appeal, "refuse_late", said)
    record(officer.actor, AppealRefused(**_of(appeal)))
    return appeal


def uphold(officer: Officer, appeal: Appeal, said: Said) -> Appeal:
    """The trouble is not over: the same seat has it again, with the words and its limit from
    today; also where it had not ended in its time."""
    _take_turns(officer, appeal)
    require(officer, "uphold", appeal)
    _end(officer, appeal, "uphold", said)
    item = appeal.item
    if item.state in ENDED:
        reopen(item)
        move(item, OF_ITEM["dispute"])
    else:
        begin_anew(item)
    record(officer.actor, AppealUpheld(**_of(appeal), due_on=item.due_on))
    return appeal


def reject(officer: Officer, appeal: Appeal, said: Said) -> Appeal:
    """What was decided below stands, and why."""
    _take_turns(officer, appeal)
    require(officer, "reject", appeal)
    _end(officer, appeal, "reject", said)
    record(officer.actor, AppealRejected(**_of(appeal)))
    return appeal


def withdraw_appeal(officer: Officer, appeal: Appeal, said: Said) -> Appeal:
    _take_turns(officer, appeal)
    require(officer, "withdraw_appeal", appeal)
    _end(officer, appeal, "withdraw_appeal", said)
    record(officer.actor, AppealWithdrawn(**_of(appeal)))
    return appeal


def _take_turns(officer: Officer, appeal: Appeal) -> None:
    """The item first: always in this order."""
    stand_still(officer)
    take_turn(appeal.item)
    take_turn(appeal)


def _end(officer: Officer, appeal: Appeal, act: str, said: Said) -> None:
    move(appeal, OF_APPEAL[act])
    appeal.answered_at, appeal.answered_by_id = now(), officer.id
    appeal.answer_source, appeal.answer_html = said.source, said.html
    appeal.answer_language = language_of(said.source)


def _of(appeal: Appeal) -> dict[str, int]:
    item = appeal.item
    return {"action_id": item.id, "post_id": item.post_id, "appeal_id": appeal.id}

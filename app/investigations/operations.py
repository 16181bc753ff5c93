from collections.abc import Mapping, Sequence
from datetime import date

from flask_babel import lazy_gettext as _l

from app.actions.duties import lengthen, move
from app.actions.models import ActionItem
from app.calendar.models import LimitCode
from app.calendar.queries import due_after, due_under, limit_on
from app.comments.operations import Said
from app.core.clock import now, today
from app.core.db import db, take_turn
from app.core.errors import Refused
from app.core.events import record
from app.core.i18n import language_of
from app.core.policy import require
from app.investigations.events import (
    FindingsAccepted,
    FindingsReported,
    FindingsReturned,
    HearingCalled,
    HearingRecorded,
    InvestigationAsked,
    InvestigationBegun,
    InvestigationOrdered,
    InvestigationOver,
    InvestigationRefused,
    InvestigationWithdrawn,
    NoticeGiven,
    StatementGiven,
)
from app.investigations.models import (
    Accused,
    Investigation,
    InvestigationState,
    InvestigationStep,
    Investigator,
    Proof,
    Stage,
)
from app.investigations.policy import noticed
from app.investigations.queries import has_given_days
from app.investigations.routing import way_for
from app.investigations.table import OF_INVESTIGATION
from app.officers.models import Officer, Seat
from app.officers.queries import stand_still
from app.posts.parties import let_seat_in


def ask_investigation(
    officer: Officer,
    item: ActionItem,
    about: Sequence[Seat],
    investigators: Sequence[Seat],
    said: Said,
) -> Investigation:
    """Of those who sit in the seats `about` today, or of nobody yet. Where the asker may order it,
    it is ordered; else it goes to the nearest head who may. Raises NoWay for seats that cannot be
    chosen so."""
    stand_still(officer)
    take_turn(item)
    require(officer, "ask_investigation", item)
    way = way_for(officer, item, about, investigators)
    investigation = Investigation(
        item=item,
        state=InvestigationState.ASKED,
        seat=way.seat,
        asked_by_id=officer.id,
        source=said.source,
        html=said.html,
        language=language_of(said.source),
        investigators=[
            Investigator(seat_id=seat.id, officer_id=who.id) for seat, who in way.chosen
        ],
        accused=[
            Accused(officer_id=who.id, label_bn=seat.label_bn, label_en=seat.label_en)
            for seat, who in way.about
        ],
        **_limit(way.seat),
    )
    item.investigations += 1
    db.session.add(investigation)
    db.session.flush()
    if way.holder.id == officer.id:
        _begin(officer, investigation, said)
    else:
        asked = InvestigationAsked(
            investigation_id=investigation.id, seat_id=way.seat.id, holder_id=way.holder.id
        )
        record(officer.actor, asked)
    return investigation


def order_investigation(officer: Officer, one: Investigation, said: Said) -> InvestigationStep:
    """Its days begin today, and the item has more of them."""
    _take_turns(officer, one)
    require(officer, "order_investigation", one)
    return _begin(officer, one, said)


def refuse_investigation(officer: Officer, one: Investigation, said: Said) -> InvestigationStep:
    _take_turns(officer, one)
    require(officer, "refuse_investigation", one)
    step = _answer(officer, one, "refuse_investigation", Stage.REFUSED, said)
    record(officer.actor, InvestigationRefused(**_of(step)))
    return step


def give_notice(
    officer: Officer, one: Investigation, said: Said, whom: Accused, working_days: int
) -> InvestigationStep:
    """What is complained of, and by when to answer. From now on they know of it."""
    _take_turns(officer, one)
    require(officer, "give_notice", one)
    if whom.investigation_id != one.id or whom.noticed_at:
        raise Refused(_l("This officer has been given notice already."))
    whom.noticed_at = now()
    whom.answer_by = due_after(today(), working_days, one.seat.office)
    step = _step(officer, one, Stage.NOTICE, said, whom, whom.answer_by)
    given = NoticeGiven(**_of(step), accused_id=whom.id, answer_by=whom.answer_by)
    record(officer.actor, given)
    return step


def give_statement(officer: Officer, one: Investigation, said: Said) -> InvestigationStep:
    """In one's own words, as often as one wishes until the investigation has ended."""
    _take_turns(officer, one)
    require(officer, "give_statement", one)
    mine = noticed(officer, one)
    if mine is None:
        raise Refused(_l("Only an officer who was given notice makes a statement."))
    mine.stated_at = now()
    step = _step(officer, one, Stage.STATED, said, mine)
    record(officer.actor, StatementGiven(**_of(step), accused_id=mine.id))
    return step


def call_hearing(officer: Officer, one: Investigation, said: Said, day: date) -> InvestigationStep:
    """Of all who were given notice. Called again, the day before does not hold."""
    _take_turns(officer, one)
    require(officer, "call_hearing", one)
    if day <= today():
        raise Refused(_l("Choose a day after today."))
    one.hearing_on, one.heard_at = day, None
    step = _step(officer, one, Stage.CALLED, said, day=day)
    record(officer.actor, HearingCalled(**_of(step), day=day))
    return step


def record_hearing(officer: Officer, one: Investigation, said: Said) -> InvestigationStep:
    _take_turns(officer, one)
    require(officer, "record_hearing", one)
    one.heard_at = now()
    step = _step(officer, one, Stage.HEARD, said, day=one.hearing_on)
    record(officer.actor, HearingRecorded(**_of(step)))
    return step


def report_findings(
    officer: Officer, one: Investigation, said: Said, proofs: Mapping[int, Proof]
) -> InvestigationStep:
    """`proofs`: of each who is complained of, by the id of their row, what was found."""
    _take_turns(officer, one)
    require(officer, "report_findings", one)
    if {whom.id for whom in one.accused} != set(proofs):
        raise Refused(_l("Say of each officer what was found."))
    move(one, OF_INVESTIGATION["report_findings"])
    for whom in one.accused:
        whom.proof = proofs[whom.id]
    step = _step(officer, one, Stage.REPORTED, said)
    record(officer.actor, FindingsReported(**_of(step)))
    return step


def return_findings(officer: Officer, one: Investigation, said: Said) -> InvestigationStep:
    """With what is still to be found out. The day that the report is due stays."""
    _take_turns(officer, one)
    require(officer, "return_findings", one)
    move(one, OF_INVESTIGATION["return_findings"])
    step = _step(officer, one, Stage.RETURNED, said)
    record(officer.actor, FindingsReturned(**_of(step)))
    return step


def accept_findings(officer: Officer, one: Investigation, said: Said) -> InvestigationStep:
    _take_turns(officer, one)
    require(officer, "accept_findings", one)
    step = _answer(officer, one, "accept_findings", Stage.ACCEPTED, said)
    record(officer.actor, FindingsAccepted(**_of(step)))
    _end(officer, one, withdrawn=False)
    return step


def withdraw_investigation(officer: Officer, one: Investigation, said: Said) -> InvestigationStep:
    """It is needed no more. The item keeps the days it was given."""
    _take_turns(officer, one)
    require(officer, "withdraw_investigation", one)
    step = _answer(officer, one, "withdraw_investigation", Stage.WITHDRAWN, said)
    record(officer.actor, InvestigationWithdrawn(**_of(step)))
    _end(officer, one, withdrawn=True)
    return step


def _begin(officer: Officer, one: Investigation, said: Said) -> InvestigationStep:
    item = one.item
    move(one, OF_INVESTIGATION["order_investigation"])
    one.ordered_at = now()
    for name, value in _limit(one.seat).items():
        setattr(one, name, value)
    if not has_given_days(item):
        seat = item.seat
        one.item_days = limit_on(LimitCode.INVESTIGATE, today(), seat.office).working_days
        lengthen(item, one.item_days)
    item.investigated += 1
    for investigator in one.investigators:
        let_seat_in(item.post, investigator.seat)
    step = _step(officer, one, Stage.ORDERED, said)
    record(officer.actor, InvestigationOrdered(**_of(step), due_on=one.due_on))
    begun = InvestigationBegun(
        action_id=item.id, post_id=item.post_id, item_days=one.item_days, due_on=item.due_on
    )
    record(officer.actor, begun)
    return step


def _limit(seat: Seat) -> dict[str, date | int]:
    """Of its report, as in force there today."""
    limit = limit_on(LimitCode.INVESTIGATION_REPORT, today(), seat.office)
    return {
        "received_on": today(),
        "working_days": limit.working_days,
        "due_on": due_under(limit, today(), seat.office),
    }


def _answer(
    officer: Officer, one: Investigation, act: str, stage: Stage, said: Said
) -> InvestigationStep:
    move(one, OF_INVESTIGATION[act])
    one.answered_at, one.answered_by_id = now(), officer.id
    return _step(officer, one, stage, said)


def _end(officer: Officer, one: Investigation, *, withdrawn: bool) -> None:
    """All who read the item learn that it is over."""
    item = one.item
    item.investigated -= 1
    over = InvestigationOver(action_id=item.id, post_id=item.post_id, withdrawn=withdrawn)
    record(officer.actor, over)


def _take_turns(officer: Officer, one: Investigation) -> None:
    """The item first: always in this order."""
    stand_still(officer)
    take_turn(one.item)
    take_turn(one)


def _step(
    officer: Officer,
    one: Investigation,
    kind: Stage,
    said: Said,
    whom: Accused | None = None,
    day: date | None = None,
) -> InvestigationStep:
    step = InvestigationStep(
        investigation_id=one.id,
        kind=kind,
        accused_id=whom.id if whom else None,
        officer_id=officer.id,
        seat_id=officer.seat.id if officer.seat else None,
        day=day,
        source=said.source,
        html=said.html,
        language=language_of(said.source),
    )
    db.session.add(step)
    db.session.flush()
    return step


def _of(step: InvestigationStep) -> dict[str, int]:
    return {"investigation_id": step.investigation_id, "step_id": step.id}

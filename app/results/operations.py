from dataclasses import dataclass, field

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.actions.duties import move, reopen
from app.actions.events import ActionConfirmed, ActionReopened
from app.actions.models import ActionItem, Step, StepKind
from app.actions.table import OF_ITEM
from app.calendar.queries import national_calendar
from app.calendar.working_days import count_working_days
from app.comments.operations import Said
from app.core.clock import day_of, now
from app.core.db import db, take_turn
from app.core.errors import Refused
from app.core.events import CITIZEN, record
from app.core.i18n import language_of
from app.core.policy import require
from app.officers.models import Office, Officer
from app.officers.queries import stand_still
from app.results.credit import find_consent
from app.results.events import (
    NamingAgreed,
    NamingTakenBack,
    ResultPublished,
    ResultWithdrawn,
)
from app.results.models import Consent, Result
from app.results.queries import draft_of
from app.results.redaction import Finding, count_kinds, findings, findings_of
from app.sources.models import Source


@dataclass(frozen=True)
class ForAll:
    """Words written for the public; and of what the check finds in them, what may stand."""

    title: str
    said: Said
    kept: frozenset[str] = field(default_factory=frozenset)  # keys of findings
    reason: str = ""

    def left(self, action_id: int) -> list[Finding]:
        """What must still go, or be confirmed."""
        found = findings_of(self.title, self.said.source, self.said.html, action_id)
        kept = self.kept if self.reason else frozenset()
        return [finding for finding in found if finding.firm or finding.key not in kept]


def publish_result(officer: Officer, item: ActionItem, words: ForAll) -> Result:
    """Let everyone read what came of it. Raises Refused while the check finds what nobody has
    confirmed, or what may never stand."""
    stand_still(officer)
    take_turn(item)
    require(officer, "publish_result", item)
    if words.left(item.id):
        raise Refused(_l("Names, phone numbers or other traces of people stand in it still."))
    result = db.session.scalar(select(Result).where(Result.action_id == item.id)) or Result()
    result.action_id, result.place_id = item.id, _place_of(item).id
    result.title, result.source, result.html = words.title, words.said.source, words.said.html
    result.language = language_of(words.said.source)
    result.outcome, result.working_days = item.outcome, _days_of(item)  # type: ignore[assignment]
    result.redaction = _record_of(item, words)
    result.published_at, result.published_by_id = now(), officer.id
    result.published_seat_id = officer.seat.id if officer.seat else None
    result.withdrawn_at, result.withdrawn_by_id, result.withdrawn_reason = None, None, ""
    db.session.add(result)
    db.session.flush()
    record(officer.actor, ResultPublished(**_of(result, item)))
    return result


def withdraw_result(officer: Officer, result: Result, reason: str) -> Result:
    """From now on it is not there. The reason is for the house."""
    stand_still(officer)
    take_turn(result)
    require(officer, "withdraw_result", result)
    result.withdrawn_at, result.withdrawn_by_id = now(), officer.id
    result.withdrawn_reason = reason
    record(officer.actor, ResultWithdrawn(**_of(result, result.item)))
    return result


def agree_to_be_named(officer: Officer, item: ActionItem) -> Consent:
    """Wherever the public reads who brought it and who solved it."""
    take_turn(item)
    require(officer, "agree_to_be_named", item)
    consent = _consent(officer, item)
    consent.agreed_at, consent.taken_back_at = now(), None
    db.session.add(consent)
    db.session.flush()
    record(officer.actor, NamingAgreed(**_naming(officer, item)))
    return consent


def stay_unnamed(officer: Officer, item: ActionItem) -> Consent:
    """From now on the public reads an office there, and no name."""
    take_turn(item)
    require(officer, "stay_unnamed", item)
    consent = _consent(officer, item)
    consent.agreed_at, consent.taken_back_at = None, now()
    record(officer.actor, NamingTakenBack(**_naming(officer, item)))
    return consent


def say_over(item: ActionItem) -> Step:
    """By the citizen, who has proved to be it: the trouble is over."""
    take_turn(item)
    require(CITIZEN, "say_over", item)
    step = _say(item, StepKind.CONFIRMED, None)
    record(CITIZEN, ActionConfirmed(action_id=item.id, post_id=item.post_id, step_id=step.id))
    return step


def say_not_over(item: ActionItem, said: Said) -> Step:
    """By the citizen: the same seat has it again, with the words and a limit from today."""
    take_turn(item)
    require(CITIZEN, "say_not_over", item)
    reopen(item)
    move(item, OF_ITEM["dispute"])
    step = _say(item, StepKind.REOPENED, said)
    record(CITIZEN, ActionReopened(action_id=item.id, post_id=item.post_id, step_id=step.id))
    return step


def _say(item: ActionItem, kind: StepKind, said: Said | None) -> Step:
    source = said.source if said else ""
    html = said.html if said else ""
    step = Step(action_id=item.id, kind=kind, source=source, html=html)
    step.language = language_of(source)
    db.session.add(step)
    db.session.flush()
    return step


def _place_of(item: ActionItem) -> Office:
    """Where the trouble is, as who brought it said; else the office that ended it."""
    source = db.session.scalar(select(Source).where(Source.post_id == item.post_id))
    return source.place if source else item.seat.office


def _days_of(item: ActionItem) -> int:
    """Working days from the flag to the verification."""
    end = day_of(item.verified_at or now())
    return count_working_days(national_calendar(), day_of(item.flag.created_at), end)


def _record_of(item: ActionItem, words: ForAll) -> dict[str, object]:
    """What was found in the item's own words, by kind; and what stands, with the reason."""
    before = findings(draft_of(item), item.id)
    stand = findings_of(words.title, words.said.source, words.said.html, item.id)
    kept = [
        {"kind": found.kind.value, "words": found.words, "reason": words.reason} for found in stand
    ]
    return {"found": count_kinds(before), "kept": kept}


def _of(result: Result, item: ActionItem) -> dict[str, int]:
    return {"action_id": item.id, "post_id": item.post_id, "result_id": result.id}


def _naming(officer: Officer, item: ActionItem) -> dict[str, int]:
    return {"action_id": item.id, "post_id": item.post_id, "officer_id": officer.id}


def _consent(officer: Officer, item: ActionItem) -> Consent:
    found = find_consent(item.id, officer.id)
    return found or Consent(action_id=item.id, officer_id=officer.id)

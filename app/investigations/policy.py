from collections.abc import Callable

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, and_, or_, select

from app.actions.models import OPEN, ActionItem
from app.actions.parts import PARTS, answers_for
from app.actions.policy import GUARDS, Rules
from app.actions.table import Guard, Role, Transition
from app.core.clock import today
from app.core.db import db
from app.core.errors import NotNow
from app.core.policy import rule
from app.investigations.models import (
    Accused,
    Investigation,
    InvestigationState,
    Investigator,
)
from app.investigations.table import OF_INVESTIGATION
from app.officers.models import Officer
from app.posts.policy import closed
from app.posts.seats import list_holders

UNDER_WAY_ALREADY = _l("An investigation is under way: another one can follow it.")


@rule(ActionItem)
def ask_investigation(officer: Officer, item: ActionItem) -> object | None:
    """Who answers for the item, gave it, or heads an office above its seat. Whoever of them may
    order it orders it so; for the others it goes up."""
    if reason := closed(item.post):
        return reason
    above = any(s.head and item.seat.office.path.startswith(s.office.path) for s in officer.seats)
    holds = any(seat.id == item.seat_id for seat in officer.seats)
    if not (above or holds or officer.id == item.assigned_by_id):
        return _l("Who holds the responsible seat, gave the task, or heads an office above asks.")
    if item.state not in OPEN:
        return NotNow(_l("This action item has ended: nothing is left to investigate."))
    if item.investigated:
        return NotNow(UNDER_WAY_ALREADY)
    # What others have asked for is told to nobody before it is ordered.
    if _one_is(
        item,
        Investigation.asked_by_id == officer.id,
        Investigation.state == InvestigationState.ASKED,
    ):
        return NotNow(_l("You asked for one already: it is not decided yet."))
    return None


def _not_from(investigation: Investigation, _transition: Transition) -> object:
    """Where it stands, and who brought it there."""
    state = investigation.state
    if state == InvestigationState.ASKED:
        return _l("It is not ordered yet: %(seat)s decides.", seat=investigation.seat.label)
    if state == InvestigationState.OPEN:
        return _l("It is under way: the report is not in yet.")
    if state == InvestigationState.REPORTED:
        return _l("The report is in already: it waits for an answer.")
    who = investigation.answered_by.name if investigation.answered_by else ""
    if state == InvestigationState.REFUSED:
        return _l("%(who)s did not order this investigation.", who=who)
    if state == InvestigationState.WITHDRAWN:
        return _l("%(who)s withdrew this investigation.", who=who)
    return _l("%(who)s accepted the report: the investigation has ended.", who=who)


def is_accused(officer: Officer, investigation: Investigation) -> bool:
    return any(one.officer_id == officer.id for one in investigation.accused)


def noticed(officer: Officer, investigation: Investigation) -> Accused | None:
    """The officer as the one complained of, who knows it."""
    mine = (one for one in investigation.accused if one.officer_id == officer.id)
    return next((one for one in mine if one.noticed_at), None)


def _authority(officer: Officer, investigation: Investigation) -> object | None:
    if answers_for(officer, investigation) and not is_accused(officer, investigation):
        return None
    return _l("Only who holds the seat that orders it does this: %(seat)s.",
              seat=investigation.seat.label)  # fmt: skip


def _investigator(officer: Officer, investigation: Investigation) -> object | None:
    """Whoever answers today for one of the seats, and still stands a step above."""
    held = list_holders(one.seat for one in investigation.investigators).values()
    most = max((one.officer.rank.seniority for one in investigation.accused), default=0)
    mine = any(one.person.id == officer.id for one in held)
    if mine and officer.rank.seniority > most and not is_accused(officer, investigation):
        return None
    return _l("Only those who investigate do this, while they stand above who is complained of.")


def _accused(officer: Officer, investigation: Investigation) -> object | None:
    if noticed(officer, investigation):
        return None
    return _l("Only an officer who was given notice makes a statement.")


_ROLES: dict[Role, Callable[[Officer, Investigation], object | None]] = {
    Role.AUTHORITY: _authority,
    Role.INVESTIGATOR: _investigator,
    Role.ACCUSED: _accused,
}


def _item_ended(investigation: Investigation) -> object | None:
    if investigation.item.state in OPEN:
        return None
    return _l("This action item has ended: nothing is left to investigate.")


def _another_under_way(investigation: Investigation) -> object | None:
    return UNDER_WAY_ALREADY if investigation.item.investigated else None


def _nobody_to_notice(investigation: Investigation) -> object | None:
    if not investigation.accused:
        return _l("It is about nobody: there is no notice to give.")
    if all(one.noticed_at for one in investigation.accused):
        return _l("All who are complained of have been given notice.")
    return None


def _not_noticed(investigation: Investigation) -> object | None:
    if all(one.noticed_at for one in investigation.accused):
        return None
    return _l("Give notice first, to each officer who is complained of.")


def _no_hearing(investigation: Investigation) -> object | None:
    if investigation.hearing_on and investigation.hearing_on <= today():
        return None
    if investigation.hearing_on:
        return _l("The hearing is on %(day)s: it has not been yet.", day=investigation.hearing_on)
    return _l("No hearing has been called.")


def _not_heard(investigation: Investigation) -> object | None:
    """Nobody is found guilty who could not answer."""
    if reason := _not_noticed(investigation):
        return reason
    if investigation.heard_at or all(_had_a_say(one) for one in investigation.accused):
        return None
    return _l("Hear them first: a statement, a hearing, or their days to answer run out.")


def _had_a_say(one: Accused) -> bool:
    return one.stated_at is not None or (one.answer_by is not None and one.answer_by < today())


GUARDS.update(
    {
        Guard.ITEM_OPEN: _item_ended,
        Guard.NONE_UNDER_WAY: _another_under_way,
        Guard.TO_BE_NOTICED: _nobody_to_notice,
        Guard.NOTICED: _not_noticed,
        Guard.HEARING_CAME: _no_hearing,
        Guard.HEARD: _not_heard,
    }
)

of_investigation = Rules(OF_INVESTIGATION, _ROLES, _not_from, lambda one: one.item.post)
of_investigation.add_to(Investigation)


def investigated(officer: Officer, item: ActionItem) -> bool:
    """Does it, or did. Who orders an investigation does what the head of an office is for: that is
    no part in the work."""
    seats = [seat.id for seat in officer.seats]
    theirs = or_(Investigator.officer_id == officer.id, Investigator.seat_id.in_(seats))
    return _one_is(item, Investigation.investigators.any(theirs))


def was_complained_of(officer: Officer, item: ActionItem) -> bool:
    """And knows it."""
    knows = and_(Accused.officer_id == officer.id, Accused.noticed_at.is_not(None))
    return _one_is(item, Investigation.accused.any(knows))


def _one_is(item: ActionItem, *so: ColumnElement[bool]) -> bool:
    """Of its investigations: of those there are."""
    if not item.investigations:
        return False
    found = select(Investigation.id).where(Investigation.action_id == item.id, *so)
    return db.session.scalar(found.limit(1)) is not None


PARTS += [investigated, was_complained_of]

"""Who hears of an investigation. Read this table with that of recipients."""

from collections.abc import Iterable
from typing import Any

from app.core.db import db
from app.core.events import Event
from app.investigations.events import (
    INVESTIGATION_REMINDERS,
    FindingsAccepted,
    FindingsReported,
    FindingsReturned,
    HearingCalled,
    HearingRecorded,
    InvestigationAsked,
    InvestigationBegun,
    InvestigationDueMoved,
    InvestigationEvent,
    InvestigationOrdered,
    InvestigationOver,
    InvestigationRefused,
    InvestigationWithdrawn,
    NoticeGiven,
    StatementGiven,
)
from app.investigations.models import Accused, Investigation
from app.notifications.choosing import Choose
from app.notifications.parts import (
    who_answered_for_the_seat,
    who_gave_or_answers_for_the_item,
    whom_the_clock_tells,
)
from app.officers.queries import holder_of


def who_orders_it(event: InvestigationEvent) -> Iterable[int | None]:
    """Whoever answers today for the seat."""
    holder = holder_of(_of(event).seat)
    return (holder.id,) if holder else ()


def who_asked_for_it(event: InvestigationEvent) -> Iterable[int | None]:
    return (_of(event).asked_by_id,)


def who_investigates(event: InvestigationEvent) -> Iterable[int | None]:
    held = (holder_of(one.seat) for one in _of(event).investigators)
    return [holder.id for holder in held if holder]


def who_is_given_notice(event: NoticeGiven) -> Iterable[int | None]:
    return (db.session.get_one(Accused, event.accused_id).officer_id,)


def who_was_given_notice(event: InvestigationEvent) -> Iterable[int | None]:
    return [one.officer_id for one in _of(event).accused if one.noticed_at]


def who_asked_or_investigates(event: InvestigationEvent) -> Iterable[int | None]:
    return (*who_asked_for_it(event), *who_investigates(event))


def who_orders_or_investigates(event: InvestigationEvent) -> Iterable[int | None]:
    return (*who_orders_it(event), *who_investigates(event))


def who_is_heard_or_investigates(event: InvestigationEvent) -> Iterable[int | None]:
    return (*who_was_given_notice(event), *who_investigates(event))


def all_with_a_part_in_it(event: InvestigationEvent) -> Iterable[int | None]:
    return (*who_asked_or_investigates(event), *who_was_given_notice(event))


def whom_the_clock_tells_and_who_investigates(event: Any) -> Iterable[int | None]:
    return (*whom_the_clock_tells(event), *who_investigates(event))


def _of(event: InvestigationEvent) -> Investigation:
    return db.session.get_one(Investigation, event.investigation_id)


INVESTIGATIONS: dict[type[Event], Choose] = {
    InvestigationBegun: who_gave_or_answers_for_the_item,  # that there is one, and nothing of it
    InvestigationOver: who_gave_or_answers_for_the_item,
    InvestigationAsked: who_orders_it,
    InvestigationOrdered: who_asked_or_investigates,
    InvestigationRefused: who_asked_for_it,
    NoticeGiven: who_is_given_notice,
    HearingCalled: who_is_heard_or_investigates,
    HearingRecorded: who_orders_or_investigates,
    StatementGiven: who_investigates,
    FindingsReported: who_orders_it,
    FindingsReturned: who_investigates,
    FindingsAccepted: all_with_a_part_in_it,
    InvestigationWithdrawn: all_with_a_part_in_it,
    InvestigationDueMoved: who_answered_for_the_seat,
    **dict.fromkeys(INVESTIGATION_REMINDERS, whom_the_clock_tells_and_who_investigates),
}

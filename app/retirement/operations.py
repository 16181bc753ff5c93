from datetime import date, timedelta

from app.core.db import db, take_turn
from app.core.errors import Outdated, Refused
from app.core.events import record
from app.core.policy import require
from app.officers.models import Holding, Officer
from app.officers.queries import version_of
from app.officers.session import leave_chosen_seat
from app.retirement.events import OfficerRetired, OfficerReturned
from app.retirement.policy import refusal_to_retire


def retire_officer(
    by: Officer, officer: Officer, since: date, leave_until: date | None, version: str
) -> Officer:
    """Out of service from a day, today at the latest. All seats end on the day before, and with
    them all that was given to their holder: reach, a delegation. So do a moderator's, an auditor's
    and an administrator's charge. What the seats answer for stays with them. The account stays
    open, and so do its sessions.

    `version` is `version_of` the officer as it was shown. Raises Outdated when somebody has moved
    the officer since; Refused as by `refusal_to_retire`."""
    take_turn(officer)  # whoever decides something at this moment has done it, or does it no more
    require(by, "retire", officer)
    db.session.expire(officer, ["all_holdings"])
    if version != version_of(officer):
        raise Outdated(", ".join(held.label for held in officer.seats))
    if reason := refusal_to_retire(officer, since, leave_until):
        raise Refused(reason)
    officer.former_seat_id = _last_seat(officer)
    for holding in officer.all_holdings:
        if holding.lasts_on(since):
            _leave(officer, holding, since - timedelta(days=1))
    officer.retired_on, officer.leave_until = since, leave_until
    officer.moderator_since = officer.auditor_since = officer.administrator_since = None
    record(by.actor, OfficerRetired(officer_id=officer.id, since=since, leave_until=leave_until))
    return officer


def return_to_service(by: Officer, officer: Officer) -> Officer:
    """To put a mistake right, or for who is called back. A seat is then taken by a transfer: those
    of before are not given back."""
    take_turn(officer)
    require(by, "return_to_service", officer)
    officer.retired_on = officer.leave_until = officer.former_seat_id = None
    record(by.actor, OfficerReturned(officer_id=officer.id))
    return officer


def _leave(officer: Officer, holding: Holding, last_day: date) -> None:
    take_turn(holding.seat)  # an order given to it now sees who holds it, or that nobody does
    leave_chosen_seat(officer.id, holding.seat_id)
    if holding.since > last_day:
        db.session.delete(holding)  # it was to begin only later
    else:
        holding.until = last_day


def _last_seat(officer: Officer) -> int | None:
    """The main seat of today; between two postings the one that was left last."""
    if officer.seats:
        return officer.seats[0].id
    past = [holding for holding in officer.all_holdings if not holding.lasts_on(date.max)]
    last = max(past, key=lambda holding: holding.until or date.max, default=None)
    return last.seat_id if last else None

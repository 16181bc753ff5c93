from datetime import date

from flask_babel import lazy_gettext as _l

from app.core.policy import rule, standing
from app.officers.models import HoldingKind, Officer, Seat
from app.officers.queries import find_main_holder
from app.officers.session import Session
from app.officers.tickets import Ticket

# What stays open to who only looks on: one's own account, notifications, bookmarks.
OWN = {
    *("change_password", "change_settings", "act_from", "take_up", "end", "end_all_sessions"),
    *("read", "keep", "stop_following"),
}


@standing
def has_an_open_account(officer: Officer, _action: str) -> object | None:
    if officer.closed_at:
        return _l("This account is closed.")
    return None


@standing
def takes_part(officer: Officer, action: str) -> object | None:
    if officer.auditor_since and action not in OWN:
        return _l("Auditors look on and take no part.")
    return None


@rule(Session)
def end(officer: Officer, session: Session) -> object | None:
    if session.officer_id != officer.id:
        return _l("This is a colleague's session.")
    return None


@rule(Officer)
def end_all_sessions(officer: Officer, whose: Officer) -> object | None:
    return _own(officer, whose)


@rule(Officer)
def change_password(officer: Officer, whose: Officer) -> object | None:
    return _own(officer, whose)


@rule(Officer)
def change_settings(officer: Officer, whose: Officer) -> object | None:
    return _own(officer, whose)


@rule(Officer)
def edit_profile(officer: Officer, whose: Officer) -> object | None:
    return _own(officer, whose)


@rule(Seat)
def act_from(officer: Officer, seat: Seat) -> object | None:
    if seat.id not in {held.id for held in officer.seats}:
        return _l("You do not hold this seat today.")
    return None


@rule(Ticket)
def take_up(officer: Officer, ticket: Ticket) -> object | None:
    if ticket.officer_id != officer.id or not ticket.open:
        return _l("This link has been used, or its time is over.")
    return None


@rule(Officer)
def invite(officer: Officer, _who: type[Officer]) -> object | None:
    return _administrator(officer)


@rule(Officer)
def offer_reset(officer: Officer, _whose: Officer) -> object | None:
    return _administrator(officer)


@rule(Officer)
def move(officer: Officer, _whom: Officer) -> object | None:
    return _administrator(officer)


@rule(Officer)
def close(officer: Officer, _whose: Officer) -> object | None:
    return _administrator(officer)


def refusal_to_seat(officer: Officer, seat: Seat, since: date, kind: HoldingKind) -> object | None:
    """Why the officer cannot take this seat on that day; the caller has the rule's leave."""
    if officer.closed_at:
        return _l("This account is closed.")
    if officer.retired_on:
        return _l("%(who)s is retired.", who=officer.name)
    held = {holding.seat_id for holding in officer.all_holdings if holding.lasts_on(since)}
    if seat.id in held:
        return _l("%(who)s holds this seat already.", who=officer.name)
    holder = find_main_holder(seat, since) if kind == HoldingKind.MAIN else None
    if holder and holder.id != officer.id:
        return _l("%(who)s sits there: move them first.", who=holder.name)
    return None


def _own(officer: Officer, whose: Officer) -> object | None:
    return None if whose.id == officer.id else _l("This is a colleague's account.")


def _administrator(officer: Officer) -> object | None:
    if officer.administrator_since is None:
        return _l("Only an administrator may do this.")
    return None

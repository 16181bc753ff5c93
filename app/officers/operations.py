from dataclasses import replace
from datetime import date, timedelta

from app.core.clock import now, today
from app.core.db import db, take_turn
from app.core.errors import Outdated, Refused
from app.core.events import SYSTEM, Actor, record
from app.core.policy import require
from app.officers.events import (
    AccountClosed,
    OfficerInvited,
    OfficerMoved,
    PasswordChanged,
    ProfileChanged,
    ResetOffered,
    SessionEnded,
)
from app.officers.models import Holding, HoldingKind, Officer, Rank, Seat, Shown
from app.officers.policy import refusal_to_seat
from app.officers.profiles import Profile, Told, keep, open_profile, told_by
from app.officers.queries import version_of
from app.officers.session import Session, end_sessions, leave_chosen_seat
from app.officers.tickets import Purpose, Ticket, use_ticket, void_tickets, write_ticket

By = Officer | Actor  # an administrator, or SYSTEM: a command of whoever keeps the machine


def end_session(officer: Officer, session: Session) -> None:
    """Sign out here, or from afar."""
    require(officer, "end", session)
    session.ended_at = now()
    record(officer.actor, SessionEnded(officer_id=officer.id, session_id=session.id))


def sign_out_everywhere(officer: Officer) -> None:
    require(officer, "end_all_sessions", officer)
    end_sessions(officer.id)
    record(officer.actor, SessionEnded(officer_id=officer.id, session_id=None))


def change_password(officer: Officer, password_hash: str) -> None:
    """All sessions end but the one from which it is changed."""
    require(officer, "change_password", officer)
    officer.password_hash = password_hash
    end_sessions(officer.id, but=officer.session.id if officer.session else None)
    void_tickets(officer.id)
    record(officer.actor, PasswordChanged(officer_id=officer.id, by_link=False))


def set_password_by_link(ticket: Ticket, password_hash: str) -> None:
    """Whoever holds the link is nobody yet, so it is told as a deed of the house; Missing when
    somebody was quicker. All sessions end."""
    officer = ticket.officer
    require(officer, "take_up", ticket)
    use_ticket(ticket)
    officer.password_hash = password_hash
    end_sessions(officer.id)
    void_tickets(officer.id)
    record(SYSTEM, PasswordChanged(officer_id=officer.id, by_link=True))


def choose_language(officer: Officer, language: str) -> None:
    require(officer, "change_settings", officer)
    officer.language = language


def choose_theme(officer: Officer, theme: str | None) -> None:
    """None: as the device has it."""
    require(officer, "change_settings", officer)
    officer.theme = theme


def choose_presence(officer: Officer, presence: Shown) -> None:
    require(officer, "change_settings", officer)
    officer.presence = presence


def hush(officer: Officer) -> None:
    """New comments are shown, and no more read aloud by a screen reader."""
    require(officer, "change_settings", officer)
    officer.hushed_at = officer.hushed_at or now()


def unhush(officer: Officer) -> None:
    require(officer, "change_settings", officer)
    officer.hushed_at = None


def change_profile(officer: Officer, told: Told) -> Profile:
    """What colleagues read of the officer. The same again is no change, so that a form may be sent
    twice. Raises Outdated when it is no longer what `told.version` was."""
    require(officer, "edit_profile", officer)
    profile = open_profile(officer.id)
    before = told_by(officer.id)
    if replace(before, version=told.version) == told:
        return profile
    if before.version != told.version:
        raise Outdated(_words_of(before))
    keep(profile, told)
    event = ProfileChanged(
        officer_id=officer.id,
        about=told.about != before.about,
        topics=set(told.topics) != set(before.topics),
        contact=told.contact != before.contact,
        helps=told.helps if told.helps != before.helps else None,
    )
    record(officer.actor, event)
    return profile


def _words_of(told: Told) -> str:
    """All that stands there, to be read beside what was typed."""
    batch = "" if told.batch is None else str(told.batch)
    return "\n\n".join(filter(None, (told.about, ", ".join(told.topics), batch, told.phone)))


def act_from(officer: Officer, seat: Seat) -> None:
    """What is done in this session from now on is done from that seat."""
    require(officer, "act_from", seat)
    if officer.session:
        officer.session.seat_id = seat.id


def invite_officer(
    by: By,
    *,
    email: str,
    name_bn: str,
    name_en: str,
    rank: Rank,
    seat: Seat | None,
    administrator: bool = False,
) -> tuple[Officer, str]:
    """A new account, and the token of the link by which its password is set."""
    require(by, "invite", Officer)
    officer = Officer(
        email=email,
        name_bn=name_bn,
        name_en=name_en,
        rank_id=rank.id,
        administrator_since=now() if administrator else None,
    )
    db.session.add(officer)
    db.session.flush()
    if seat:
        _sit(officer, seat, today())
    token = write_ticket(officer.id, Purpose.INVITE)
    event = OfficerInvited(officer_id=officer.id, seat_id=seat.id if seat else None)
    record(_actor(by), event)
    return officer, token


def offer_reset(by: By, officer: Officer) -> str:
    """The token of a link by which a lost password is replaced."""
    require(by, "offer_reset", officer)
    record(_actor(by), ResetOffered(officer_id=officer.id))
    return write_ticket(officer.id, Purpose.RESET)


def move_officer(
    by: By,
    officer: Officer,
    seat: Seat,
    since: date,
    kind: HoldingKind = HoldingKind.MAIN,
    version: str | None = None,
) -> Officer:
    """The main seat is left on the day before, the other is taken; reach follows at once. An acting
    or additional charge is taken beside it, and nothing is left. What the seats answer for stays
    with them.

    `version` is `version_of` the officer as it was shown. Raises Outdated when another has moved
    the officer since; Refused, but for a command, as by `refusal_to_seat`; for a command
    too where the officer has retired."""
    take_turn(officer)
    take_turn(seat)  # of two who are moved there at once the second finds the first in it
    require(by, "move", officer)
    db.session.expire(officer, ["all_holdings"])
    if version is not None and version != version_of(officer):
        raise Outdated(", ".join(held.label for held in officer.seats))
    reason = refusal_to_seat(officer, seat, since, kind)
    if reason and (by is not SYSTEM or officer.retired_on):
        raise Refused(reason)
    left = _leave_main(officer, since) if kind == HoldingKind.MAIN else None
    _sit(officer, seat, since, kind)
    if left:
        leave_chosen_seat(officer.id, left)
    event = OfficerMoved(
        officer_id=officer.id, seat_id=seat.id, left_seat_id=left, since=since, holding=kind
    )
    record(_actor(by), event)
    return officer


def _leave_main(officer: Officer, since: date) -> int | None:
    """The seat that is left."""
    left = None
    for holding in officer.all_holdings:
        if holding.kind == HoldingKind.MAIN and holding.lasts_on(since):
            left = holding.seat_id
            _end(holding, since - timedelta(days=1))
    return left


def close_account(by: By, officer: Officer) -> None:
    """Nothing can be done in it any more; what was written stays under the name."""
    require(by, "close", officer)
    officer.closed_at = now()
    end_sessions(officer.id)
    void_tickets(officer.id)
    for holding in officer.all_holdings:
        if holding.until is None or holding.until > today():
            _end(holding, today())
    record(_actor(by), AccountClosed(officer_id=officer.id))


def _sit(officer: Officer, seat: Seat, since: date, kind: HoldingKind = HoldingKind.MAIN) -> None:
    db.session.add(
        Holding(
            seat_id=seat.id,
            officer_id=officer.id,
            kind=kind,
            since=since,
            until=None,
        )
    )


def _end(holding: Holding, last_day: date) -> None:
    """A holding that would end before it began never was."""
    if last_day < holding.since:
        db.session.delete(holding)
    else:
        holding.until = last_day


def _actor(by: By) -> Actor:
    return by if isinstance(by, Actor) else by.actor

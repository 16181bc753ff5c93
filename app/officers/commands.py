"""`flask officers …`: what whoever keeps the machine does to accounts."""

from datetime import date, datetime

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.core.clock import today
from app.core.db import db, take_turn
from app.core.events import SYSTEM
from app.core.text import tidy_line
from app.core.transaction import transaction
from app.officers.models import Officer, Rank, Seat
from app.officers.operations import close_account, invite_officer, move_officer, offer_reset
from app.officers.queries import (
    email_of,
    find_by_email,
    find_main_holder,
    find_seat_by_code,
)
from app.officers.tickets import LASTS, Purpose

TAKEN = "There is an account {} already."


@click.group("officers")
def officers() -> None:
    """Look after officers' accounts."""


@officers.command("invite")
@click.option("--email", required=True)
@click.option("--name-en", required=True)
@click.option("--name-bn", required=True)
@click.option("--rank", "rank_code", required=True, help="Code of the rank.")
@click.option("--seat", "seat_code", help="Code of the seat; without one nothing can be written.")
@click.option("--admin", is_flag=True, help="May look after accounts.")
@with_appcontext
def invite(
    email: str, name_en: str, name_bn: str, rank_code: str, seat_code: str | None, admin: bool
) -> None:
    """Make an account, and print the link by which its password is set."""
    address = _address(email)
    try:
        with transaction():
            _refuse_taken(address)
            rank = db.session.scalar(select(Rank).where(Rank.code == rank_code))
            if rank is None:
                raise click.ClickException(f"There is no rank {rank_code}: {_some(Rank.code)}.")
            seat = _free_seat(seat_code) if seat_code else None
            _officer, token = invite_officer(
                SYSTEM,
                email=address,
                name_bn=_name(name_bn),
                name_en=_name(name_en),
                rank=rank,
                seat=seat,
                administrator=admin,
            )
    except IntegrityError:  # of two commands at once the other was quicker
        raise click.ClickException(TAKEN.format(address)) from None
    _print_link(token, Purpose.INVITE)


@officers.command("reset")
@click.argument("email")
@with_appcontext
def reset(email: str) -> None:
    """Print a link by which a lost password is replaced."""
    with transaction():
        officer = _found(email)
        token = offer_reset(SYSTEM, officer)
    _print_link(token, Purpose.RESET)


@officers.command("list")
@with_appcontext
def list_() -> None:
    """Print all accounts, with their seats of today."""
    for officer in db.session.scalars(select(Officer).order_by(Officer.email)).unique():
        seats = " ".join(seat.code for seat in officer.seats) or "-"
        click.echo(f"{officer.email:32} {officer.name_en:28} {seats:28} {_state(officer)}".rstrip())


@officers.command("close")
@click.argument("email")
@with_appcontext
def close(email: str) -> None:
    """Close an account and end its sessions. What was written stays."""
    with transaction():
        officer = _found(email)
        close_account(SYSTEM, officer)
    click.echo(f"The account {email_of(email)} is closed and its sessions are ended.")


@officers.command("move")
@click.argument("email")
@click.option("--seat", "seat_code", required=True, help="Code of the seat to move to.")
@click.option("--from", "since", type=click.DateTime(["%Y-%m-%d"]), help="First day; today.")
@with_appcontext
def move(email: str, seat_code: str, since: datetime | None) -> None:
    """Leave the main seat and take another: what may be read changes with it."""
    day: date = since.date() if since else today()
    with transaction():
        officer, seat = _found(email), _free_seat(seat_code)
        if officer.retired_on:
            raise click.ClickException(f"{officer.email} is retired: return them to service first.")
        label = seat.label_en
        move_officer(SYSTEM, officer, seat, day)
    click.echo(f"{email_of(email)} sits as {label} from {day}.")


def _address(typed: str) -> str:
    email = email_of(typed)
    name, _at, host = email.rpartition("@")
    if not name or "." not in host or " " in email or len(email) > 254:
        raise click.ClickException(f"{typed} is not an e-mail address.")
    return email


def _refuse_taken(email: str) -> None:
    if find_by_email(email):
        raise click.ClickException(TAKEN.format(email))


def _name(typed: str) -> str:
    name = tidy_line(typed)
    if not name:
        raise click.ClickException("A name has letters.")
    return name


def _found(email: str) -> Officer:
    officer = find_by_email(email)
    if officer is None or officer.closed_at:
        raise click.ClickException(f"There is no open account {email}.")
    return officer


def _free_seat(code: str) -> Seat:
    seat = find_seat_by_code(code)
    if seat is None:
        raise click.ClickException(f"There is no seat {code}: {_some(Seat.code)}.")
    take_turn(seat)  # of two commands at once the second sees whom the first has seated
    if holder := find_main_holder(seat):
        raise click.ClickException(f"{holder.email} sits there: move or close that account first.")
    return seat


def _some(column: object) -> str:
    """The first few codes, for whoever mistyped one."""
    codes = list(db.session.scalars(select(column).order_by(column).limit(6)))  # type: ignore[call-overload]
    return f"there are {', '.join(codes)} …" if codes else "fill the house first (make run)"


def _state(officer: Officer) -> str:
    states = {
        "closed": officer.closed_at,
        "invited": not officer.password_hash and not officer.closed_at,
        "retired": officer.retired_on,
        "administrator": officer.administrator_since,
        "moderator": officer.moderator_since,
        "auditor": officer.auditor_since,
    }
    return ", ".join(name for name, so in states.items() if so)


def _print_link(token: str, purpose: Purpose) -> None:
    click.echo(f"{current_app.config['BASE_URL']}/welcome/{token}")
    lasts = LASTS[purpose]
    words = f"{lasts.days} days" if lasts.days else f"{lasts.seconds // 60} minutes"
    click.echo(f"It opens once, within {words}. Whoever has it can set the password.", err=True)

import hmac
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from app.citizens.models import Citizen, Look
from app.core.db import ask, db
from app.core.i18n import digits, initial, latin_digits
from app.officers.models import Officer, Seat
from app.officers.queries import PERSON, Person, person

LOOKS = 50  # on a page

DOTS = "••••••"
_MOBILE = re.compile(r"(?:\+|00)?(?:880?)?0?(1[3-9][0-9]{8})")
_BETWEEN = re.compile(r"[\s().\-–/]+")
_FOUR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Masked:
    """A citizen as those see it who have the trouble in hand."""

    name: str
    phone: str
    contact: bool
    naming: bool
    purge_on: date
    purged: bool
    looks: int


@dataclass(frozen=True, slots=True)
class Looked:
    person: Person
    at: datetime
    reason: str
    post_id: int


def phone_of(typed: str) -> str | None:
    """A Bangladeshi mobile number in its eleven Latin digits; None when it is none. Either kind of
    digits, with or without the country's, with blanks or strokes between."""
    found = _MOBILE.fullmatch(_BETWEEN.sub("", latin_digits(typed)))
    return f"0{found[1]}" if found else None


def masked_name(name: str) -> str:
    """The first syllable, as রা•••."""
    return f"{initial(name)}•••" if name else ""


def masked_phone(phone: str) -> str:
    """Whose network, and the last two digits."""
    return digits(f"{phone[:3]}{DOTS}{phone[-2:]}") if phone else ""


def find_citizen(citizen_id: str) -> Citizen:
    """The caller has found what it hangs on, and asked the rule."""
    return db.session.get_one(Citizen, citizen_id)


def mask(citizen: Citizen) -> Masked:
    looks = select(func.count()).where(Look.citizen_id == citizen.id)
    return Masked(
        name=masked_name(citizen.name),
        phone=masked_phone(citizen.phone),
        contact=citizen.contact_agreed_at is not None,
        naming=citizen.naming_agreed_at is not None,
        purge_on=citizen.purge_on,
        purged=citizen.purged_at is not None,
        looks=db.session.scalar(looks) or 0,
    )


def list_looks(citizen_id: str) -> list[Looked]:
    """The latest first, at most LOOKS."""
    rows = _looks().where(Look.citizen_id == citizen_id).limit(LOOKS)
    return [_looked(row) for row in ask(rows)]


def list_all_looks(before: int | None = None) -> tuple[list[Looked], int | None]:
    """For an auditor: of all citizens, the latest first; and where the next page goes on."""
    rows: Sequence[Any] = ask(
        (_looks().where(Look.id < before) if before else _looks()).limit(LOOKS + 1)
    )
    shown = rows[:LOOKS]
    return [_looked(row) for row in shown], shown[-1].look_id if len(rows) > LOOKS else None


def known_by(citizen_ids: Collection[str], last_four: str) -> bool:
    """Is it the end of the number of one of them? Each is compared, and there is always one more:
    how long it takes tells neither which nor how many."""
    typed = latin_digits(last_four).strip()
    whole = _FOUR.fullmatch(typed) is not None
    asked = (typed if whole else "----").encode()
    phones = select(Citizen.phone).where(Citizen.id.in_(citizen_ids))
    fits = False
    for phone in (*db.session.scalars(phones), ""):
        kept = phone[-4:].encode() if len(phone) > 4 else b"????"
        fits |= hmac.compare_digest(kept, asked)
    return fits and whole


def _looks() -> Any:
    return (
        select(Look.id.label("look_id"), Look.created_at, Look.reason, Look.post_id, *PERSON)
        .join(Officer, Officer.id == Look.officer_id)
        .outerjoin(Seat, Seat.id == Look.seat_id)
        .order_by(Look.id.desc())
    )


def _looked(row: Any) -> Looked:
    return Looked(person(row), row.created_at, row.reason, row.post_id)

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, case, func, or_, select, union
from sqlalchemy.orm import aliased, contains_eager

from app.core.clock import today
from app.core.db import db, take_turn
from app.core.errors import Missing
from app.core.i18n import in_language, initial
from app.core.log import digest
from app.core.text import tidy_line
from app.officers.models import (
    FORMERLY,
    RETIRED,
    TINTS,
    Holding,
    HoldingKind,
    Office,
    Officer,
    Rank,
    Seat,
)


@dataclass(frozen=True, slots=True)
class Person:
    """An officer as a line of a page: the same for a secretary and an assistant commissioner."""

    id: int
    name_bn: str
    name_en: str
    label_bn: str
    label_en: str
    office_id: int

    @property
    def name(self) -> str:
        return in_language(self.name_bn, self.name_en)

    @property
    def seat_label(self) -> str:
        return in_language(self.label_bn, self.label_en)

    @property
    def office_tint(self) -> int:
        return self.office_id % TINTS + 1

    @property
    def initial(self) -> str:
        return initial(self.name)


_Former = aliased(Seat)


def _or_last(now: Any, last: Any, else_: Any = None) -> ColumnElement[Any]:
    """A column of a query that has officers and their seats. Of who has retired: as it was in the
    last seat; `else_`, where there was none."""
    was = select(last).where(_Former.id == Officer.former_seat_id)
    found: Any = was.correlate(Officer).scalar_subquery()
    return case(
        (Officer.retired_on.is_(None), now),
        else_=found if else_ is None else func.coalesce(found, else_),
    )


# What a list selects to show who wrote: `select(Post…, *PERSON).join(Officer).join(Seat)`; the
# seat is the one they wrote from; of who has retired since, the last. `person(row)` reads it back.
PERSON: tuple[Any, ...] = (
    Officer.id.label("person_id"),
    Officer.name_bn,
    Officer.name_en,
    _or_last(Seat.label_bn, FORMERLY[0] + _Former.label_bn, RETIRED[0]).label("label_bn"),
    _or_last(Seat.label_en, FORMERLY[1] + _Former.label_en, RETIRED[1]).label("label_en"),
    _or_last(Seat.office_id, _Former.office_id).label("person_office_id"),
)


def person(row: Any) -> Person:
    return Person(
        row.person_id,
        row.name_bn,
        row.name_en,
        row.label_bn or "",  # between two postings one speaks without a seat
        row.label_en or "",
        row.person_office_id or 0,
    )


@dataclass(frozen=True, slots=True)
class Preparer:
    """Who wrote down what a senior then said."""

    id: int
    name_bn: str
    name_en: str

    @property
    def name(self) -> str:
        return in_language(self.name_bn, self.name_en)


# The same for who prepared it: `.outerjoin(PREPARING, PREPARING.id == ….prepared_by_id)`, and
# `preparer(row)` reads it back.
PREPARING = aliased(Officer)
PREPARER: tuple[Any, ...] = (
    PREPARING.id.label("prepared_by_id"),
    PREPARING.name_bn.label("prepared_by_bn"),
    PREPARING.name_en.label("prepared_by_en"),
)


def preparer(row: Any) -> Preparer | None:
    if row.prepared_by_id is None:
        return None
    return Preparer(row.prepared_by_id, row.prepared_by_bn, row.prepared_by_en)


def person_of(officer: Officer) -> Person:
    return Person(officer.id, officer.name_bn, officer.name_en, *officer.labels, officer.office_id)


def find_profile(officer_id: int) -> Officer:
    """Anybody who was ever here: a name under an old post leads somewhere, and says that its
    officer has left."""
    found = db.session.get(Officer, officer_id)
    if found is None:
        raise Missing
    return found


def email_of(typed: str) -> str:
    """As accounts keep it."""
    return tidy_line(typed).lower()


def find_by_email(email: str) -> Officer | None:
    return db.session.scalar(select(Officer).where(Officer.email == email_of(email)))


def find_open_account(email: str) -> Row[tuple[int, str | None]] | None:
    """(id, password_hash) of whoever may try to sign in as this: no row of the session, so that
    nothing is held while the password is weighed."""
    return db.session.execute(
        select(Officer.id, Officer.password_hash).where(
            Officer.email == email_of(email), Officer.closed_at.is_(None)
        )
    ).first()


def list_known_words(officer: Officer) -> list[str]:
    """What colleagues know of an officer, the titles of all ranks and the names of all offices,
    with their places: none of it is secret."""
    names = union(
        select(Rank.title_bn, Rank.title_en),
        select(Office.name_bn, Office.name_en),
        select(Office.place_bn, Office.place_en),
    )
    seats = (text for seat in officer.seats for text in (seat.label_bn, seat.label_en))
    own = (officer.name_bn, officer.name_en, officer.email, *seats)
    return [*own, *(name for row in db.session.execute(names) for name in row)]


def find_seat(seat_id: int) -> Seat:
    found = db.session.get(Seat, seat_id)
    if found is None:
        raise Missing
    return found


def list_left_on(officer_id: int, since: date) -> Sequence[Seat]:
    """The seats that an officer was the last day before in, and sits in no more."""
    last_day = since - timedelta(days=1)
    left = select(Seat).join(Holding, Holding.seat_id == Seat.id)
    left = left.where(Holding.officer_id == officer_id, Holding.until == last_day)
    return db.session.scalars(left.order_by(Seat.id)).unique().all()


def find_seat_by_code(code: str) -> Seat | None:
    return db.session.scalar(select(Seat).where(Seat.code == code))


def version_of(officer: Officer) -> str:
    """Tells whether an officer's seats are still those that were shown."""
    held = sorted((holding.id, str(holding.until)) for holding in officer.all_holdings)
    return digest(*held)


def stand_still(officer: Officer) -> None:
    """Within a change, before a deed of office: nobody retires or moves the officer until it is
    done, and the rule that follows asks about them as they are."""
    take_turn(db.session.get_one(Officer, officer.id))


def find_main_holder(seat: Seat, since: date | None = None) -> Officer | None:
    """Whose own seat it is, on that day (today) or from a day to come."""
    return db.session.scalar(
        select(Officer)
        .join(Holding, Holding.officer_id == Officer.id)
        .where(
            Holding.seat_id == seat.id,
            Holding.kind == HoldingKind.MAIN,
            or_(Holding.until.is_(None), Holding.until >= (since or today())),
            Officer.closed_at.is_(None),
        )
    )


def holder_of(seat: Seat) -> Officer | None:
    """Whoever answers for a seat today: its main holder, else the acting one, else whoever has the
    additional charge, else the head of the office, else the head of the office above."""
    for found in (seat, *_heads_above(seat)):
        if officer := _sitting_in(found):
            return officer
    return None


def head_over(seat: Seat) -> Officer | None:
    """Who heads the office of a seat; over a head's own seat, the office above."""
    return next((found for head in _heads_above(seat) if (found := _sitting_in(head))), None)


def find_seats(words: str, most: int) -> Sequence[Seat]:
    """Each of the words stands in a seat's name, in its office's, or in another spelling of it."""
    seats = select(Seat).join(Seat.office).options(contains_eager(Seat.office))
    columns = (Seat.label_bn, Seat.label_en, Office.name_bn, Office.name_en, Office.also)
    for word in words.split()[:6]:
        seats = seats.where(or_(*(column.icontains(word, autoescape=True) for column in columns)))
    return db.session.scalars(seats.order_by(Office.path, Seat.id).limit(most)).all()


def _sitting_in(seat: Seat) -> Officer | None:
    order = {HoldingKind.MAIN: 0, HoldingKind.ACTING: 1, HoldingKind.ADDITIONAL: 2}
    rows = db.session.execute(
        select(Holding.kind, Officer)
        .join(Officer, Officer.id == Holding.officer_id)
        .where(Holding.seat_id == seat.id, *current(), Officer.closed_at.is_(None))
    ).all()
    return min(rows, key=lambda row: order[row[0]])[1] if rows else None


def _heads_above(seat: Seat) -> Sequence[Seat]:
    """Head seats from the seat's own office up to the root."""
    heads = select(Seat).where(Seat.head, Seat.office_id.in_(seat.office.ancestors))
    return sorted(
        (head for head in db.session.scalars(heads) if head.id != seat.id),
        key=lambda head: -len(head.office.path),
    )


def current() -> tuple[ColumnElement[bool], ...]:
    """Holdings of today."""
    day = today()
    return (Holding.since <= day, or_(Holding.until.is_(None), Holding.until >= day))


def reach_of(officer: Officer) -> set[int]:
    """Ids of the offices whose inner posts this officer reads: those above each seat and its own.
    A post for "my office and the offices under it" is read from under it."""
    return {number for seat in officer.seats for number in seat.office.ancestors}


def headed_by(officer: Officer) -> list[str]:
    """Paths of the offices this officer heads: a head also reads what is written under it."""
    return [seat.office.path for seat in officer.seats if seat.head]


def find_office(office_id: int) -> Office:
    found = db.session.get(Office, office_id)
    if found is None:
        raise Missing
    return found


def list_seats(office: Office) -> list[tuple[Seat, Person | None]]:
    """The seats of an office, its head's first, each with who holds it today; of several the main
    one."""
    held = (
        select(Holding.seat_id, *PERSON)
        .join(Officer, Officer.id == Holding.officer_id)
        .join(Seat, Seat.id == Holding.seat_id)
        .where(Seat.office_id == office.id, *current(), Officer.closed_at.is_(None))
        .order_by(case({kind: n for n, kind in enumerate(HoldingKind)}, value=Holding.kind).desc())
    )
    holders = {row.seat_id: person(row) for row in db.session.execute(held)}
    seats = select(Seat).where(Seat.office_id == office.id).order_by(Seat.head.desc(), Seat.id)
    return [(seat, holders.get(seat.id)) for seat in db.session.scalars(seats).unique()]

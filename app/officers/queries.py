from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, or_, select, union

from app.core.clock import today
from app.core.db import db
from app.core.errors import Missing
from app.core.i18n import in_language, initial, lang
from app.core.text import tidy_line
from app.officers.models import TINTS, Holding, HoldingKind, Office, Officer, Rank, Seat

PAGE = 30  # colleagues of the directory


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


# What a list selects to show who wrote: `select(Post…, *PERSON).join(Officer).join(Seat)`; the
# seat is the one they wrote from. `person(row)` reads it back.
PERSON: tuple[Any, ...] = (
    Officer.id.label("person_id"),
    Officer.name_bn,
    Officer.name_en,
    Seat.label_bn,
    Seat.label_en,
    Seat.office_id.label("person_office_id"),
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


def person_of(officer: Officer) -> Person:
    seat = officer.seat
    return Person(
        officer.id,
        officer.name_bn,
        officer.name_en,
        seat.label_bn if seat else officer.rank.title_bn,
        seat.label_en if seat else officer.rank.title_en,
        seat.office_id if seat else 0,
    )


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


def find_seat_by_code(code: str) -> Seat | None:
    return db.session.scalar(select(Seat).where(Seat.code == code))


def find_main_holder(seat: Seat) -> Officer | None:
    """Whose own seat it is, from today or from a day to come."""
    return db.session.scalar(
        select(Officer)
        .join(Holding, Holding.officer_id == Officer.id)
        .where(
            Holding.seat_id == seat.id,
            Holding.kind == HoldingKind.MAIN,
            or_(Holding.until.is_(None), Holding.until >= today()),
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


def list_directory(
    officer: Officer, words: str = "", after: tuple[str, int] | None = None
) -> Sequence[Row[Any]]:
    """Colleagues by name in the interface's language, at most PAGE and one more: the columns of
    PERSON. Each of the words stands in a name, a seat or an office. `after` is the (name, id) of
    the last one seen."""
    name = Officer.name_bn if lang() == "bn" else Officer.name_en
    rows = (
        select(*PERSON)
        .select_from(Officer)
        .outerjoin(Seat, Seat.id == _seat_today())
        .outerjoin(Office, Office.id == Seat.office_id)
        .where(Officer.closed_at.is_(None), *(_says(word) for word in words.split()[:6]))
        .order_by(name, Officer.id)
        .limit(PAGE + 1)
    )
    if after:
        rows = rows.where(or_(name > after[0], and_(name == after[0], Officer.id > after[1])))
    return db.session.execute(rows).all()


def _seat_today() -> Any:
    """The seat under an officer's name: the main one, else any that is held today."""
    order = case({kind: number for number, kind in enumerate(HoldingKind)}, value=Holding.kind)
    held = select(Holding.seat_id).where(Holding.officer_id == Officer.id, *current())
    return held.order_by(order, Holding.id).limit(1).correlate(Officer).scalar_subquery()


def _says(word: str) -> ColumnElement[bool]:
    places: tuple[Any, ...] = (
        *(Officer.name_bn, Officer.name_en, Seat.label_bn, Seat.label_en),
        *(Office.name_bn, Office.name_en),
    )
    return or_(*(place.icontains(word, autoescape=True) for place in places))

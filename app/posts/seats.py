"""Which seats can be made responsible, and who answers for each today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased, contains_eager
from wtforms.fields.choices import SelectChoice

from app.core.db import db
from app.officers.models import Holding, HoldingKind, Office, Officer, Seat
from app.officers.queries import PERSON, Person, current, person
from app.posts.models import Audience, Post
from app.posts.queries import Sight

# Names of their own, so that a query with seats and offices may ask `answered_by`.
_Head = aliased(Seat)
_Above = aliased(Office)
_Office = aliased(Office)


@dataclass(frozen=True, slots=True)
class Held:
    """Who answers for a seat today. Not direct: the seat is empty, and it came down to them."""

    person: Person
    direct: bool

    def beside(self, seat: Seat) -> str:
        """The seat with its holder, as a list to choose from says it."""
        if self.direct:
            return f"{seat.label} · {self.person.name}"
        return _(
            "%(seat)s · empty: goes to %(name)s, %(other)s",
            seat=seat.label,
            name=self.person.name,
            other=self.person.seat_label,
        )


def list_seats_for(post: Post) -> list[Seat]:
    """The seats that may be made responsible for a post's trouble, the nearest first: all of its
    district, or of its office and those under it where there is no district. What was written to
    an office alone can be given only to seats whose holders read it. A trouble told from no
    district, as from a ministry or an archive, may also go to the head of any district."""
    office = post.office
    if office is None:
        ways = [_heads_of_districts()]
    elif post.audience == Audience.OFFICE:
        ways = [_under(office), and_(Seat.head, Office.id.in_(office.ancestors))]
    elif office.district:
        ways = [Office.district == office.district]
    else:
        ways = [_under(office), _heads_of_districts()]
    seats = db.session.scalars(_seats().where(or_(*ways)))
    return sorted(seats, key=lambda seat: (*_distance(office, seat.office), seat.id))


def choices_of(seats: Iterable[Seat]) -> list[SelectChoice]:
    """Each seat with who answers for it today, where somebody does."""
    seats = list(seats)
    holders = list_holders(seats)
    filled = [seat for seat in seats if seat.id in holders]
    return [SelectChoice(str(seat.id), holders[seat.id].beside(seat)) for seat in filled]


def seats_to_choose(seats: Iterable[Seat]) -> list[SelectChoice]:
    """None chosen yet; then the seats."""
    return [SelectChoice("", _("Choose a seat")), *choices_of(seats)]


def common_superior(seats: Sequence[Seat]) -> Seat | None:
    """The head nearest above all of these seats, who is none of them."""
    shared = set.intersection(*(set(seat.office.ancestors) for seat in seats))
    heads = _seats().where(Seat.head, Office.id.in_(shared))
    heads = heads.where(Seat.id.not_in([seat.id for seat in seats]))
    return db.session.scalars(heads.order_by(func.length(Office.path).desc()).limit(1)).first()


def _seats() -> Select[tuple[Seat]]:
    return select(Seat).join(Seat.office).options(contains_eager(Seat.office))


def _under(office: Office) -> Any:
    return Office.path.startswith(office.path, autoescape=True)


def _heads_of_districts() -> Any:
    return and_(Seat.head, Office.layer == "district")


def _distance(office: Office | None, other: Office) -> tuple[int, str]:
    """The office itself, those under it, those above it from the nearest up, then the others."""
    if office is None:
        return 0, other.path
    if other.path.startswith(office.path):
        return int(other.id != office.id), other.path
    if office.path.startswith(other.path):
        return 2 + len(office.ancestors) - len(other.ancestors), ""
    return 100, other.path


def list_holders(seats: Iterable[Seat]) -> dict[int, Held]:
    """Seat id → who answers for it today, by the rule of `holder_of`, in one query for all."""
    seats = list(seats)
    above = {number for seat in seats for number in seat.office.ancestors}
    rows = db.session.execute(
        select(Holding.kind, Holding.seat_id, Seat.head, Seat.office_id, *PERSON)
        .join(Seat, Seat.id == Holding.seat_id)
        .join(Officer, Officer.id == Holding.officer_id)
        .where(
            or_(
                Holding.seat_id.in_([seat.id for seat in seats]),
                and_(Seat.head, Seat.office_id.in_(above)),
            ),
            *current(),
            Officer.closed_at.is_(None),
        )
    ).all()
    sitting: dict[int, Person] = {}
    heads: dict[int, Person] = {}
    order = list(HoldingKind)
    for row in sorted(rows, key=lambda row: order.index(row.kind)):
        sitting.setdefault(row.seat_id, person(row))
        if row.head:
            heads.setdefault(row.office_id, sitting[row.seat_id])
    found = {}
    for seat in seats:
        if seat.id in sitting:
            found[seat.id] = Held(sitting[seat.id], direct=True)
        elif near := [heads[n] for n in reversed(seat.office.ancestors) if n in heads]:
            found[seat.id] = Held(near[0], direct=False)
    return found


def answered_by(sight: Sight) -> ColumnElement[bool]:
    """Of a query that has seats: those that come down to this officer today, by the rule of
    `holder_of`: held, or empty under an office that the officer heads."""
    sits = _first(_sitting().where(Holding.seat_id == Seat.id))
    held = Seat.id.in_(select(Holding.seat_id).where(Holding.officer_id == sight.officer_id))
    if not sight.heads:
        return and_(held, sits == sight.officer_id)
    under = [_Office.path.startswith(path, autoescape=True) for path in sight.heads]
    theirs = Seat.office_id.in_(select(_Office.id).where(or_(*under)))
    heads = (
        _sitting()
        .join(_Head, _Head.id == Holding.seat_id)
        .join(_Above, _Above.id == _Head.office_id)
        .join(_Office, _Office.path.startswith(_Above.path))
        .where(_Head.head, _Office.id == Seat.office_id)
    )
    head = _first(heads, func.length(_Above.path).desc())
    return and_(or_(held, theirs), func.coalesce(sits, head) == sight.officer_id)


def _sitting() -> Select[tuple[int]]:
    """Officers who sit in a seat today."""
    return (
        select(Holding.officer_id)
        .join(Officer, Officer.id == Holding.officer_id)
        .where(*current(), Officer.closed_at.is_(None))
    )


def _first(officers: Select[tuple[int]], *order: ColumnElement[Any]) -> ScalarSelect[int]:
    kinds = case({kind: number for number, kind in enumerate(HoldingKind)}, value=Holding.kind)
    first = officers.order_by(*order, kinds, Holding.id).limit(1)
    return first.correlate(Seat).scalar_subquery()

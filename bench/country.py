"""Offices and officers in the number of a real country, around those of the country pack."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, insert, select

from app.core.db import Base, db
from app.officers.models import FIELD, Holding, HoldingKind, Office, Officer, Rank, Seat
from app.world.country import fill_country

SEATED = date(2024, 1, 1)


class Writer(NamedTuple):
    """What the rows of posts and comments keep of their author."""

    id: int
    seat_id: int
    office_id: int
    seniority: int
    from_field: bool


def settle(offices: int, officers: int) -> list[Writer]:
    """Fill empty tables, within a transaction: one officer a seat."""
    fill_country()
    _add_offices(offices)
    _add_seats(officers)
    return _seat_officers(officers)


def _add_offices(number: int) -> None:
    """Unions under the upazilas."""
    above = list(db.session.scalars(select(Office).where(Office.layer == "upazila")))
    first, here = _next_id(Office), _count(Office)
    rows = []
    for place in range(number - here):
        parent, own = above[place % len(above)], first + place
        rows.append(
            {
                "id": own, "code": f"union-{place}", "parent_id": parent.id, "layer": "union",
                "path": f"{parent.path}{own}/", "short": parent.short, "district": parent.district,
                "name_bn": f"ইউনিয়ন কার্যালয় {place}", "name_en": f"Union Office {place}",
                "place_bn": parent.place_bn, "place_en": parent.place_en,
            }
        )  # fmt: skip
    put(Office, rows)


def _add_seats(number: int) -> None:
    offices = list(db.session.scalars(select(Office).order_by(Office.id)))
    ranks = list(db.session.scalars(select(Rank).order_by(Rank.seniority)))
    rows = []
    for place in range(number - _count(Seat)):
        office, rank = offices[place % len(offices)], ranks[place % len(ranks)]
        rows.append(
            {
                "code": f"seat-{place}", "office_id": office.id, "rank_id": rank.id, "head": False,
                "title_bn": rank.title_bn, "title_en": rank.title_en,
                "label_bn": f"{rank.title_bn}, {office.place_bn}",
                "label_en": f"{rank.title_en}, {office.place_en}",
            }
        )  # fmt: skip
    put(Seat, rows)


def _seat_officers(number: int) -> list[Writer]:
    seats = db.session.execute(
        select(Seat.id, Seat.office_id, Seat.rank_id, Rank.seniority, Office.layer)
        .join(Rank, Rank.id == Seat.rank_id)
        .join(Office, Office.id == Seat.office_id)
        .order_by(Seat.id)
        .limit(number)
    ).all()
    writers = [
        Writer(place, seat.id, seat.office_id, seat.seniority, seat.layer in FIELD)
        for place, seat in enumerate(seats, 1)
    ]
    put(Officer, [_officer(place, seat.rank_id) for place, seat in enumerate(seats, 1)])
    held = {"kind": HoldingKind.MAIN, "since": SEATED}
    put(Holding, [{"seat_id": one.seat_id, "officer_id": one.id, **held} for one in writers])
    return writers


def _officer(number: int, rank_id: int) -> dict[str, Any]:
    return {
        "id": number, "email": f"officer-{number}@uthan.example", "rank_id": rank_id,
        "name_bn": f"কর্মকর্তা {number}", "name_en": f"Officer {number}", "language": "bn",
    }  # fmt: skip


def put(table: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        db.session.execute(insert(table), rows)


def _count(table: type[Base]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def _next_id(table: type[Base]) -> int:
    return (db.session.scalar(select(func.max(table.id))) or 0) + 1

"""Who stands above a seat, and how far up a notice goes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.core.db import db
from app.officers.models import Seat
from app.posts.seats import list_holders


@dataclass(frozen=True, slots=True)
class Rung:
    """A head, and the officer who sits there today."""

    seat_id: int
    officer_id: int
    depth: int  # offices from the root: the higher, the fewer


@dataclass(frozen=True, slots=True)
class Line:
    """Who answers for a seat today, and the heads over them, the nearest first; each officer
    once. Over an empty seat the first is whoever stands above the one it came down to."""

    holder_id: int | None
    heads: Sequence[Rung]

    def above(self, depth: int | None) -> Sequence[Rung]:
        """Those higher than the one who was told last."""
        return [rung for rung in self.heads if depth is None or rung.depth < depth]


def list_lines(seats: Collection[Seat]) -> dict[int, Line]:
    """Seat id → its line, in two queries for all."""
    above = {number for seat in seats for number in seat.office.ancestors}
    heads = db.session.scalars(select(Seat).where(Seat.head, Seat.office_id.in_(above))).all()
    held = list_holders({*heads, *seats})
    rungs = {
        head.office_id: Rung(head.id, held[head.id].person.id, len(head.office.ancestors))
        for head in heads
        if head.id in held and held[head.id].direct
    }
    return {
        seat.id: _line(seat, held[seat.id].person.id if seat.id in held else None, rungs)
        for seat in seats
    }


def depth_of(seat_id: int | None) -> int | None:
    if seat_id is None:
        return None
    return len(db.session.get_one(Seat, seat_id).office.ancestors)


def _line(seat: Seat, holder_id: int | None, rungs: dict[int, Rung]) -> Line:
    seen = {holder_id}
    line = []
    for office_id in reversed(seat.office.ancestors):
        rung = rungs.get(office_id)
        if rung and rung.seat_id != seat.id and rung.officer_id not in seen:
            seen.add(rung.officer_id)
            line.append(rung)
    return Line(holder_id, line)

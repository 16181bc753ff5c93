"""Of whom an investigation can be, who can investigate, and whose it is to order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager

from app.actions.models import ActionItem
from app.actions.parts import had_part
from app.core.db import db
from app.core.errors import Refused
from app.investigations.models import MOST
from app.investigations.policy import investigated
from app.officers.models import Office, Officer, Seat
from app.officers.queries import holder_of
from app.posts.models import Audience
from app.posts.seats import Held, list_holders, list_seats_for

Sitting = tuple[Seat, Officer]  # who sat in a seat that day


@dataclass(frozen=True)
class Way:
    """Whose an investigation is to order, of whom it is, and who investigates."""

    seat: Seat
    holder: Officer
    about: list[Sitting]
    chosen: list[Sitting]


class NoWay(Refused):
    """It cannot be so, and why: others may be chosen."""


def way_for(
    officer: Officer, item: ActionItem, about: Sequence[Seat], investigators: Sequence[Seat]
) -> Way:
    """As this officer asks for it. Raises NoWay."""
    complained_of = _sitting(about, list_near(item))
    them = [who for _seat, who in complained_of]
    chosen = _sitting(investigators, list_able(item, them))
    if len(complained_of) < len(set(about)) or len(chosen) < len(set(investigators)):
        raise NoWay(_l("One of these cannot be chosen, or twice sits the same officer there."))
    if officer.id in {who.id for who in them}:
        raise NoWay(_l("Nobody asks for an investigation of themselves."))
    if not 1 <= len(chosen) <= MOST or len(them) > MOST:
        raise NoWay(_l("From one to three investigate, of three officers at most."))
    for _seat, who in chosen:
        if had_part(who, item, but_for=investigated):
            raise NoWay(_l("%(who)s had a part in it: another officer investigates.", who=who.name))
    head = _authority(officer, item, them, chosen)
    if head is None:
        raise NoWay(_l("No head above may order it with these. Choose others to investigate."))
    return Way(*head, complained_of, chosen)


def list_near(item: ActionItem) -> dict[Seat, Held]:
    """Seats that somebody holds: those that the trouble could be given to, and all of the offices
    above its seat. Whoever holds one reads the post."""
    seats = {seat.id: seat for seat in list_seats_for(item.post)}
    if item.post.audience != Audience.OFFICE:
        above = _seats().where(Office.id.in_(item.seat.office.ancestors))
        above = above.order_by(func.length(Office.path).desc(), Seat.id)
        seats |= {seat.id: seat for seat in db.session.scalars(above)}
    held = list_holders(seats.values())
    sat = {number: one for number, one in held.items() if one.direct}
    return {seat: sat[number] for number, seat in seats.items() if number in sat}


def list_able(item: ActionItem, about: Iterable[Officer]) -> list[Seat]:
    """Whose holders stand at least one step above each of those (guideline 7.1.2)."""
    near = list_near(item)
    most = _most(about)
    people = {held.person.id for held in near.values()}
    found = db.session.scalars(select(Officer).where(Officer.id.in_(people)))
    ranks = {one.id: one.rank.seniority for one in found}
    return [seat for seat, held in near.items() if ranks[held.person.id] > most]


def _sitting(seats: Sequence[Seat], offered: Iterable[Seat]) -> list[Sitting]:
    """Each officer once, with the seat; of what is offered."""
    offered = set(offered)
    found: dict[int, Sitting] = {}
    for seat in seats:
        holder = holder_of(seat) if seat in offered else None
        if holder:
            found.setdefault(holder.id, (seat, holder))
    return [*found.values()]


def _authority(
    officer: Officer, item: ActionItem, about: Sequence[Officer], chosen: Sequence[Sitting]
) -> Sitting | None:
    """The nearest head, at the seat's office or above it, who stands a step above all complained
    of, is none of those who investigate, and has them under their own office. Who asks, and may
    order it, orders it."""
    heads = _seats().where(Seat.head, Office.id.in_(item.seat.office.ancestors))
    able = []
    for head in db.session.scalars(heads.order_by(func.length(Office.path).desc())):
        holder = holder_of(head)
        if holder and _may_order(head, holder, about, chosen):
            able.append((head, holder))
    mine = [one for one in able if one[1].id == officer.id]
    return next(iter([*mine, *able]), None)


def _may_order(
    head: Seat, holder: Officer, about: Sequence[Officer], chosen: Sequence[Sitting]
) -> bool:
    return holder.rank.seniority > _most(about) and all(
        who.id != holder.id and seat.office.path.startswith(head.office.path)
        for seat, who in chosen
    )


def _most(officers: Iterable[Officer]) -> int:
    return max((one.rank.seniority for one in officers), default=0)


def _seats() -> Select[tuple[Seat]]:
    return select(Seat).join(Seat.office).options(contains_eager(Seat.office))

"""Who may order whom: the line of the office tree, and what is granted besides."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import contains_eager

from app.actions.models import ActionItem
from app.actions.parts import answers_for
from app.core.clock import today
from app.core.db import db
from app.officers.models import Office, Officer, Rank, Seat
from app.orders.models import Order, OrderGrant, OrderStep
from app.posts.models import Audience, Post
from app.posts.seats import common_superior, list_holders

SHOWN = 300  # seats to choose from, the nearest first

Ways = list[tuple[Seat, ColumnElement[bool]]]  # a seat, and which seats it may order


def ways_of(officer: Officer, item: ActionItem, parent: Order | None) -> Ways:
    """From which seats this officer may order here, each with whom. Under an order only who holds
    its seat gives further orders. Under the item: who holds its seat; who heads an office above
    it; and by grant."""
    duty = parent or item
    if answers_for(officer, duty):
        mine = and_(_under(duty.seat.office), Rank.seniority <= _seniority(duty.seat))
        return [(duty.seat, or_(mine, *_granted(duty.seat)))]
    if parent:
        return []
    path = item.seat.office.path
    heads = [s for s in officer.seats if s.head and path.startswith(s.office.path)]
    heads.sort(key=lambda seat: -len(seat.office.path))
    ways = [(head, or_(_under(head.office), *_granted(head))) for head in heads]
    others = (seat for seat in officer.seats if seat not in heads)
    ways += [(seat, or_(*granted)) for seat in others if (granted := _granted(seat))]
    return ways


def list_seats_to_order(
    officer: Officer, item: ActionItem, parent: Order | None
) -> dict[int, tuple[Seat, Seat]]:
    """Id of a seat that may be ordered → that seat, and the one it is ordered from. The nearest
    first. Nobody orders themselves, nor a seat from which the order came down."""
    above = {order.seat_id for order in lineage(parent)} | ({item.seat_id} if parent else set())
    found: dict[int, tuple[Seat, Seat]] = {}
    for giving, which in ways_of(officer, item, parent):
        seats = db.session.scalars(_seats().where(which, _reads(item.post)))
        for seat in sorted(seats, key=lambda seat: _distance(giving.office, seat)):
            if seat.id not in above | {giving.id}:
                found.setdefault(seat.id, (seat, giving))
    holders = list_holders(seat for seat, _giving in found.values())
    others = {n for n, held in holders.items() if held.person.id != officer.id}
    return {number: both for number, both in found.items() if number in others}


def list_seats_to_send(order: Order) -> list[Seat]:
    """Where an order may be forwarded: to the others that its giver's seat may order."""
    giving = order.from_seat
    which = or_(_under(giving.office), *_granted(giving))
    kept = {giving.id, order.seat_id}
    seats = db.session.scalars(_seats().where(which, _reads(order.item.post)))
    near = sorted(seats, key=lambda seat: _distance(order.seat.office, seat))
    return [seat for seat in near if seat.id not in kept]


def superior_of_all(order: Order) -> Seat | None:
    """The head nearest above every seat that has had it."""
    sent = select(OrderStep.from_seat_id).where(OrderStep.order_id == order.id)
    before = db.session.scalars(select(Seat).where(Seat.id.in_(sent))).all()
    return common_superior([order.seat, *before])


def lineage(order: Order | None) -> list[Order]:
    """From the order straight under the item down to this one."""
    found: list[Order] = []
    while order:
        found.insert(0, order)
        order = order.parent
    return found


def _seats() -> Select[tuple[Seat]]:
    return (
        select(Seat)
        .join(Seat.office)
        .join(Rank, Rank.id == Seat.rank_id)
        .options(contains_eager(Seat.office))
    )


def _under(office: Office) -> ColumnElement[bool]:
    return Office.path.startswith(office.path, autoescape=True)


def _seniority(seat: Seat) -> int:
    return db.session.scalars(select(Rank.seniority).where(Rank.id == seat.rank_id)).one()


def _reads(post: Post) -> ColumnElement[bool]:
    """Whoever holds such a seat reads the post."""
    if post.audience != Audience.OFFICE or post.office is None:
        return Seat.id.is_not(None)
    return or_(_under(post.office), and_(Seat.head, Office.id.in_(post.office.ancestors)))


def _granted(seat: Seat) -> list[ColumnElement[bool]]:
    grants = list_grants(seat)
    return [
        _under(grant.to_office) if grant.to_office else Seat.id == grant.to_seat_id
        for grant in grants
    ]


def list_grants(seat: Seat) -> Sequence[OrderGrant]:
    """Whom the seat may order today beside its own line."""
    mine = grants_of_today().where(OrderGrant.from_seat_id == seat.id)
    return db.session.scalars(mine.order_by(OrderGrant.id)).all()


def grants_of_today() -> Select[tuple[OrderGrant]]:
    day = today()
    return select(OrderGrant).where(
        OrderGrant.ended_by_id.is_(None),
        OrderGrant.since <= day,
        or_(OrderGrant.until.is_(None), OrderGrant.until >= day),
    )


def _distance(office: Office, seat: Seat) -> tuple[int, str, int]:
    """The office itself, those under it from the nearest down, then the others."""
    path = seat.office.path
    depth = len(seat.office.ancestors) - len(office.ancestors)
    return (depth if path.startswith(office.path) else 100), path, seat.id

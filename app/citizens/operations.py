from dataclasses import dataclass, field

from sqlalchemy import select

from app.citizens.events import CitizenLookedAt, CitizensForgotten
from app.citizens.models import Citizen, Look, purge_day
from app.citizens.policy import WAITED_FOR
from app.core.clock import now, today
from app.core.db import db, take_turn
from app.core.events import SYSTEM, record
from app.core.policy import require
from app.officers.models import Officer
from app.officers.queries import stand_still
from app.posts.models import Post


@dataclass(frozen=True)
class Known:
    """What a citizen gave, and to what end. No trace of it stands in a fault's own words."""

    name: str = field(repr=False)
    phone: str = field(repr=False)
    contact: bool
    naming: bool


def keep_citizen(officer: Officer, post: Post, known: Known) -> Citizen:
    """Apart from the post: nothing of it is told, found, mailed or shown with it."""
    require(officer, "keep_citizen", post)
    citizen = Citizen(
        name=known.name,
        phone=known.phone,
        contact_agreed_at=now() if known.contact else None,
        naming_agreed_at=now() if known.naming else None,
        purge_on=purge_day(today()),
    )
    db.session.add(citizen)
    db.session.flush()
    return citizen


def look_at_citizen(officer: Officer, post: Post, citizen: Citizen, reason: str) -> Look:
    """Written down before anything is shown: where this change fails, nobody sees a thing. The
    caller has found the citizen by that post."""
    stand_still(officer)
    take_turn(post)
    require(officer, "look_at_citizen", post)
    look = Look(
        citizen_id=citizen.id,
        post_id=post.id,
        officer_id=officer.id,
        seat_id=officer.seat.id if officer.seat else None,
        reason=reason,
    )
    db.session.add(look)
    db.session.flush()
    event = CitizenLookedAt(officer_id=officer.id, post_id=post.id, look_id=look.id)
    record(officer.actor, event)
    return look


def forget_citizens() -> int:
    """Names and numbers whose day has come, how many; but for those whose trouble is not over. The
    rows stay, and so do the looks."""
    require(SYSTEM, "forget_citizens", Citizen)
    due = select(Citizen).where(Citizen.purge_on <= today(), Citizen.purged_at.is_(None))
    come = {citizen.id: citizen for citizen in db.session.scalars(due)}
    waited_for = set().union(*(whose(come) for whose in WAITED_FOR))
    found = [citizen for number, citizen in come.items() if number not in waited_for]
    for citizen in found:
        citizen.name = citizen.phone = ""
        citizen.purged_at = now()
    if found:
        record(SYSTEM, CitizensForgotten(number=len(found)))
    return len(found)

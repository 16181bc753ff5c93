from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from app.actions.models import ActionItem
from app.comments.operations import Said
from app.core.clock import now
from app.core.db import db, take_turn
from app.core.errors import Refused
from app.core.events import SYSTEM, Name, record
from app.core.policy import require
from app.evidence.events import (
    EvidenceAdded,
    EvidenceDamaged,
    EvidenceHidden,
    EvidenceMended,
    EvidenceReady,
    EvidenceRefused,
)
from app.evidence.models import Damage, Evidence, EvidenceKind, Part, PartName
from app.evidence.policy import MOST
from app.evidence.queries import count_evidence, find_same
from app.files.models import Flaw
from app.files.operations import Brought, Made
from app.officers.models import Officer
from app.officers.queries import stand_still


@dataclass(frozen=True)
class About:
    """What who adds it says of it."""

    kind: EvidenceKind
    said: Said
    taken_on: date | None = None
    site: str = ""


@dataclass(frozen=True)
class Taken:
    """What the camera wrote, as far as it can be."""

    at: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class Kept:
    """A part, as it was put on the shelf."""

    size: int
    sha256: str


class AlreadyThere(Exception):
    """The same file was laid before this item already."""

    def __init__(self, evidence_id: int) -> None:
        super().__init__(f"it is evidence {evidence_id}")
        self.evidence_id = evidence_id


def add_evidence(officer: Officer, item: ActionItem, brought: Brought, about: About) -> Evidence:
    """Lay a photo or a paper before the item. Raises AlreadyThere for the same bytes again."""
    stand_still(officer)
    take_turn(item)  # of who adds the same at this moment, and of who verifies
    require(officer, "add_evidence", item)
    if there := find_same(item, brought.sha256):
        raise AlreadyThere(there)
    if count_evidence(item) >= MOST:
        raise Refused(_l("This item carries as much evidence as it may: 40 files."))
    evidence = Evidence(
        action_id=item.id,
        officer_id=officer.id,
        seat_id=officer.seat.id if officer.seat else None,
        kind=about.kind,
        source=about.said.source,
        html=about.said.html,
        language=about.said.language,
        taken_on=about.taken_on,
        site=about.site,
        file_kind=brought.kind,
        format=brought.format,
        name=brought.name,
        place=brought.place,
        size=brought.size,
        sha256=brought.sha256,
    )
    db.session.add(evidence)
    db.session.flush()
    record(
        officer.actor,
        EvidenceAdded(
            action_id=item.id,
            post_id=item.post_id,
            evidence_id=evidence.id,
            evidence_kind=evidence.kind,
            file_kind=evidence.file_kind,
            sha256=Name(evidence.sha256),
        ),
    )
    return evidence


def hide_evidence(officer: Officer, evidence: Evidence, reason: str) -> None:
    """It is shown and served to nobody any more; what is sealed stays, and is looked at."""
    take_turn(db.session.get_one(ActionItem, evidence.action_id))
    take_turn(evidence)
    require(officer, "hide", evidence)
    evidence.hidden_at, evidence.hidden_by_id = now(), officer.id
    evidence.hidden_reason = reason
    record(officer.actor, EvidenceHidden(**_about(evidence)))


def accept_evidence(
    evidence: Evidence, made: Made, taken: Taken, parts: Mapping[PartName, Kept]
) -> None:
    """It is sealed, and may be served. Doing it twice is doing it once."""
    require(SYSTEM, "look_through", evidence)
    take_turn(evidence)
    if not evidence.waiting:
        return
    evidence.ready_at, evidence.shown_as = now(), made.format
    evidence.width, evidence.height = made.width, made.height
    evidence.taken_at = taken.at
    evidence.latitude, evidence.longitude = taken.latitude, taken.longitude
    db.session.add_all(
        Part(evidence_id=evidence.id, name=name, checked_at=now(), **vars(kept))
        for name, kept in parts.items()
    )
    hashes: dict[str, Any] = {name.value: Name(kept.sha256) for name, kept in parts.items()}
    record(SYSTEM, EvidenceReady(**_about(evidence), **hashes))


def refuse_evidence(evidence: Evidence, flaw: Flaw) -> None:
    require(SYSTEM, "look_through", evidence)
    take_turn(evidence)
    if evidence.waiting:
        evidence.refused_at, evidence.flaw = now(), flaw
        record(SYSTEM, EvidenceRefused(**_about(evidence), flaw=flaw))


def note_damage(part: Part, damage: Damage) -> None:
    """A part is not as its record says. Said once, until it is another damage or none."""
    require(SYSTEM, "check", part)
    take_turn(part)
    if part.damage != damage:
        part.damaged_at, part.damage = now(), damage
        about = _about(db.session.get_one(Evidence, part.evidence_id))
        record(SYSTEM, EvidenceDamaged(**about, part=part.name, damage=damage))


def note_whole(part: Part) -> None:
    """A part is as its record says; where it was not, that it is again."""
    require(SYSTEM, "check", part)
    take_turn(part)
    if part.damage:
        part.damaged_at = part.damage = None
        about = _about(db.session.get_one(Evidence, part.evidence_id))
        record(SYSTEM, EvidenceMended(**about, part=part.name))


def mark_checked(part_ids: Collection[int]) -> None:
    """They were looked at, whatever was found. Leaves no entry in the log: nothing has happened."""
    require(SYSTEM, "check", Part)
    db.session.execute(update(Part).where(Part.id.in_(part_ids)).values(checked_at=now()))


def _about(evidence: Evidence) -> dict[str, Any]:
    item = db.session.get_one(ActionItem, evidence.action_id)
    return {"action_id": item.id, "post_id": item.post_id, "evidence_id": evidence.id}

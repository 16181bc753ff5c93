"""What may be seen of evidence: as much as may be seen of the post that the item stands on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest
from typing import Any

from sqlalchemy import Row, Select, and_, func, not_, select

from app.actions.models import ActionItem
from app.actions.record import Deed
from app.core.db import db
from app.core.errors import Missing
from app.core.log import LogEntry, LogSubject
from app.evidence.events import EvidenceReady
from app.evidence.models import Evidence, EvidenceKind, Part, PartName
from app.files.models import FileKind, Format
from app.officers.models import Officer, Seat
from app.officers.queries import PERSON, Person, person
from app.posts.models import Post
from app.posts.queries import may_read

_STANDS = Evidence.refused_at.is_(None), Evidence.hidden_at.is_(None)
SERVED = frozenset({PartName.LARGE, PartName.SMALL, PartName.WHOLE})


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of evidence as its item shows it: the same for every reader."""

    id: int
    kind: EvidenceKind
    file_kind: FileKind
    format: Format  # as it is served
    name: str
    size: int  # bytes, as it is served whole
    html: str
    language: str
    taken_on: date | None
    site: str
    taken_at: datetime | None
    latitude: float | None
    longitude: float | None
    width: int
    height: int
    added_at: datetime
    ready: bool
    who: Person
    sha256: str
    parts: Mapping[PartName, Part]

    @property
    def is_picture(self) -> bool:
        return self.file_kind == FileKind.PICTURE

    @property
    def copy(self) -> Part | None:
        """What who opens it is served."""
        return self.parts.get(PartName.LARGE) or self.parts.get(PartName.WHOLE)

    @property
    def damaged(self) -> Part | None:
        """A part that would be served, and is not as its record says."""
        return next((part for part in self.parts.values() if _is_shown(part) and part.damage), None)

    @property
    def seal_broken(self) -> Part | None:
        """The original, when it is not as its record says."""
        part = self.parts.get(PartName.ORIGINAL)
        return part if part and part.damage else None


@dataclass(frozen=True, slots=True)
class Laid:
    """All that is laid before an item: pictures in pairs, in the order in which they came."""

    pairs: Sequence[tuple[Shown | None, Shown | None]]
    papers: Sequence[Shown]

    def __bool__(self) -> bool:
        return bool(self.pairs or self.papers)


def list_evidence(action_id: int) -> list[Shown]:
    """What was laid before an item and stands, in the order in which it came. The caller has
    found the item, or pushes it to a room of its readers."""
    found = db.session.execute(
        select(Evidence, *PERSON)
        .join(Officer, Officer.id == Evidence.officer_id)
        .outerjoin(Seat, Seat.id == Evidence.seat_id)
        .where(Evidence.action_id == action_id, *_STANDS)
        .order_by(Evidence.id)
    ).all()
    parts: dict[int, dict[PartName, Part]] = {}
    if found:
        of_these = select(Part).join(Evidence).where(Evidence.action_id == action_id)
        for part in db.session.scalars(of_these):
            parts.setdefault(part.evidence_id, {})[part.name] = part
    return [_shown(row[0], person(row), parts.get(row[0].id, {})) for row in found]


def laid_out(shown: Sequence[Shown]) -> Laid:
    def of(kind: EvidenceKind) -> list[Shown]:
        return [one for one in shown if one.kind == kind]

    pairs = zip_longest(of(EvidenceKind.BEFORE), of(EvidenceKind.AFTER))
    return Laid(list(pairs), of(EvidenceKind.PAPER))


def list_not_taken(officer: Officer, action_id: int) -> Sequence[Evidence]:
    """What this officer added and was refused, or hidden."""
    found = select(Evidence).where(
        Evidence.action_id == action_id,
        Evidence.officer_id == officer.id,
        not_(and_(*_STANDS)),
    )
    return db.session.scalars(found.order_by(Evidence.id)).all()


def deeds_of(entries: Sequence[LogEntry]) -> dict[int, Deed]:
    """What was added and stands, for the record of its item: by the number of its entry."""
    numbers = {entry.id: (entry.facts or {})["evidence_id"] for entry in entries}
    of_these = select(Evidence.id, Evidence.html, Evidence.language, Evidence.created_at).where(
        Evidence.id.in_(numbers.values()), *_STANDS
    )
    rows = {row.id: row for row in db.session.execute(of_these)}
    return {
        entry.id: Deed(
            entry.kind,
            entry.actor_text_bn,
            entry.actor_text_en,
            row.created_at,
            html=row.html,
            language=row.language,
        )
        for entry in entries
        if (row := rows.get(numbers[entry.id]))
    }


def count_evidence(item: ActionItem) -> int:
    there = select(func.count()).where(Evidence.action_id == item.id, Evidence.refused_at.is_(None))
    return db.session.scalar(there) or 0


def find_same(item: ActionItem, sha256: str) -> int | None:
    """Of the evidence before this item that has the same bytes."""
    same = select(Evidence.id).where(
        Evidence.action_id == item.id, Evidence.sha256 == sha256, Evidence.refused_at.is_(None)
    )
    return db.session.scalar(same)


def find_evidence(officer: Officer, evidence_id: int) -> Evidence:
    found = db.session.scalar(
        select(Evidence)
        .join(ActionItem, ActionItem.id == Evidence.action_id)
        .join(Post, Post.id == ActionItem.post_id)
        .where(Evidence.id == evidence_id, may_read(officer))
    )
    if found is None:
        raise Missing
    return found


def find_served(officer: Officer, evidence_id: int, size: str) -> Row[Any]:
    """What is asked of a part each time that it is looked at; Missing when it is not ready, or has
    no such size. The original has none."""
    if size not in SERVED:
        raise Missing
    found = db.session.execute(
        select(
            *(Evidence.id, Evidence.action_id, Evidence.place, Evidence.name),
            *(Evidence.file_kind.label("kind"), Evidence.shown_as.label("format")),
            *(Part.id.label("part_id"), Part.name.label("part"), Part.sha256, Part.damage),
        )
        .join(Part, Part.evidence_id == Evidence.id)
        .join(ActionItem, ActionItem.id == Evidence.action_id)
        .join(Post, Post.id == ActionItem.post_id)
        .where(Evidence.id == evidence_id, Part.name == PartName(size), may_read(officer))
        .where(*_STANDS)
    ).first()
    if found is None:
        raise Missing
    return found


def is_waited_for(place: str) -> bool:
    waits = select(Evidence.id).where(
        Evidence.place == place, Evidence.ready_at.is_(None), Evidence.refused_at.is_(None)
    )
    return db.session.scalar(waits) is not None


@dataclass(frozen=True, slots=True)
class Due:
    """A part that is to be looked at."""

    part_id: int
    evidence_id: int
    place: str
    name: PartName
    sha256: str
    said: str | None  # its hash as the log has it; None: the log knows of no such part


def list_due(since: datetime, most: int) -> list[Due]:
    """Parts that nobody has looked at since then, the longest waiting first."""
    old = _parts().where(Part.checked_at < since).order_by(Part.checked_at, Part.id)
    return _due(old.limit(most))


def list_parts(after: int, most: int) -> list[Due]:
    """All there are, in the order of their numbers, from one on."""
    return _due(_parts().where(Part.id > after).order_by(Part.id).limit(most))


def _parts() -> Select[Any]:
    return select(
        *(Part.id, Part.name, Part.sha256, Evidence.id, Evidence.place, Evidence.action_id)
    ).join(Evidence, Evidence.id == Part.evidence_id)


def _due(parts: Select[Any]) -> list[Due]:
    rows = db.session.execute(parts).all()
    said = _hashes_of_the_log({row.action_id for row in rows})
    return [
        Due(part_id, evidence_id, place, name, sha256, said.get((evidence_id, name)))
        for part_id, name, sha256, evidence_id, place, _ in rows
    ]


def list_strangers(names: Iterable[str]) -> list[str]:
    """Of the names of what is sealed, those that no record has."""
    known = set(db.session.scalars(select(Evidence.place)))
    return sorted(name for name in names if name not in known)


def _hashes_of_the_log(action_ids: set[int]) -> dict[tuple[int, PartName], str | None]:
    entries = db.session.scalars(
        select(LogEntry)
        .join(LogSubject, LogSubject.entry_id == LogEntry.id)
        .where(
            LogSubject.subject.in_([f"action:{number}" for number in action_ids]),
            LogEntry.kind == EvidenceReady.kind,
        )
    )
    return {
        (event.evidence_id, name): getattr(event, name)
        for entry in entries
        if isinstance(event := entry.event, EvidenceReady)
        for name in PartName
    }


def count_damaged() -> int:
    """Pieces of evidence of which a part is not as its record says."""
    damaged = select(func.count(Part.evidence_id.distinct())).where(Part.damaged_at.is_not(None))
    return db.session.scalar(damaged) or 0


def oldest_look() -> datetime | None:
    """Since when each part was looked at; None while there is no evidence."""
    return db.session.scalar(select(func.min(Part.checked_at)))


def _is_shown(part: Part) -> bool:
    return part.name in SERVED


def _shown(evidence: Evidence, who: Person, parts: Mapping[PartName, Part]) -> Shown:
    whole = parts.get(PartName.LARGE) or parts.get(PartName.WHOLE)
    return Shown(
        id=evidence.id,
        kind=evidence.kind,
        file_kind=evidence.file_kind,
        format=evidence.shown_as or evidence.format,
        name=evidence.name,
        size=whole.size if whole else evidence.size,
        html=evidence.html,
        language=evidence.language,
        taken_on=evidence.taken_on,
        site=evidence.site,
        taken_at=evidence.taken_at,
        latitude=evidence.latitude,
        longitude=evidence.longitude,
        width=evidence.width or 0,
        height=evidence.height or 0,
        added_at=evidence.created_at,
        ready=evidence.ready_at is not None,
        who=who,
        sha256=evidence.sha256,
        parts=parts,
    )

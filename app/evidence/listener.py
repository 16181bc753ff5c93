"""The worker's part: what came in is opened in a process of its own, its time and place are copied
out, a copy is made, and the original is sealed."""

from collections.abc import Sequence
from datetime import UTC, datetime
from math import isfinite
from typing import Any

from app.core import work
from app.core.clock import DHAKA, now
from app.core.db import db
from app.core.events import Event
from app.core.log import LogEntry
from app.core.transaction import transaction
from app.core.work import Listener
from app.evidence.events import EvidenceAdded
from app.evidence.models import Evidence, PartName
from app.evidence.operations import Kept, Taken, accept_evidence, refuse_evidence
from app.evidence.proving import kept
from app.files import store
from app.files.listener import Undone, open_apart
from app.files.models import FileKind, Flaw, Format
from app.files.operations import Made

NAME = "evidence"
OLDEST = 1990  # no camera that writes when it took a picture is older


def look_after(entries: Sequence[LogEntry]) -> None:
    for entry in entries:
        work.look_up()
        event: Any = entry.event
        _look_through(event.evidence_id)


def _look_through(evidence_id: int) -> None:
    evidence = db.session.get_one(Evidence, evidence_id)
    waiting, kind, form = evidence.waiting, evidence.file_kind, evidence.format
    place, sha256 = evidence.place, evidence.sha256
    db.session.rollback()  # it takes a while: hold no transaction open
    if waiting:
        made = _make_ready(kind, form, place, sha256)
        with transaction():
            evidence = db.session.get_one(Evidence, evidence_id)
            if isinstance(made, Flaw):
                refuse_evidence(evidence, made)
            else:
                accept_evidence(evidence, *made)
    store.forget_raw(place)


def _make_ready(
    kind: FileKind, form: Format, place: str, sha256: str
) -> tuple[Made, Taken, dict[PartName, Kept]] | Flaw:
    """All of it is on the shelf before any row says so; done again, it ends alike."""
    with store.laid_out(place) as came:
        if came is None:
            raise Undone(f"nothing came in under {place}")
        original = kept(came)
        if original.sha256 != sha256:
            raise Undone(f"what came in under {place} is not what was sent")
        made = open_apart(form, came, came.with_name("made"), asked=True)
        if isinstance(made, Flaw):
            return made
        store.seal(place, came)
        parts = {PartName.ORIGINAL: original}
        if kind == FileKind.DOCUMENT:
            served = {PartName.WHOLE: came}
        else:
            sizes = (PartName.SMALL, PartName.LARGE)
            served = {size: came.with_name(f"made-{size}") for size in sizes}
        for name, path in served.items():
            store.keep(place, name, path)
            parts[name] = kept(path)
        return made, taken_of(made.camera or {}), parts


def taken_of(camera: dict[str, Any]) -> Taken:
    """Judged once more: who read it had the file of a stranger in its hands."""
    latitude, longitude = (_degrees(camera.get(name)) for name in ("latitude", "longitude"))
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        latitude = longitude = None
    return Taken(_moment(camera.get("taken")), latitude, longitude)


def _degrees(said: object) -> float | None:
    return float(said) if isinstance(said, int | float) and isfinite(said) else None


def _moment(said: object) -> datetime | None:
    """Where the camera knew no zone, it was ours."""
    try:
        moment = datetime.fromisoformat(str(said))
        moment = moment if moment.tzinfo else moment.replace(tzinfo=DHAKA)
        moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if OLDEST <= moment.year <= now().year + 1 else None


def _concerns(event: Event) -> bool:
    return isinstance(event, EvidenceAdded)


listener = Listener(wants=_concerns, do=look_after)

"""A case file as one ZIP that proves itself where there is no net: the page, the entries of the
log, the evidence as it is served, and a script that looks whether all of it is as it was given
out. The same case gives the same entries and evidence, byte for byte; the page says when it was
made."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from sqlalchemy import select

from app.core.critical import CRITICAL
from app.core.db import db
from app.core.log import LogEntry, LogSubject
from app.evidence.models import Damage
from app.evidence.proving import prove
from app.evidence.queries import Shown, find_served
from app.files.shelf import CHUNK
from app.officers.models import Officer

IN_MEMORY = 2_000_000  # bytes; a larger case lies on the disk while it is given out
_DAY = (1980, 1, 1, 0, 0, 0)  # a ZIP keeps no earlier one, and this says nothing
_CHECK = Path(__file__).parent / "check.py"
_STYLE = Path(__file__).parent.parent / "static" / "css" / "uthan.css"


@dataclass(frozen=True)
class Bundle:
    stream: IO[bytes]  # its reader closes it
    length: int


def name_of(one: Shown) -> str:
    """Where a piece of evidence lies in the ZIP: what its name could do to a path is left out."""
    return f"evidence/{one.id}.{one.format.value}"


def list_entries(*about: str) -> list[dict[str, Any]]:
    """Of the log, all that is about these things, as "action:12": each with what its hash is made
    of."""
    entries = db.session.scalars(
        select(LogEntry)
        .where(LogEntry.id.in_(select(LogSubject.entry_id).where(LogSubject.subject.in_(about))))
        .order_by(LogEntry.id)
    ).all()
    subjects = _subjects([entry.id for entry in entries])
    return [
        {
            "id": entry.id,
            "at": entry.created_at.astimezone(UTC).isoformat(),
            "subjects": subjects[entry.id],
            **{name: getattr(entry, name) for name in _KEPT},
        }
        for entry in entries
    ]


_KEPT = (
    *("kind", "actor_kind", "actor_id", "seat_id", "actor_text_bn", "actor_text_en"),
    *("facts", "facts_hash", "prev_hash", "hash"),
)


def _subjects(numbers: Sequence[int]) -> dict[int, list[str]]:
    about: dict[int, list[str]] = {number: [] for number in numbers}
    rows = select(LogSubject.entry_id, LogSubject.subject).where(LogSubject.entry_id.in_(numbers))
    for number, subject in db.session.execute(rows.order_by(LogSubject.subject)):
        about[number].append(subject)
    return about


def bundle(
    officer: Officer,
    laid: Sequence[Shown],
    entries: list[dict[str, Any]],
    pages: Callable[[list[Shown]], dict[str, str]],
) -> Bundle:
    """`pages` are made when it is known which evidence is not as its record says: that is left out,
    and named."""
    given = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (its reader closes it)
    sums: dict[str, str] = {}
    missing: list[Shown] = []
    with zipfile.ZipFile(given, "w", zipfile.ZIP_DEFLATED) as case:
        for one in laid:
            found = _add(case, name_of(one), _read(officer, one))
            if found:
                sums[name_of(one)] = found
            else:
                missing.append(one)
        record = {"entries": entries, "missing": [name_of(one) for one in missing]}
        texts = {
            "case.css": CRITICAL + _STYLE.read_text("utf-8"),
            "check.py": _CHECK.read_text("utf-8"),
            "timeline.json": json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True),
            **pages(missing),
        }
        for name in sorted(texts):
            sums[name] = _add(case, name, iter([texts[name].encode()])) or ""
        listed = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))
        _add(case, "SHA256SUMS", iter([listed.encode()]))
    length = given.tell()
    given.seek(0)
    return Bundle(given, length)


def _read(officer: Officer, one: Shown) -> Iterator[bytes] | None:
    """None where nothing can be read, or not what was sealed."""
    if one.copy is None:
        return None
    found = find_served(officer, one.id, one.copy.name)
    opened = Damage.RECORD if found.damage else prove(found.place, found.part, found.sha256)
    if isinstance(opened, Damage):
        return None
    return parts_of(opened.stream)


def parts_of(stream: IO[bytes]) -> Iterator[bytes]:
    """Read once, to its end, and closed."""
    with stream:
        while part := stream.read(CHUNK):
            yield part


def _add(case: zipfile.ZipFile, name: str, parts: Iterator[bytes] | None) -> str | None:
    """Its SHA-256, or None where there is nothing to be added."""
    if parts is None:
        return None
    made = hashlib.sha256()
    about = zipfile.ZipInfo(name, _DAY)
    about.compress_type = zipfile.ZIP_DEFLATED
    about.external_attr = 0o644 << 16
    with case.open(about, "w", force_zip64=True) as member:
        for part in parts:
            made.update(part)
            member.write(part)
    return made.hexdigest()

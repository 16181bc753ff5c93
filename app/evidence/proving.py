"""Whether what lies on the shelf is what the record says: asked when it is served, and of all of it
once a night."""

import hashlib
import logging
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import IO

from app.core import work
from app.core.clock import DHAKA, now
from app.core.db import db
from app.core.errors import Away
from app.core.transaction import transaction
from app.evidence.models import Damage, Part, PartName
from app.evidence.operations import Kept, mark_checked, note_damage, note_whole
from app.evidence.queries import Due, list_due
from app.files import store
from app.files.shelf import CHUNK, Opened

logger = logging.getLogger(__name__)

HOUR = 2  # of the night in Dhaka, from which on all is looked at; a house that was dark, later
SECONDS = 2.0  # of looking, each time that the worker asks: others wait for it too
FEW = 200  # parts at a time
IN_MEMORY = 1_000_000  # bytes of a part while it is read; a larger one lies on the disk


def prove(place: str, name: PartName, sha256: str) -> Opened | Damage:
    """What is given back was read to its end, and is as the record says: what is changed on the
    shelf while it goes out is not what goes out. Raises Away."""
    copy = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (its reader closes it)
    damage = look_at(place, name, sha256, copy.write)
    if damage:
        copy.close()
        return damage
    length = copy.tell()
    copy.seek(0)
    return Opened(length, copy)


def look_at(
    place: str, name: PartName, sha256: str, pass_on: Callable[[bytes], object] | None = None
) -> Damage | None:
    """Read a part to its end. Raises Away, which says nothing about the part."""
    try:
        opened = store.find_sealed(place) if name == PartName.ORIGINAL else store.find(place, name)
        if opened is None:
            return Damage.MISSING
        with opened.stream as stream:
            found = hash_of(stream, pass_on)
    except OSError:  # of the disk: a place that cannot be read any more
        logger.exception("evidence: %s of %s", name, place)
        return Damage.UNREADABLE
    return None if found == sha256 else Damage.ALTERED


def hash_of(stream: IO[bytes], pass_on: Callable[[bytes], object] | None = None) -> str:
    made = hashlib.sha256()
    while part := stream.read(CHUNK):
        made.update(part)
        if pass_on:
            pass_on(part)
    return made.hexdigest()


def kept(path: Path) -> Kept:
    """What is about to be put on the shelf."""
    with path.open("rb") as stream:
        return Kept(path.stat().st_size, hash_of(stream))


def scrub() -> int:
    """Some of what is due tonight, for SECONDS at most; how much of it was looked at."""
    due = list_due(_last_night(now()), FEW)
    db.session.rollback()  # it takes a while: hold no transaction open
    found: dict[int, Damage | None] = {}
    until = monotonic() + SECONDS
    for one in due:
        work.look_up()
        try:
            found[one.part_id] = judge(one)
        except Away as problem:
            logger.warning("evidence is not looked at: %s", problem)
            break
        if monotonic() > until:
            break
    if found:
        with transaction():
            mark_checked(found)
            for part_id, damage in found.items():
                write_down(part_id, damage)
    return len(found)


def write_down(part_id: int, damage: Damage | None) -> None:
    """Within a change: only what is news makes an entry."""
    part = db.session.get_one(Part, part_id)
    if damage:
        note_damage(part, damage)
    elif part.damage:
        note_whole(part)


def judge(due: Due) -> Damage | None:
    """Raises Away."""
    if due.said != due.sha256:  # whoever changes a file may change its row, but not the log
        return Damage.RECORD
    return look_at(due.place, due.name, due.sha256)


def _last_night(moment: datetime) -> datetime:
    here = moment.astimezone(DHAKA)
    begun = here.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return begun if begun <= here else begun - timedelta(hours=24)

"""The worker's part: each file that came in is opened in a process of its own, and what no row
waits for is swept away."""

import json
import logging
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic
from typing import Any

from flask import current_app
from sqlalchemy import select

from app.core import work
from app.core.db import db
from app.core.errors import Away
from app.core.events import Event
from app.core.log import LogEntry
from app.core.transaction import transaction
from app.core.work import Listener
from app.files import remaking, store
from app.files.events import FileRemoved, FilesAttached
from app.files.models import File, FileKind, Flaw, Format
from app.files.operations import Made, accept_file, refuse_file
from app.files.queries import list_settled_places, list_waiting

logger = logging.getLogger(__name__)

NAME = "files"
PATIENCE = 22.0  # seconds for one file: five of them are done within the lease of their entry
UNCLAIMED = 3600.0  # seconds after which what came in, and no row names, is nobody's

# Who may wait for what came in: each is asked before it is swept (app/wiring.py fills it).
waits: list[Callable[[str], bool]] = []


class Undone(Exception):
    """The machine was at fault and not the file: it is tried again."""


def look_after(entries: Sequence[LogEntry]) -> None:
    for entry in entries:
        work.look_up()
        event: Any = entry.event
        if isinstance(event, FileRemoved):
            found = select(File.place).where(File.id == event.file_id)
            store.forget(db.session.scalars(found).one())
        else:
            _look_through(event.post_id)


def _look_through(post_id: int) -> None:
    """All that waits on a post."""
    for file_id in list_waiting(post_id):
        file = db.session.get_one(File, file_id)
        kind, form, place = file.kind, file.format, file.place
        db.session.rollback()  # it takes a while: hold no transaction open
        made = make_ready(kind, form, place)
        with transaction():
            file = db.session.get_one(File, file_id)
            refuse_file(file, made) if isinstance(made, Flaw) else accept_file(file, made)
            gone = file.removed_at is not None
        if gone:  # meanwhile, and what its removal dropped has just been kept
            store.forget(place)
        work.look_up()
    places = list_settled_places(post_id)
    db.session.rollback()
    store.forget_raw(*places)


def make_ready(kind: FileKind, form: Format, place: str) -> Made | Flaw:
    """Look a file through, and keep what is to be served of it."""
    with store.laid_out(place) as came:
        if came is None:
            raise Undone(f"nothing came in under {place}")
        made = open_apart(form, came, came.with_name("made"))
        if isinstance(made, Flaw):
            return made
        if kind == FileKind.DOCUMENT:
            store.keep(place, "whole", came)
        else:
            for size in ("small", "large"):
                store.keep(place, size, came.with_name(f"made-{size}"))
        return made


def open_apart(form: Format, source: Path, out: Path, *, asked: bool = False) -> Made | Flaw:
    """In another process, which may run out of memory or time without harm to this one. `asked`:
    when and where a picture was taken is told, as its camera wrote it."""
    command = [sys.executable, "-I", remaking.__file__, form, str(source), str(out)]
    command += ["asked"] if asked else []
    try:
        run = subprocess.run(  # noqa: S603  (our own file; its arguments are none of a shell's)
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            env={},
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Flaw.HEAVY
    if run.returncode < 0:  # ended by a limit
        return Flaw.HEAVY
    if run.returncode:
        raise Undone(run.stderr.decode(errors="replace")[-300:])
    said = json.loads(run.stdout)
    if flaw := said.get("flaw"):
        return Flaw(flaw)
    return Made(Format(said["form"]), said["width"], said["height"], said.get("camera"))


def sweep() -> int:
    """Looked at every few seconds, and done no oftener than the shelf likes."""
    there = current_app.extensions
    if monotonic() < there.get("files_swept", 0.0):
        return 0
    there["files_swept"] = monotonic() + store.shelf().pause
    try:
        return store.sweep(UNCLAIMED, lambda place: any(waits_for(place) for waits_for in waits))
    except Away as problem:
        logger.warning("not swept: %s", problem)
        return 0


def _concerns(event: Event) -> bool:
    return isinstance(event, (FilesAttached, FileRemoved))


listener = Listener(wants=_concerns, do=look_after)

"""The worker's part: each file that came in is opened in a process of its own, and what no row
waits for is swept away."""

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from app.core import work
from app.core.db import db
from app.core.events import Event
from app.core.log import LogEntry
from app.core.transaction import transaction
from app.core.work import Listener
from app.files import remaking, store
from app.files.events import FileRemoved, FilesAttached
from app.files.models import File, FileKind, Flaw, Format
from app.files.operations import Made, accept_file, refuse_file
from app.files.queries import is_waited_for, list_settled_places, list_waiting

NAME = "files"
PATIENCE = 22.0  # seconds for one file: five of them are done within the lease of their entry
UNCLAIMED = 3600.0  # seconds after which what came in, and no row names, is nobody's


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
        made = open_apart(kind, form, place)
        with transaction():
            file = db.session.get_one(File, file_id)
            refuse_file(file, made) if isinstance(made, Flaw) else accept_file(file, made)
        work.look_up()
    places = list_settled_places(post_id)
    db.session.rollback()
    store.forget_raw(*places)


def open_apart(kind: FileKind, form: Format, place: str) -> Made | Flaw:
    """In another process, which may run out of memory or time without harm to this one."""
    source = store.incoming(place)
    if not source.exists():
        raise Undone(f"nothing came in under {place}")
    command = [sys.executable, "-I", remaking.__file__, form, str(source), str(store.kept(place))]
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
    if kind == FileKind.DOCUMENT:
        store.keep_whole(place)
    store.settle(place)
    return Made(Format(said["form"]), said["width"], said["height"])


def sweep() -> int:
    return store.sweep(UNCLAIMED, is_waited_for)


def _concerns(event: Event) -> bool:
    return isinstance(event, (FilesAttached, FileRemoved))


listener = Listener(wants=_concerns, do=look_after)

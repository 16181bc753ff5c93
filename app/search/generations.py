"""Where the index lies. Each build is a folder of its own beside the old one; `CURRENT` names the
one in use, so that a swap is one rename and a reader never sees half of it."""

import fcntl
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import current_app


def root() -> Path:
    where = Path(current_app.config["SEARCH_INDEX"])
    where.mkdir(parents=True, exist_ok=True)
    return where


def current() -> Path | None:
    """The folder in use; None when nothing was built yet, or what it names is gone."""
    try:
        name = (root() / "CURRENT").read_text("utf-8").strip()
    except (OSError, ValueError):  # gone, or not a name at all
        return None
    folder = root() / Path(name).name
    return folder if name.startswith("build-") and folder.is_dir() else None


def begin() -> Path:
    """An empty folder for a build. What one that was killed left behind goes."""
    used = current()
    for half in root().glob("build-*"):
        if used is None or half.name > used.name:
            drop(half)
    folder = root() / f"build-{time.time_ns()}"
    folder.mkdir()
    return folder


def drop(folder: Path) -> None:
    """A build that failed: half an index serves nobody, and many halves fill a disk."""
    shutil.rmtree(folder, ignore_errors=True)


def use(folder: Path) -> None:
    """From now on this one. The last two stay: someone may still be reading in the older."""
    pointer = root() / "CURRENT.new"
    pointer.write_text(folder.name, "utf-8")
    pointer.replace(root() / "CURRENT")
    for old in sorted(root().glob("build-*"))[:-2]:
        if old != folder:
            shutil.rmtree(old, ignore_errors=True)


def ask_for_rebuild() -> None:
    """Whoever meets damage says so; the worker, who alone writes, looks for the word.

    Raises OSError when there is no place to write it down."""
    (root() / "REBUILD").touch()


def rebuild_asked() -> bool:
    return (root() / "REBUILD").exists()


def rebuild_begun() -> None:
    (root() / "REBUILD").unlink(missing_ok=True)


@contextmanager
def only_one_builds() -> Iterator[bool]:
    """False when another process is building."""
    with (root() / "build.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True

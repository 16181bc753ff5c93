"""Where the bytes lie: in `incoming` as they came, read by nobody but the worker; in `kept` as they
are served; in `sealed` what must stay as it came, and is served to nobody. Names are random and
ours. UTHAN_FILES says on what shelf: the disk, or a bucket."""

import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from flask import current_app
from sqlalchemy.exc import OperationalError

from app.core.errors import Away
from app.files.address import Address
from app.files.disk import Disk, folder
from app.files.shelf import CHUNK, Opened, Shelf

SIZES = ("small", "large", "whole")  # a picture has the first two, a document the last
INCOMING, KEPT, SEALED = "incoming", "kept", "sealed"


def shelf() -> Shelf:
    """The one of this application: a bucket is asked on lines that stay open."""
    there, address = current_app.extensions, current_app.config["FILES"]
    if address is None:
        return Disk(_root())
    if "files" not in there:
        there.setdefault("files", _bucket(address))
    found: Shelf = there["files"]
    return found


def _bucket(address: Address) -> Shelf:
    from app.files.bucket import Bucket  # noqa: PLC0415  (what it needs is not in every house)

    return Bucket(address)


def _root() -> Path:
    return Path(current_app.config["UTHAN_HOME"]) / "files"


@contextmanager
def taken_in(streams: Iterable[IO[bytes]]) -> Iterator[list[str]]:
    """Each kept under a new place, before any row names it. When the change that was to name them
    fails, they are gone again, or swept later."""
    places: list[str] = []
    try:
        for stream in streams:
            places.append(secrets.token_hex(16))
            stream.seek(0)
            shelf().put(f"{INCOMING}/{places[-1]}", stream)
        yield places
    except OperationalError:  # the change may stand all the same: the sweep will ask for its row
        raise
    except BaseException:
        let_go(*places)
        raise


@contextmanager
def laid_out(place: str) -> Iterator[Path | None]:
    """A file as it came, alone in a folder that goes afterwards with all that was made beside it;
    None when nothing came."""
    opened = shelf().open(f"{INCOMING}/{place}")
    if opened is None:
        yield None
        return
    with tempfile.TemporaryDirectory(dir=folder(_root() / "work")) as desk:
        path = Path(desk) / "came"
        with opened.stream, path.open("xb") as written:
            shutil.copyfileobj(opened.stream, written, CHUNK)
        yield path


def keep(place: str, size: str, made: Path) -> None:
    """To be served, and there to stay before any row says so. Doing it twice ends alike."""
    with made.open("rb") as source:
        shelf().put(f"{KEPT}/{place}-{size}", source)


def seal(place: str, came: Path) -> None:
    """As it came, for good: nothing in this house drops it. Doing it twice ends alike."""
    with came.open("rb") as source:
        shelf().put(f"{SEALED}/{place}", source)


def find_sealed(place: str) -> Opened | None:
    return shelf().open(f"{SEALED}/{place}")


def find(place: str, size: str) -> Opened | None:
    """`size` as an address has it: no name is made of what is none of them."""
    if size not in SIZES:
        return None
    return shelf().open(f"{KEPT}/{place}-{size}")


def forget_raw(*places: str) -> None:
    shelf().drop(*(f"{INCOMING}/{place}" for place in places))


def let_go(*places: str) -> None:
    """As they came, and no row names them: those that cannot be dropped now are swept later."""
    with suppress(Away):
        forget_raw(*places)


def forget(place: str) -> None:
    """All of it, as it came and as it was served."""
    shelf().drop(f"{INCOMING}/{place}", *(f"{KEPT}/{place}-{size}" for size in SIZES))


def sweep(older_than: float, is_wanted: Callable[[str], bool]) -> int:
    """Drop what came in and has lain there for so many seconds with nobody waiting for it; how
    many. (A change that died between the shelf and the database leaves such.)"""
    before = time.time() - older_than
    _clear_the_desk(before)
    old = [name for name, came in shelf().list(INCOMING) if came < before]
    swept = [name for name in old if not is_wanted(name)]
    forget_raw(*swept)
    return len(swept)


def _clear_the_desk(before: float) -> None:
    """Of who died while a file was laid out."""
    for path in list(folder(_root() / "work").iterdir()):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < before:
                shutil.rmtree(path) if path.is_dir() else path.unlink()

"""Where the bytes lie: `incoming` as they came, read by nobody but the worker; `kept` as they are
served. Names are random and ours."""

import os
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from flask import current_app

CHUNK = 1 << 16
SIZES = ("small", "large", "whole")  # a picture has the first two, a document the last


def incoming(place: str = "") -> Path:
    return _folder("incoming") / place


def kept(place: str, size: str = "") -> Path:
    return _folder("kept") / (f"{place}-{size}" if size else place)


def _folder(name: str) -> Path:
    folder = Path(current_app.config["UTHAN_HOME"]) / "files" / name
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


@contextmanager
def taken_in(streams: Iterable[IO[bytes]]) -> Iterator[list[str]]:
    """Each on the disk, under a new place, before any row names it. When the change that was to
    name them fails, they are gone again."""
    places: list[str] = []
    try:
        for stream in streams:
            places.append(secrets.token_hex(16))
            _write_down(stream, incoming(places[-1]))
        _settle(incoming())
        yield places
    except BaseException:
        forget_raw(*places)
        raise


def _write_down(stream: IO[bytes], path: Path) -> None:
    stream.seek(0)
    with path.open("xb") as kept_here:
        path.chmod(0o600)
        while part := stream.read(CHUNK):
            kept_here.write(part)
        kept_here.flush()
        os.fsync(kept_here.fileno())


def keep_whole(place: str) -> None:
    """A document that was looked through: served as it came. Doing it twice ends alike."""
    with suppress(FileExistsError):
        os.link(incoming(place), kept(place, "whole"))


def settle(place: str) -> None:
    """What is to be served is on the disk, before any row says so."""
    for size in SIZES:
        with suppress(FileNotFoundError), kept(place, size).open("rb") as made:
            os.fsync(made.fileno())
    _settle(kept(""))


def _settle(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def forget_raw(*places: str) -> None:
    for place in places:
        incoming(place).unlink(missing_ok=True)


def forget(place: str) -> None:
    """All of it, as it came and as it was served."""
    forget_raw(place)
    for size in SIZES:
        kept(place, size).unlink(missing_ok=True)


def sweep(older_than: float, is_wanted: Callable[[str], bool]) -> int:
    """Drop what came in and has lain there for so many seconds with nobody waiting for it; how
    many. (A change that died between the disk and the database leaves such.)"""
    swept, before = 0, time.time() - older_than
    for path in list(incoming().iterdir()):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < before and not is_wanted(path.name):
                path.unlink()
                swept += 1
    return swept

"""Files on this machine's disk."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from app.core.errors import Away
from app.files.shelf import CHUNK, Opened


class Disk:
    pause = 0.0

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, name: str, source: IO[bytes]) -> None:
        path = self._at(name)
        part = folder(self._root / "work") / secrets.token_hex(16)
        try:
            with _as_away(), part.open("xb") as written:
                part.chmod(0o600)
                shutil.copyfileobj(source, written, CHUNK)
                written.flush()
                os.fsync(written.fileno())
            part.replace(path)
            _settle(path.parent)
        except BaseException:
            part.unlink(missing_ok=True)
            raise

    def open(self, name: str) -> Opened | None:
        try:
            stream = self._at(name).open("rb")
        except FileNotFoundError:
            return None
        return Opened(os.fstat(stream.fileno()).st_size, stream)

    def drop(self, *names: str) -> None:
        for name in names:
            self._at(name).unlink(missing_ok=True)

    def list(self, drawer: str) -> Iterator[tuple[str, float]]:
        for path in list(folder(self._root / drawer).iterdir()):
            with suppress(FileNotFoundError):
                yield path.name, path.stat().st_mtime

    def refusal(self) -> str | None:
        return None

    def _at(self, name: str) -> Path:
        path = self._root / name
        folder(path.parent)
        return path


def folder(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


@contextmanager
def _as_away() -> Iterator[None]:
    """A full disk, or one that fails, is no fault of who sends."""
    try:
        yield
    except OSError as problem:
        raise Away(f"the disk: {problem!r}") from problem


def _settle(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)

"""What a file that is sent is called, and whether it begins as such a file begins. Its bytes are
compared and not read: to open them is for the worker."""

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import IO

from app.core.text import tidy_line
from app.files.models import PICTURES, FileKind, Format

NAME_LETTERS = 80
HEAD = 1024
_ENDINGS = {"jpeg": Format.JPEG, "jpe": Format.JPEG} | {str(format_): format_ for format_ in Format}
# Marks that steer the reading direction, and what systems of files read as more than a letter.
_NO_NAME = re.compile(r'[\u200e\u200f\u061c/\\:*?"<>|.%$`~^]')
_ZIP = b"PK\x03\x04"
_PAGES = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|!--|html|head|body|script|svg|\?xml|iframe|img)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Upload:
    """One file of a form. Two are alike when their names and their bytes are."""

    given_name: str
    size: int
    sha256: str
    head: bytes = field(repr=False)
    stream: IO[bytes] = field(repr=False, compare=False)

    @property
    def ending(self) -> str:
        _stem, dot, ending = _last_part(self.given_name).rpartition(".")
        return ending.strip().lower() if dot else ""

    @property
    def format(self) -> Format | None:
        """By the end of its name; None when it is none that is taken."""
        return _ENDINGS.get(self.ending)

    @property
    def kind(self) -> FileKind:
        return FileKind.PICTURE if self.format in PICTURES else FileKind.DOCUMENT

    @property
    def name(self) -> str:
        """One line without paths, without what turns it round, with the one ending that is its
        own."""
        return f"{self._stem or self.kind}.{self.format}"

    @property
    def shown_name(self) -> str:
        """As above, of what is not taken."""
        return self.name if self.format else f"{self._stem}.{_NO_NAME.sub('_', self.ending)[:12]}"

    @property
    def _stem(self) -> str:
        part = _last_part(self.given_name)
        stem = part.rpartition(".")[0] if "." in part else part
        return tidy_line(_NO_NAME.sub("_", stem))[:NAME_LETTERS].strip("_ ")

    @property
    def begins_right(self) -> bool:
        head = self.head
        match self.format:
            case Format.JPEG:
                return head.startswith(b"\xff\xd8\xff")
            case Format.PNG:
                return head.startswith(b"\x89PNG\r\n\x1a\n")
            case Format.WEBP:
                return head.startswith(b"RIFF") and head[8:12] == b"WEBP"
            case Format.PDF:
                return head.startswith(b"%PDF-")
            case Format.DOCX | Format.XLSX:
                return head.startswith(_ZIP)
            case _:
                return not _PAGES.match(head)


def upload(name: str, stream: IO[bytes]) -> Upload:
    """Read once, to know how long it is and what its bytes are."""
    stream.seek(0)
    head = stream.read(HEAD)
    stream.seek(0)
    made, size = hashlib.sha256(), 0
    while part := stream.read(1 << 16):
        made.update(part)
        size += len(part)
    return Upload(name, size, made.hexdigest(), head, stream)


def _last_part(name: str) -> str:
    return PurePosixPath(tidy_line(name).replace("\\", "/")).name

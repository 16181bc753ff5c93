from dataclasses import dataclass

from app.files.models import FileKind, Flaw
from app.posts.events import PostEvent


@dataclass(frozen=True, kw_only=True)
class FilesAttached(PostEvent, kind="files.attached"):
    number: int
    comment_id: int | None = None  # on which they hang; else on the post itself


@dataclass(frozen=True, kw_only=True)
class FileEvent(PostEvent, kind=None):
    file_id: int
    comment_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class FileReady(FileEvent, kind="file.ready"):
    pass


@dataclass(frozen=True, kw_only=True)
class FileRefused(FileEvent, kind="file.refused"):
    file_kind: FileKind
    flaw: Flaw


@dataclass(frozen=True, kw_only=True)
class FileRemoved(FileEvent, kind="file.removed"):
    pass

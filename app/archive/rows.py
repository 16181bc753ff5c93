"""Reads CSV or JSON Lines, and says in plain words what is wrong with which row. Writes nothing."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

from app.core import text
from app.core.clock import DHAKA
from app.core.i18n import language_of
from app.posts.models import PostKind

COLUMNS = (
    *("id", "parent_id", "kind", "author", "office", "date", "title", "body", "language"),
    "source",
)
TITLE_LETTERS = 160
FIRST_YEAR = 1971


@dataclass(frozen=True)
class Row:
    """One post or comment of an archive, tidied. `origin` names it for ever: "source:id"."""

    line: int
    origin: str
    parent: str | None  # the origin of what it answers
    kind: PostKind  # of a comment it means nothing
    author: str
    office: str
    at: datetime
    title: str
    body: str
    language: str


@dataclass(frozen=True)
class Mistake:
    line: int
    field: str
    sentence: str

    def __str__(self) -> str:
        return f"row {self.line}, {self.field}: {self.sentence}"


def read_rows(path: Path) -> tuple[list[Row], list[Mistake]]:
    """All rows and all mistakes. A file with one mistake is not imported at all."""
    rows: list[Row] = []
    mistakes: list[Mistake] = []
    try:
        records = list(_records(path))
    except (UnicodeDecodeError, csv.Error, json.JSONDecodeError) as problem:
        return [], [Mistake(1, "file", _unreadable(problem))]
    for line, record in records:
        found = _row(line, record)
        mistakes.extend(found) if isinstance(found, list) else rows.append(found)
    mistakes.extend(_twice(rows))
    return rows, sorted(mistakes, key=lambda mistake: mistake.line)


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    words = path.read_text(encoding="utf-8-sig")
    if path.suffix.lower() in {".jsonl", ".ndjson", ".json"}:
        for line, record in enumerate(words.splitlines(), 1):
            if record.strip():
                yield line, json.loads(record)
        return
    csv.field_size_limit(text.MAX_BYTES * 10)
    for line, fields in enumerate(csv.DictReader(StringIO(words, newline=""), strict=True), 2):
        yield line, fields


def _unreadable(problem: Exception) -> str:
    if isinstance(problem, UnicodeDecodeError):
        return "the file is not UTF-8; save it as UTF-8 and try again."
    if isinstance(problem, json.JSONDecodeError):
        return f"this is not JSON Lines: {problem.msg} (one object on each line)."
    return f"this is not CSV: {problem}."


def _row(line: int, record: Any) -> Row | list[Mistake]:
    if not isinstance(record, dict):
        return [Mistake(line, "row", "one object with the columns by name is needed.")]
    said = {name: text.tidy(str(record.get(name) or "")) for name in COLUMNS}
    wrong = [Mistake(line, field, sentence) for field, sentence in _wrong(said)]
    at = _moment(said["date"])
    if at is None:
        wrong.append(Mistake(line, "date", "write a date like 2024-06-30 or 2024-06-30T10:20."))
    if wrong or at is None:
        return wrong
    return Row(
        line=line,
        origin=f"{said['source']}:{said['id']}",
        parent=f"{said['source']}:{said['parent_id']}" if said["parent_id"] else None,
        kind=PostKind.IDEA if said["parent_id"] else PostKind(said["kind"] or PostKind.IDEA),
        author=text.tidy_line(said["author"])[:200],
        office=text.tidy_line(said["office"])[:200],
        at=at,
        title=text.tidy_line(said["title"]),
        body=said["body"],
        language=said["language"] or language_of(said["title"] + said["body"]),
    )


def _wrong(said: dict[str, str]) -> Iterator[tuple[str, str]]:
    for field in ("id", "source", "body"):
        if not said[field]:
            yield field, "this is empty, and it is needed."
    if len(said["body"].encode()) > text.MAX_BYTES:
        yield "body", f"this is longer than {text.MAX_BYTES:,} bytes."
    if said["language"] not in {"", "bn", "en"}:
        yield "language", f"{said['language']!r} is neither bn nor en."
    if not said["parent_id"]:
        yield from _wrong_as_post(said)


def _wrong_as_post(said: dict[str, str]) -> Iterator[tuple[str, str]]:
    if not said["title"]:
        yield "title", "a post needs a title; a comment needs a parent_id."
    if len(said["title"]) > TITLE_LETTERS:
        yield "title", f"keep it under {TITLE_LETTERS} letters."
    if said["kind"] not in {"", *PostKind}:
        yield "kind", f"{said['kind']!r} is neither idea nor question."


def _moment(typed: str) -> datetime | None:
    """A day alone is its noon in Dhaka: then it is the same day wherever it is read."""
    try:
        found = datetime.fromisoformat(typed)
    except ValueError:
        return None
    if len(typed) <= len("2024-06-30"):
        found = found.replace(hour=12)
    aware = found if found.tzinfo else found.replace(tzinfo=DHAKA)
    return aware.astimezone(UTC) if aware.year >= FIRST_YEAR else None


def _twice(rows: list[Row]) -> Iterator[Mistake]:
    seen: dict[str, int] = {}
    for row in rows:
        if row.origin in seen:
            yield Mistake(row.line, "id", f"row {seen[row.origin]} has the same id and source.")
        seen.setdefault(row.origin, row.line)

"""Rows of an archive, tidied; and in plain words what is wrong with which. Writes nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.archive.files import COLUMNS, Mistake, read_records
from app.core import text
from app.core.clock import DHAKA, day_of, now, today
from app.core.i18n import language_of
from app.posts.models import PostKind

TITLE_LETTERS = 160
NAME_LETTERS = 200  # of an id, and of a source
FIRST_YEAR = 1971

# JSON can write one half of a letter that takes two; no database keeps it.
_HALF = re.compile(r"[\ud800-\udfff]")


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


def read_rows(path: Path) -> tuple[list[Row], list[Mistake]]:
    """All rows and all mistakes. A file with one mistake is not imported at all."""
    rows: list[Row] = []
    mistakes: list[Mistake] = []
    for record in read_records(path):
        found = [record] if isinstance(record, Mistake) else _row(*record)
        mistakes.extend(found) if isinstance(found, list) else rows.append(found)
    if not rows and not mistakes:
        mistakes.append(Mistake(1, "file", "there are no rows in it."))
    mistakes.extend(_twice(rows))
    return rows, sorted(mistakes, key=lambda mistake: mistake.line)


def _row(line: int, record: dict[str, Any]) -> Row | list[Mistake]:
    strange = [name for name, value in record.items() if not _is_words(value)]
    if strange:
        return [Mistake(line, name, "write this as text.") for name in strange]
    said = {name: text.tidy(_words(record.get(name))) for name in COLUMNS}
    at = _moment(said["date"])
    wrong = [Mistake(line, field, sentence) for field, sentence in (*_wrong(said), *_wrong_day(at))]
    if wrong or at is None:
        return wrong
    return Row(
        line=line,
        origin=_origin(said["source"], said["id"]),
        parent=_origin(said["source"], said["parent_id"]) if said["parent_id"] else None,
        kind=PostKind.IDEA if said["parent_id"] else PostKind(said["kind"] or PostKind.IDEA),
        author=text.tidy_line(said["author"])[:200],
        office=text.tidy_line(said["office"])[:200],
        at=at,
        title=text.tidy_line(said["title"]),
        body=said["body"],
        language=said["language"] or language_of(said["title"] + said["body"]),
    )


def _is_words(value: object) -> bool:
    return value is None or (isinstance(value, str | int) and not isinstance(value, bool))


def _words(value: str | int | None) -> str:
    """An id may be a number, and 0 is one."""
    return "" if value is None else str(value)


def _origin(source: str, number: str) -> str:
    """The last colon parts them: without this, "b:c" of "a" would be "c" of "a:b"."""
    return f"{source}:{number.replace('%', '%25').replace(':', '%3A')}"


def _wrong(said: dict[str, str]) -> Iterator[tuple[str, str]]:
    for field in ("id", "source", "body"):
        if not said[field]:
            yield field, "this is empty, and it is needed."
    yield from _wrong_letters(said)
    if said["language"] not in {"", "bn", "en"}:
        yield "language", f"{said['language'][:20]!r} is neither bn nor en."
    if not said["parent_id"]:
        yield from _wrong_as_post(said)


def _wrong_letters(said: dict[str, str]) -> Iterator[tuple[str, str]]:
    for field, words in said.items():
        if _HALF.search(words):
            yield field, "this holds half a letter; write it out or leave it away."
    for field in ("id", "parent_id", "source"):
        if len(said[field]) > NAME_LETTERS:
            yield field, f"keep it under {NAME_LETTERS} letters."
    if len(said["body"].encode(errors="replace")) > text.MAX_BYTES:
        yield "body", f"this is longer than {text.MAX_BYTES:,} bytes."


def _wrong_as_post(said: dict[str, str]) -> Iterator[tuple[str, str]]:
    if not said["title"]:
        yield "title", "a post needs a title; a comment needs a parent_id."
    if len(said["title"]) > TITLE_LETTERS:
        yield "title", f"keep it under {TITLE_LETTERS} letters."
    if said["kind"] not in {"", *PostKind}:
        yield "kind", f"{said['kind'][:20]!r} is none of {', '.join(PostKind)}."


def _wrong_day(at: datetime | None) -> Iterator[tuple[str, str]]:
    if at is None:
        yield "date", "write a date like 2024-06-30 or 2024-06-30T10:20."
    elif at > now():
        yield "date", "this day is still to come."


def _moment(typed: str) -> datetime | None:
    """A day alone is its noon in Dhaka: then it is the same day wherever it is read. Of today it is
    this moment, since noon may be still to come."""
    day_alone = len(typed) <= len("2024-06-30")
    try:
        found = datetime.fromisoformat(typed)
        if day_alone:
            found = found.replace(hour=12)
        moment = (found if found.tzinfo else found.replace(tzinfo=DHAKA)).astimezone(UTC)
    except (ValueError, OverflowError):  # the latter: UTC has no such year
        return None
    if day_alone and day_of(moment) == today():
        return min(moment, now())
    return moment if moment.year >= FIRST_YEAR else None


def _twice(rows: list[Row]) -> Iterator[Mistake]:
    seen: dict[str, int] = {}
    for row in rows:
        if row.origin in seen:
            yield Mistake(row.line, "id", f"row {seen[row.origin]} has the same id and source.")
        seen.setdefault(row.origin, row.line)

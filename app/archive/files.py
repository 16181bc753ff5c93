"""Reads CSV or JSON Lines into records, each with the line it begins on. Knows no posts."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from app.core import text

COLUMNS = (
    *("id", "parent_id", "kind", "author", "office", "date", "title", "body", "language"),
    "source",
)
NEEDED = ("id", "date", "body", "source")
SEPARATORS = ",;\t"  # Excel writes a semicolon where a comma stands in numbers


@dataclass(frozen=True)
class Mistake:
    line: int
    field: str
    sentence: str

    def __str__(self) -> str:
        return f"row {self.line}, {self.field}: {self.sentence}"


Record = tuple[int, dict[str, Any]]


def read_records(path: Path) -> Iterator[Record | Mistake]:
    """All that can be read. What cannot is told; what comes after it may be nonsense too."""
    try:
        words = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = problem.object.count(b"\n", 0, problem.start) + 1
        yield Mistake(line, "file", "the file is not UTF-8; save it as UTF-8 and try again.")
        return
    lines = path.suffix.lower() in {".jsonl", ".ndjson", ".json"}
    yield from _json_lines(words) if lines else _csv(words)


def _json_lines(words: str) -> Iterator[Record | Mistake]:
    # not splitlines(): it would cut a body in two where it holds a U+2028
    for line, typed in enumerate(words.split("\n"), 1):
        if typed.strip():
            yield _object(line, typed)


def _object(line: int, typed: str) -> Record | Mistake:
    try:
        record = json.loads(typed)
    except json.JSONDecodeError as problem:
        return Mistake(line, "row", f"this is not JSON Lines: {problem.msg} (one object a line).")
    except ValueError:
        return Mistake(line, "row", "a number here has too many digits.")
    except RecursionError:
        return Mistake(line, "row", "the brackets here are too deep.")
    if not isinstance(record, dict):
        return Mistake(line, "row", "one object with the columns by name is needed.")
    if unknown := sorted(set(record) - set(COLUMNS)):
        return Mistake(line, "row", _no_column(unknown))
    return line, record


def _csv(words: str) -> Iterator[Record | Mistake]:
    csv.field_size_limit(text.MAX_BYTES * 10)
    head = next(StringIO(words, newline=""), "")
    separator = max(SEPARATORS, key=head.count)
    reader = csv.reader(StringIO(words, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        names = [name.strip() for name in next(reader, [])]
        if names and (wrong := _wrong_head(names)):
            yield Mistake(1, "columns", wrong)
            return
        line = reader.line_num + 1
        for cells in reader:
            if len(cells) > len(names):
                yield Mistake(line, "row", f"it has {len(cells)} cells for {len(names)} columns.")
            elif any(cells):  # Excel leaves lines of nothing but separators
                yield line, dict(zip(names, cells, strict=False))
            line = reader.line_num + 1
    except csv.Error as problem:
        yield Mistake(line, "row", _unreadable(str(problem)))


def _wrong_head(names: list[str]) -> str | None:
    if unknown := [name for name in names if name not in COLUMNS]:
        return _no_column(unknown)
    if missing := [name for name in NEEDED if name not in names]:
        return f"the first line names the columns, and {', '.join(missing)} must be among them."
    if len(set(names)) < len(names):
        return "the first line names a column twice."
    return None


def _no_column(unknown: list[str]) -> str:
    first = ", ".join(repr(name[:40]) for name in unknown[:3])
    return f"there is no column {first}; the columns are {', '.join(COLUMNS)}."


def _unreadable(problem: str) -> str:
    if "field limit" in problem:
        return "a cell here is far longer than a text may be."
    if "unexpected end" in problem:
        return "a quotation mark is opened here and never closed."
    if "expected after" in problem:
        return "a quotation mark within a text must be written twice."
    return f"this is not CSV: {problem}."

"""Conversations of Polis as an archive that can be imported: real words of real people.

    python bench/polis.py FOLDER [FOLDER …] > archive.csv
    flask --app wsgi archive import archive.csv

FOLDER holds `comments.csv` as Polis exports it, or folders that do. Each conversation becomes a
question, whose title is the folder's name, and each statement a comment under it. What the
conversation's own moderators turned away stays out. Nothing is translated or changed.

Open Polis data is licensed CC BY 4.0; each question names the source."""

import csv
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, TextIO

COLUMNS = ("id", "parent_id", "kind", "author", "office", "date", "title", "body", "language")
TURNED_AWAY = "-1"
CONVERSATION = "conversation"
CREDIT = (
    "Data was gathered using the Polis software (compdemocracy.org/polis) and is sub-licensed "
    "under CC BY 4.0 with Attribution to The Computational Democracy Project."
)


class Statement(NamedTuple):
    number: str
    author: str
    at: datetime
    words: str


def find_conversations(folder: Path) -> list[Path]:
    """The folder itself, or those in it."""
    return sorted(
        file.parent for file in (*folder.glob("comments.csv"), *folder.glob("*/comments.csv"))
    )


def read_statements(folder: Path) -> list[Statement]:
    """The oldest first."""
    with (folder / "comments.csv").open(encoding="utf-8-sig", newline="") as file:
        found = [
            Statement(
                row["comment-id"],
                row["author-id"],
                datetime.fromtimestamp(int(row["timestamp"]) / 1000, UTC),
                row["comment-body"].strip(),
            )
            for row in csv.DictReader(file)
            if row["moderated"] != TURNED_AWAY and row["comment-body"].strip()
        ]
    return sorted(found, key=lambda one: (one.at, int(one.number)))


def rows_of(folder: Path) -> Iterator[dict[str, str]]:
    """The question, then its statements; nothing when there are none."""
    statements, source = read_statements(folder), f"polis/{folder.name}"
    if not statements:
        return
    yield {
        "id": CONVERSATION,
        "kind": "question",
        "date": statements[0].at.isoformat(),
        "title": title_of(folder),
        "body": f"{len(statements)} statements of a conversation on Polis.\n\n{CREDIT}",
        "source": source,
    }
    for one in statements:
        yield {
            "id": one.number,
            "parent_id": CONVERSATION,
            "author": f"Participant {one.author}",
            "date": one.at.isoformat(),
            "body": one.words,
            "source": source,
        }


def title_of(folder: Path) -> str:
    words = re.sub(r"[-._\s]+", " ", folder.name).strip()
    return words[:1].upper() + words[1:]


def write_archive(folders: list[Path], to: TextIO) -> int:
    """How many rows were written."""
    writer = csv.DictWriter(to, (*COLUMNS, "source"), restval="", lineterminator="\n")
    writer.writeheader()
    number = 0
    for folder in folders:
        for conversation in find_conversations(folder):
            for row in rows_of(conversation):
                writer.writerow(row)
                number += 1
    return number


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python bench/polis.py FOLDER [FOLDER …] > archive.csv")
    written = write_archive([Path(name) for name in sys.argv[1:]], sys.stdout)
    print(f"{written:,} rows", file=sys.stderr)
    sys.exit(0 if written else 1)

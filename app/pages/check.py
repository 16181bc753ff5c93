"""Is this case file as it was given out? Run it beside the other files, with any Python from 3.8
on and nothing else: `python3 check.py`. It is given out with each case file, as it stands here."""

import hashlib
import json
import sys
from pathlib import Path
from typing import Iterator

HERE = Path(__file__).resolve().parent


def digest(*parts: object) -> str:
    """As the house makes it: SHA-256 of the parts as canonical JSON."""
    canonical = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def wrong_files() -> Iterator[str]:
    listed = (HERE / "SHA256SUMS").read_text("utf-8").splitlines()
    for line in listed:
        sum_, _gap, name = line.partition("  ")
        there = HERE / name
        if not there.is_file():
            yield "{0} is missing. / {0} নেই।".format(name)
        elif hashlib.sha256(there.read_bytes()).hexdigest() != sum_:
            yield "{0} was changed. / {0} বদলানো হয়েছে।".format(name)


def wrong_entries() -> Iterator[str]:
    entries = json.loads((HERE / "timeline.json").read_text("utf-8"))["entries"]
    before = None
    for entry in entries:
        said = (entry["facts"], entry["actor_text_bn"], entry["actor_text_en"])
        sealed = digest(
            entry["id"],
            entry["at"],
            entry["kind"],
            entry["actor_kind"],
            entry["actor_id"],
            entry["seat_id"],
            entry["facts_hash"],
            sorted(entry["subjects"]),
            entry["prev_hash"],
        )
        forgotten = entry["facts"] is None
        if sealed != entry["hash"] or not (forgotten or digest(*said) == entry["facts_hash"]):
            yield "Entry {0} is not as it was written. / {0} নম্বর ভুক্তি আগের মতো নেই।".format(
                entry["id"]
            )
        if before and before["id"] + 1 == entry["id"] and before["hash"] != entry["prev_hash"]:
            yield "Entry {0} does not follow on. / {0} নম্বর ভুক্তি আগেরটির সঙ্গে মেলে না।".format(
                entry["id"]
            )
        before = entry


def notes() -> Iterator[str]:
    """What is no fault, and should be known."""
    record = json.loads((HERE / "timeline.json").read_text("utf-8"))
    for name in record["missing"]:
        yield "{0} was not given out. / {0} দেওয়া হয়নি।".format(name)
    for entry in record["entries"]:
        if entry["facts"] is None:
            yield "Entry {0} was emptied. / {0} নম্বর ভুক্তি খালি করা হয়েছে।".format(entry["id"])


def main() -> int:
    wrong = [*wrong_files(), *wrong_entries()]
    for line in notes():
        print(line)
    for line in wrong or ["All is as it was given out. / সব আগের মতোই আছে।"]:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main())

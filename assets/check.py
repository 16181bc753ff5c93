"""Is every vendored file the one that was vendored? Each stands in VENDOR.json with its version,
licence and SHA-256, and nothing else stands there. Needs the standard library only."""

import hashlib
import json
import sys
from pathlib import Path

VENDOR = Path(__file__).parents[1] / "app" / "static" / "vendor"
LIST = VENDOR / "VENDOR.json"
TOLD = {"name", "version", "file", "sha256", "licence"}
BUILT = {".br", ".gz"}  # made from the others when Uthan is started


def problems() -> list[str]:
    if not LIST.exists():
        return [f"{LIST} is missing: `make assets` builds it."]
    entries = json.loads(LIST.read_text())
    found = [problem for entry in entries for problem in problems_of(entry)]
    listed = {entry[key] for entry in entries for key in ("file", "text") if key in entry}
    present = {
        str(path.relative_to(VENDOR))
        for path in VENDOR.rglob("*")
        if path.is_file() and path.suffix not in BUILT and path != LIST
    }
    found += [f"{name} is in the folder but not in VENDOR.json." for name in present - listed]
    return sorted(found)


def problems_of(entry: dict[str, str]) -> list[str]:
    """`text` names the file with the words of the licence, where there is one."""
    if missing := TOLD - entry.keys():
        return [f"{entry.get('name', 'an entry')} does not tell its {', '.join(sorted(missing))}."]
    files = [entry[key] for key in ("file", "text") if key in entry]
    absent = [
        f"{name} is in VENDOR.json but not in the folder." for name in files if not exists(name)
    ]
    if absent:
        return absent
    digest = hashlib.sha256((VENDOR / entry["file"]).read_bytes()).hexdigest()
    if digest != entry["sha256"]:
        return [f"{entry['file']} is not the file of {entry['name']} {entry['version']}."]
    return []


def exists(name: str) -> bool:
    return (VENDOR / name).is_file()


if __name__ == "__main__":
    sys.exit("\n".join(problems()) or 0)

"""Whom a handle means. `@` is followed by a seat's code, an office's code or the name in an
officer's e-mail; or, in brackets, by the words of a seat, an office or an officer in either
language. A handle that several might mean leads nowhere (decision 0010)."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, false, func, or_, select

from app.core.db import ask
from app.core.links import Links
from app.core.text import tidy_line
from app.officers.models import Office, Officer, Seat

_ADDRESS = re.compile(r"/(people|offices)/(\d+)#(?:at|seat-(\d+))")
# Letters that NFC takes apart, and that keyboards and files write as one.
_WHOLE = {"\u09a1\u09bc": "\u09dc", "\u09a2\u09bc": "\u09dd", "\u09af\u09bc": "\u09df"}
# Titles as officers say them and type them on a phone.
_SHORT = {
    "uno": "upazila nirbahi officer",
    "ইউএনও": "উপজেলা নির্বাহী অফিসার",
    "dc": "deputy commissioner",
    "ডিসি": "জেলা প্রশাসক",
    "ac land": "assistant commissioner (land)",
    "ac (land)": "assistant commissioner (land)",
    "এসি ল্যান্ড": "সহকারী কমিশনার (ভূমি)",
}


class Named(NamedTuple):
    """What a mention leads to: one of the three."""

    officer_id: int | None = None
    seat_id: int | None = None
    office_id: int | None = None


def links_of(title: str = "") -> Links:
    """For the words of one post or comment, rendered by `core.text`."""
    return Links(find_addresses, title)


def named_by(address: str) -> Named | None:
    """What the address of a mention was made of."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return None
    if found[1] == "people":
        return Named(officer_id=int(found[2]))
    return Named(seat_id=int(found[3])) if found[3] else Named(office_id=int(found[2]))


def find_addresses(handles: Collection[str]) -> Mapping[str, str]:
    """Each handle with the page it leads to, where exactly one thing goes by it. Of those that are
    called alike, seats come before offices and offices before officers."""
    found: dict[str, str] = {}
    for candidates in (_seats(handles), _offices(handles), _officers(handles)):
        fitting: dict[str, set[str]] = {}
        for address, code, *names in candidates:
            for handle in handles:
                if _fits(handle, code, names):
                    fitting.setdefault(handle, set()).add(address)
        for handle, addresses in fitting.items():
            found.setdefault(handle, addresses.pop() if len(addresses) == 1 else "")
    return {handle: address for handle, address in found.items() if address}


def _seats(handles: Collection[str]) -> Iterable[tuple[str, ...]]:
    said = _called(handles, Seat.code.in_(_codes(handles)), Seat.label_bn, Seat.label_en)
    rows = ask(select(Seat.id, Seat.office_id, Seat.code, Seat.label_bn, Seat.label_en).where(said))
    return [(f"/offices/{row.office_id}#seat-{row.id}", *row[2:]) for row in rows]


def _offices(handles: Collection[str]) -> Iterable[tuple[str, ...]]:
    said = _called(handles, Office.code.in_(_codes(handles)), Office.name_bn, Office.name_en)
    rows = ask(select(Office.id, Office.code, Office.name_bn, Office.name_en).where(said))
    return [(f"/offices/{row.id}#at", *row[1:]) for row in rows]


def _officers(handles: Collection[str]) -> Iterable[tuple[str, ...]]:
    by_mail = [Officer.email.startswith(f"{code}@", autoescape=True) for code in _codes(handles)]
    said = _called(handles, or_(false(), *by_mail), Officer.name_bn, Officer.name_en)
    columns = (Officer.id, Officer.email, Officer.name_bn, Officer.name_en)
    rows = ask(select(*columns).where(said, Officer.closed_at.is_(None)))
    return [
        (f"/people/{row.id}#at", row.email.partition("@")[0], row.name_bn, row.name_en)
        for row in rows
    ]


def _called(handles: Collection[str], by_code: ColumnElement[bool], *names: Any) -> Any:
    """Rows that a handle may mean; which it does, `_fits` says."""
    ways = [by_code]
    for words in filter(None, map(_words, handles)):
        for spelled in {words, _whole(words)}:
            for name in names:
                lower = func.lower(name)
                ways += [lower == spelled, lower.startswith(f"{spelled},", autoescape=True)]
    return or_(*ways)


def _fits(handle: str, code: str, names: Iterable[str]) -> bool:
    words = _words(handle)
    if not words:
        return handle.lower() == code.lower()
    return any(f"{_folded(name)},".startswith(f"{words},") for name in names)


def _codes(handles: Collection[str]) -> list[str]:
    return [handle.lower() for handle in handles if not handle.startswith("[")]


def _words(handle: str) -> str:
    """Of a name in brackets, its title in full: "UNO, Ghatail" is said of the one in Ghatail,
    Tangail."""
    if not handle.startswith("["):
        return ""
    title, comma, place = _folded(handle[1:-1]).partition(",")
    return _SHORT_FOLDED.get(title, title) + comma + place


def _folded(name: str) -> str:
    return tidy_line(unicodedata.normalize("NFC", name)).lower()


def _whole(words: str) -> str:
    for apart, whole in _WHOLE.items():
        words = words.replace(apart, whole)
    return words


_SHORT_FOLDED = {_folded(short): _folded(title) for short, title in _SHORT.items()}

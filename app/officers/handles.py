"""Whom a handle means. `@` is followed by a seat's code, an office's code or the name in an
officer's e-mail; or, in brackets, by the words of a seat, an office or an officer in either
language. A handle that several might mean leads nowhere (decision 0010)."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, cast

from sqlalchemy import ColumnElement, Select, bindparam, false, func, or_, select

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
    if not handles:
        return found
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
    rows = _rows("seat", handles)
    return [(f"/offices/{row.office_id}#seat-{row.id}", *row[2:]) for row in rows]


def _offices(handles: Collection[str]) -> Iterable[tuple[str, ...]]:
    return [(f"/offices/{row.id}#at", *row[1:]) for row in _rows("office", handles)]


def _officers(handles: Collection[str]) -> Iterable[tuple[str, ...]]:
    return [
        (f"/people/{row.id}#at", row.email.partition("@")[0], row.name_bn, row.name_en)
        for row in _rows("officer", handles)
    ]


def _rows(kind: str, handles: Collection[str]) -> Sequence[Any]:
    """Those that a handle may mean; which it does, `_fits` says."""
    codes = [handle.lower() for handle in handles if not handle.startswith("[")]
    said = [one for words in filter(None, map(_words, handles)) for one in spellings_of(words)]
    mails = [f"{_escaped(code)}@%" for code in codes] if kind == "officer" else []
    likes = [*(f"%\n{_escaped(words)},%" for words in said), *mails]
    asked: dict[str, Any] = {f"like_{n}": like for n, like in enumerate(likes)}
    if kind != "officer":
        asked["codes"] = codes
    return ask(_statement(kind, len(said), len(mails)), names=said, **asked)


@cache  # to build a statement costs more than to ask it
def _statement(kind: str, names: int, mails: int) -> Select[Any]:
    """For so many names; of officers for so many names of e-mail addresses, too."""
    rows: Select[Any]
    codes: Any = bindparam("codes", expanding=True)
    if kind == "seat":
        rows = select(Seat.id, Seat.office_id, Seat.code, Seat.label_bn, Seat.label_en)
        return rows.where(_called(names, Seat.code.in_(codes), Seat.label_bn, Seat.label_en))
    if kind == "office":
        rows = select(Office.id, Office.code, Office.name_bn, Office.name_en)
        return rows.where(_called(names, Office.code.in_(codes), Office.name_bn, Office.name_en))
    by_mail = [_like(Officer.email, names + n) for n in range(mails)]
    rows = select(Officer.id, Officer.email, Officer.name_bn, Officer.name_en)
    return rows.where(
        Officer.closed_at.is_(None),
        _called(names, or_(false(), *by_mail), Officer.name_bn, Officer.name_en),
    )


def _called(names: int, by_code: ColumnElement[bool], bn: Any, en: Any) -> ColumnElement[bool]:
    """By the code, by the whole name, or by what stands before a comma of it."""
    known: Any = bindparam("names", expanding=True)
    both = func.lower("\n" + bn + "\n" + en)
    begun = (_like(both, n) for n in range(names))
    return or_(by_code, func.lower(bn).in_(known), func.lower(en).in_(known), *begun)


def _like(text: Any, number: int) -> ColumnElement[bool]:
    return cast(ColumnElement[bool], text.like(bindparam(f"like_{number}"), escape="\\"))


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _fits(handle: str, code: str, names: Iterable[str]) -> bool:
    words = _words(handle)
    if not words:
        return handle.lower() == code.lower()
    return any(f"{_folded(name)},".startswith(f"{words},") for name in names)


def _words(handle: str) -> str:
    """Of a name in brackets, its title in full: "UNO, Ghatail" is said of the one in Ghatail,
    Tangail."""
    if not handle.startswith("["):
        return ""
    title, comma, place = _folded(handle[1:-1]).partition(",")
    return _SHORT_FOLDED.get(title, title) + comma + place


def words_of(typed: str) -> list[str]:
    """Of a name that is half typed, as names are compared; a short title at its beginning in full,
    whether or not a comma follows it."""
    words = _folded(typed).replace(",", " ").split()
    for length in (2, 1):
        if title := _SHORT_FOLDED.get(" ".join(words[:length])):
            return [*title.split(), *words[length:]]
    return words


def spellings_of(words: str) -> set[str]:
    """The ways in which folded words may be kept: some letters have two."""
    return {words, _whole(words)}


def _folded(name: str) -> str:
    return tidy_line(unicodedata.normalize("NFC", name)).lower()


def _whole(words: str) -> str:
    for apart, whole in _WHOLE.items():
        words = words.replace(apart, whole)
    return words


_SHORT_FOLDED = {_folded(short): _folded(title) for short, title in _SHORT.items()}

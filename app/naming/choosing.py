"""Whom one may mean, to be chosen from: seats, offices and officers by the beginnings of their
words. Each is offered with a handle that leads to it and to nothing else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, zip_longest
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select

from app.core.db import ask
from app.core.i18n import lang
from app.naming.queries import heads_of, reached_at
from app.officers.handles import find_addresses, spellings_of, words_of
from app.officers.models import Holding, HoldingKind, Office, Officer, Seat
from app.officers.queries import PERSON, Person, current, person, person_of

MOST = 6  # more than these are not read while one types
FEWEST_LETTERS = 2
_WORDS = 6  # of what was typed


class Candidate(NamedTuple):
    """What may be meant: a seat, an office or an officer, and what it is called."""

    kind: str  # "seat", "office" or "officer"
    id: int
    office_id: int  # of a seat its office; of an officer 0
    code: str
    bn: str
    en: str

    @property
    def name(self) -> str:
        return self.bn if lang() == "bn" else self.en

    @property
    def address(self) -> str:
        """As a mention of it leads there (officers/handles.py)."""
        if self.kind == "officer":
            return f"/people/{self.id}#at"
        return f"/offices/{self.office_id}#{f'seat-{self.id}' if self.kind == 'seat' else 'at'}"


class Offer(NamedTuple):
    handle: str  # as it stands after the @
    kind: str
    name: str
    reaches: Person

    @property
    def about(self) -> str:
        """Of an officer the seat, else whom it reaches today."""
        return self.reaches.seat_label if self.kind == "officer" else self.reaches.name


def list_candidates(typed: str, near: str = "") -> list[Candidate]:
    """Those of whose words each typed one is the beginning, or that go by a code that begins so.
    Seats and offices of the district `near` (an office's code) come first, and who sits there."""
    words = [word for part in words_of(typed) if (word := part.strip("()"))][:_WORDS]
    if sum(map(len, words)) < FEWEST_LETTERS:
        return []
    own_name = Officer.name_bn if lang() == "bn" else Officer.name_en
    in_seat = case((exists().where(Holding.seat_id == Seat.id, *current()), 0), else_=1)
    far = case((Office.district == near, 0), else_=1)
    return _mixed(
        _rows("officer", _begun(words, Officer.email, *_CALLED["officer"]), own_name, Officer.id),
        _rows("seat", _begun(words, Seat.code, *_CALLED["seat"]), in_seat, far, Seat.id),
        _rows("office", _begun(words, Office.code, *_CALLED["office"]), far, Office.path),
    )


def list_of_officers(officer_ids: Sequence[int]) -> list[Candidate]:
    """These officers, and the seats and offices in which they sit today."""
    if not officer_ids:
        return []
    most = 3 * len(officer_ids)
    sits = select(Holding.seat_id).where(Holding.officer_id.in_(officer_ids), *current())
    offices = select(Seat.office_id).where(Seat.id.in_(sits))
    return _mixed(
        _rows("officer", Officer.id.in_(officer_ids), most=most),
        _rows("seat", Seat.id.in_(sits), most=most),
        _rows("office", Office.id.in_(offices), most=most),
    )


def offer(candidates: Iterable[Candidate]) -> list[Offer]:
    """At most MOST, each with whom it reaches today; what reaches nobody is not offered, and an
    office not beside the seat that answers for it."""
    found = list(dict.fromkeys(candidates))[: MOST + MOST // 2]
    heads = heads_of([one.id for one in found if one.kind == "office"])
    seats = {one.id for one in found if one.kind == "seat"}
    found = [one for one in found if one.kind != "office" or heads.get(one.id) not in seats][:MOST]
    reached = _reached(found, heads)
    return [
        Offer(handle, one.kind, one.name, reached[one])
        for one, handle in _with_handles(found)
        if one in reached
    ]


def _with_handles(candidates: Sequence[Candidate]) -> Iterator[tuple[Candidate, str]]:
    """By its words where nothing else is called so, else by its code."""
    for way in (lambda one: f"[{one.name}]", lambda one: one.code):
        handles = {one: way(one) for one in candidates}
        found = find_addresses(handles.values())
        by_words = [one for one in candidates if found.get(handles[one]) == one.address]
        yield from ((one, handles[one]) for one in by_words)
        candidates = [one for one in candidates if one not in by_words]
        if not candidates:
            return


def _reached(candidates: Sequence[Candidate], heads: Mapping[int, int]) -> dict[Candidate, Person]:
    """Whoever sits there is asked for all at once; for an empty seat, who answers for it."""
    seat_of = {
        one: one.id if one.kind == "seat" else heads.get(one.id, 0)
        for one in candidates
        if one.kind != "officer"
    }
    officers = [one.id for one in candidates if one.kind == "officer"]
    order = case({kind: n for n, kind in enumerate(HoldingKind)}, value=Holding.kind)
    rows = ask(
        select(Holding.seat_id, *PERSON)
        .join(Officer, Officer.id == Holding.officer_id)
        .join(Seat, Seat.id == Holding.seat_id)
        .where(
            or_(Holding.seat_id.in_(seat_of.values()), Holding.officer_id.in_(officers)),
            Officer.closed_at.is_(None),
            *current(),
        )
        .order_by(order.desc(), Holding.id.desc())
    )
    by_seat = {row.seat_id: person(row) for row in rows}
    by_officer = {row.person_id: person(row) for row in rows}
    reached = {}
    for one in candidates:
        sits = by_officer.get(one.id) if one.kind == "officer" else by_seat.get(seat_of[one])
        if sits is None and (officer := reached_at(one.address)):
            sits = person_of(officer)
        if sits:
            reached[one] = sits
    return reached


_ROWS: Mapping[str, Any] = {
    "officer": select(Officer.id, Officer.email, Officer.name_bn, Officer.name_en).where(
        Officer.closed_at.is_(None)
    ),
    "seat": select(Seat.id, Seat.code, Seat.label_bn, Seat.label_en, Seat.office_id).join(
        Office, Office.id == Seat.office_id
    ),
    "office": select(Office.id, Office.code, Office.name_bn, Office.name_en, Office.id),
}
_CALLED: Mapping[str, tuple[Any, ...]] = {
    "officer": (Officer.name_bn, Officer.name_en),
    "seat": (Seat.label_bn, Seat.label_en, Office.name_bn, Office.name_en, Office.also),
    "office": (Office.name_bn, Office.name_en, Office.also),
}


def _rows(kind: str, which: ColumnElement[bool], *order: Any, most: int = MOST) -> list[Candidate]:
    rows = ask(_ROWS[kind].where(which).order_by(*order).limit(most))
    return [
        Candidate(kind, number, rest[0] if rest else 0, code.partition("@")[0], bn, en)
        for number, code, bn, en, *rest in rows
    ]


def _mixed(*kinds: Sequence[Candidate]) -> list[Candidate]:
    """One of each in turn, so that none hides the others."""
    return [one for one in chain(*zip_longest(*kinds)) if one]


def _begun(words: Sequence[str], code: Any, *names: Any) -> ColumnElement[bool]:
    """Each of the words begins a word of a name; or one alone the code."""
    called: Any = ""
    for name in names:
        called = called + " " + name
    called = func.replace(func.lower(called), "(", " ")
    every = and_(*(_says(called, word) for word in words))
    return or_(every, code.startswith(words[0], autoescape=True)) if len(words) == 1 else every


def _says(called: Any, word: str) -> ColumnElement[bool]:
    ways = (called.contains(f" {spelled}", autoescape=True) for spelled in spellings_of(word))
    return or_(*ways)

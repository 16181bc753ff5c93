"""Who is here: colleagues by name, rank band and district."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, or_, select

from app.core.db import ask
from app.core.i18n import lang
from app.core.text import tidy_line
from app.officers.models import SENIOR, Holding, HoldingKind, Office, Officer, Rank, Seat
from app.officers.queries import PERSON, current

PAGE = 30


class Band(StrEnum):
    """Ranks in the groups that officers speak of; the lowest seniority of each, and of the next."""

    TOP = "top"  # Additional Secretary, Divisional Commissioner and above
    SENIOR = "senior"  # from Deputy Secretary and Deputy Commissioner
    MIDDLE = "middle"  # from Senior Assistant Secretary and UNO
    FIRST = "first"

    @property
    def span(self) -> tuple[int, int]:
        return {
            "top": (80, 1_000),
            "senior": (SENIOR, 80),
            "middle": (50, SENIOR),
            "first": (0, 50),
        }[self]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the directory is narrowed down to; nothing said is everybody."""

    words: str = ""
    band: Band | None = None
    district: str = ""  # code of the district's office

    def __bool__(self) -> bool:
        return bool(self.words or self.band or self.district)


def wanted_of(typed: Mapping[str, str]) -> Wanted:
    """From an address; what makes no sense there narrows nothing."""
    band, district = typed.get("band", ""), typed.get("district", "")
    return Wanted(
        words=tidy_line(typed.get("q", ""))[:100],
        band=Band(band) if band in set(Band) else None,
        district=district if district.isprintable() and len(district) < 60 else "",
    )


def list_directory(wanted: Wanted, after: tuple[str, int] | None = None) -> Sequence[Row[Any]]:
    """Colleagues by name in the interface's language, never by rank, at most PAGE and one more: the
    columns of PERSON. Each of the words stands in a name, a seat or an office. `after` is the
    (name, id) of the last one seen."""
    name = Officer.name_bn if lang() == "bn" else Officer.name_en
    rows = (
        select(*PERSON)
        .select_from(Officer)
        .outerjoin(Seat, Seat.id == _seat_today())
        .outerjoin(Office, Office.id == Seat.office_id)
        .where(Officer.closed_at.is_(None), *_conditions(wanted))
        .order_by(name, Officer.id)
        .limit(PAGE + 1)
    )
    if after:
        rows = rows.where(or_(name > after[0], and_(name == after[0], Officer.id > after[1])))
    return ask(rows)


def list_districts() -> Sequence[Row[Any]]:
    """(code, name_bn, name_en) of the districts, by name in the interface's language."""
    name = Office.name_bn if lang() == "bn" else Office.name_en
    districts = select(Office.code, Office.name_bn, Office.name_en).where(
        Office.layer == "district"
    )
    return ask(districts.order_by(name))


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    yield from (_says(word) for word in wanted.words.split()[:6])
    if wanted.band:
        lowest, next_one = wanted.band.span
        ranks = Rank.seniority >= lowest, Rank.seniority < next_one
        yield Officer.rank_id.in_(select(Rank.id).where(*ranks))
    if wanted.district:
        yield Office.district == wanted.district


def _seat_today() -> Any:
    """The seat under an officer's name: the main one, else any that is held today."""
    order = case({kind: number for number, kind in enumerate(HoldingKind)}, value=Holding.kind)
    held = select(Holding.seat_id).where(Holding.officer_id == Officer.id, *current())
    return held.order_by(order, Holding.id).limit(1).correlate(Officer).scalar_subquery()


def _says(word: str) -> ColumnElement[bool]:
    places: tuple[Any, ...] = (
        *(Officer.name_bn, Officer.name_en, Seat.label_bn, Seat.label_en),
        *(Office.name_bn, Office.name_en),
    )
    return or_(*(place.icontains(word, autoescape=True) for place in places))

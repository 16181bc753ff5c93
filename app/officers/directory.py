"""Who is here: colleagues by name, rank band, division, district and upazila."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, not_, or_, select
from sqlalchemy.orm import aliased

from app.core.db import ask, db
from app.core.i18n import lang
from app.core.text import tidy_line
from app.officers.models import SENIOR, Holding, HoldingKind, Office, Officer, Rank, Seat
from app.officers.profiles import Profile, Topic, topics_of
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


class Service(StrEnum):
    SERVING = "serving"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the directory is narrowed down to; nothing said is everybody."""

    words: str = ""
    band: Band | None = None
    district: str = ""  # code of the district's office, or of the division's
    upazila: str = ""  # code of the upazila's office
    service: Service | None = None
    helps: bool = False  # offers help
    topic: str = ""  # a tag

    def __bool__(self) -> bool:
        return bool(self.words) or self.narrowed

    @property
    def narrowed(self) -> bool:
        """By more than words."""
        return bool(
            self.band or self.district or self.upazila or self.service or self.helps or self.topic
        )

    @property
    def asked(self) -> dict[str, str | None]:
        """As an address says it."""
        return {
            "q": self.words or None,
            "band": self.band,
            "district": self.district or None,
            "upazila": self.upazila or None,
            "service": self.service,
            "helps": "y" if self.helps else None,
            "topic": self.topic or None,
        }


def wanted_of(typed: Mapping[str, str]) -> Wanted:
    """From an address; what makes no sense there narrows nothing."""
    band, service = typed.get("band", ""), typed.get("service", "")
    return Wanted(
        words=tidy_line(typed.get("q", ""))[:100],
        band=Band(band) if band in set(Band) else None,
        district=_code(typed.get("district", "")),
        upazila=_code(typed.get("upazila", "")),
        service=Service(service) if service in set(Service) else None,
        helps=bool(typed.get("helps")),
        topic=next(iter(topics_of(typed.get("topic", "")[:200])[0]), ""),
    )


def _code(typed: str) -> str:
    return typed if typed.isprintable() and len(typed) < 60 else ""


def list_directory(wanted: Wanted, after: tuple[str, int] | None = None) -> Sequence[Row[Any]]:
    """Colleagues by name in the interface's language, never by rank, at most PAGE and one more: the
    columns of PERSON. Each of the words stands in a name, a seat or an office. `after` is the
    (name, id) of the last one seen."""
    name = Officer.name_bn if lang() == "bn" else Officer.name_en
    rows = _of_those(wanted, *PERSON).order_by(name, Officer.id).limit(PAGE + 1)
    if after:
        rows = rows.where(or_(name > after[0], and_(name == after[0], Officer.id > after[1])))
    return ask(rows)


def count_directory(wanted: Wanted) -> int:
    """How many the whole list has."""
    return int(ask(_of_those(wanted, func.count(Officer.id)))[0][0])


def _of_those(wanted: Wanted, *columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(Officer)
        .outerjoin(Seat, Seat.id == func.coalesce(Officer.former_seat_id, _seat_today()))
        .outerjoin(Office, Office.id == Seat.office_id)
        .where(Officer.closed_at.is_(None), *_conditions(wanted))
    )


def places_to_choose(wanted: Wanted) -> dict[str, Any]:
    chosen = _by_place(Office.code == (wanted.upazila or wanted.district))
    return {
        "districts": list_districts(),
        "upazilas": list_upazilas(wanted.district),
        "place": chosen[0].place if chosen else "",
    }


def list_districts() -> list[tuple[Office | None, list[Office]]]:
    """The divisions, each with its districts, by place in the interface's language; first those
    that stand under none."""
    places = _by_place(Office.layer.in_(("division", "district")))
    divisions = {office.id: office for office in places if office.layer == "division"}
    under: dict[int | None, list[Office]] = {None: [], **{number: [] for number in divisions}}
    for office in places:
        if office.layer == "district":
            above = office.parent_id if office.parent_id in divisions else None
            under[above].append(office)
    return [(divisions[n] if n else None, found) for n, found in under.items() if n or found]


def list_upazilas(district: str) -> Sequence[Office]:
    """Of a district, by its office's code; of a division or of nothing there are none to choose."""
    if not district:
        return []
    above = aliased(Office)
    its = select(above.id).where(above.code == district, above.layer == "district")
    return _by_place(Office.layer == "upazila", Office.parent_id.in_(its))


def _by_place(*conditions: ColumnElement[bool]) -> Sequence[Office]:
    place = Office.place_bn if lang() == "bn" else Office.place_en
    return db.session.scalars(select(Office).where(*conditions).order_by(place)).all()


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    yield from (_says(word) for word in wanted.words.split()[:6])
    if wanted.band:
        lowest, next_one = wanted.band.span
        ranks = Rank.seniority >= lowest, Rank.seniority < next_one
        yield Officer.rank_id.in_(select(Rank.id).where(*ranks))
    if wanted.service:
        serves = Officer.retired_on.is_(None)
        yield serves if wanted.service == Service.SERVING else not_(serves)
    if wanted.helps:
        helps = select(Profile.officer_id).where(Profile.helps_since.is_not(None))
        yield Officer.id.in_(helps)
    if wanted.topic:
        yield Officer.id.in_(select(Topic.officer_id).where(Topic.tag == wanted.topic))
    yield from (_under(code) for code in (wanted.district, wanted.upazila) if code)


def _under(code: str) -> ColumnElement[bool]:
    """The office of this code, and those under it; of no such office nobody is under."""
    above = aliased(Office)
    return Office.path.startswith(select(above.path).where(above.code == code).scalar_subquery())


def _seat_today() -> Any:
    """The seat under an officer's name: the main one, else any that is held today."""
    order = case({kind: number for number, kind in enumerate(HoldingKind)}, value=Holding.kind)
    held = select(Holding.seat_id).where(Holding.officer_id == Officer.id, *current())
    return held.order_by(order, Holding.id).limit(1).correlate(Officer).scalar_subquery()


def _says(word: str) -> ColumnElement[bool]:
    places: tuple[Any, ...] = (
        *(Officer.name_bn, Officer.name_en, Seat.label_bn, Seat.label_en),
        *(Office.name_bn, Office.name_en, Office.also),
    )
    return or_(*(place.icontains(word, autoescape=True) for place in places))

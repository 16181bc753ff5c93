"""Where a trouble is: what one types, as an upazila or a district of the office tree."""

from collections.abc import Iterable

from sqlalchemy import or_, select

from app.core.db import db
from app.core.i18n import lang
from app.officers.models import Office

LAYERS = ("upazila", "district")
_WORDS = 6


def find_places(typed: str) -> list[Office]:
    """The one place that is called just so; else all that the words fit, and so may be none."""
    words = typed.replace(",", " ").split()
    if not words or len(words) > _WORDS:
        return []
    columns = (Office.place_bn, Office.place_en, Office.also)
    fits = (or_(*(column.icontains(word, autoescape=True) for column in columns)) for word in words)
    offices = select(Office).where(Office.layer.in_(LAYERS), *fits)
    found = _seats_of_places(db.session.scalars(offices.order_by(Office.path)))
    for called in (_whole, _own):
        if just := [place for place in found if _folded(typed) in called(place)]:
            return just
    return found


def list_near(office: Office | None) -> list[str]:
    """What may be meant, for who begins to type: the upazilas of one's own district, and all
    districts."""
    name = Office.place_bn if lang() == "bn" else Office.place_en
    wanted = [Office.layer == "district"]
    if office and office.district:
        mine = select(Office.id).where(Office.code == office.district)
        wanted.append(Office.parent_id.in_(mine))
    places = select(name).where(Office.layer.in_(LAYERS), or_(*wanted))
    rows = db.session.scalars(places.order_by(Office.layer.desc(), name))
    return list(dict.fromkeys(rows))


def _seats_of_places(offices: Iterable[Office]) -> list[Office]:
    """Several offices sit in one place: the one above the others stands for it."""
    above: dict[tuple[str, str], Office] = {}
    for office in offices:
        place = office.layer, office.place_en
        if place not in above or len(office.ancestors) < len(above[place].ancestors):
            above[place] = office
    return list(above.values())


def _whole(place: Office) -> set[str]:
    return {_folded(place.place_bn), _folded(place.place_en)}


def _own(place: Office) -> set[str]:
    """Without the district after it; and as it is written elsewhere."""
    own = (place.place_bn.split(",")[0], place.place_en.split(",")[0], *place.also.split(","))
    return {_folded(name) for name in own if name.strip()}


def _folded(name: str) -> str:
    return " ".join(name.replace(",", " ").casefold().split())

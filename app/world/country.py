"""The country pack: ranks, offices, seats and the calendar, from the files in `data/`."""

import json
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any

from app.calendar.models import CalendarDay, DayKind
from app.core.db import db
from app.officers.models import Office, Rank, Seat

DATA = Path(__file__).parent / "data"
CALENDARS = Path(__file__).parent.parent / "calendar" / "data"


def read(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((DATA / f"{name}.json").read_text("utf-8"))
    return rows


def read_object(name: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = json.loads((DATA / f"{name}.json").read_text("utf-8"))
    return found


def fill_country() -> None:
    """All of it, into empty tables. Within a transaction."""
    db.session.add_all(Rank(**row) for row in read("ranks"))
    _fill_offices(read("offices"))
    db.session.flush()
    _fill_seats(read("seats"))
    for path in sorted(CALENDARS.glob("*.json")):
        fill_calendar(path)
    db.session.flush()


def _fill_offices(rows: list[dict[str, Any]]) -> None:
    """Parents come before their children in the file."""
    made: dict[str, Office] = {}
    for row in rows:
        parent = made.get(row["parent"])
        fields = {name: value for name, value in row.items() if name != "parent"}
        office = Office(**fields, parent_id=parent.id if parent else None, path="", district="")
        office.district = (parent.district if parent else "") or _district_of(row)
        db.session.add(office)
        db.session.flush()
        office.path = f"{parent.path if parent else '/'}{office.id}/"
        made[office.code] = office


def _district_of(row: dict[str, Any]) -> str:
    return str(row["code"]) if row["layer"] == "district" else ""


def _fill_seats(rows: list[dict[str, Any]]) -> None:
    offices = {office.code: office for office in db.session.query(Office)}
    ranks = {rank.code: rank for rank in db.session.query(Rank)}
    for row in rows:
        office = offices[row["office"]]
        db.session.add(
            Seat(
                code=row["code"],
                office_id=office.id,
                rank_id=ranks[row["rank"]].id,
                title_bn=row["title_bn"],
                title_en=row["title_en"],
                label_bn=f"{row['title_bn']}, {office.place_bn}",
                label_en=f"{row['title_en']}, {office.place_en}",
                head=row["head"],
            )
        )


def fill_calendar(path: Path, without: Collection[date] = ()) -> None:
    """A year as gazettes had it; `without` those that were declared later."""
    for row in json.loads(path.read_text("utf-8")):
        kind = DayKind(row.pop("kind"))
        day = date.fromisoformat(row.pop("date"))
        if day not in without:
            db.session.add(CalendarDay(date=day, kind=kind, **row))

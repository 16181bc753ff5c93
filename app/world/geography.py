"""The whole country's field: each upazila with its usual seats, and the other spellings of places.

Safe to call again: what is there stays as it is, and only what is missing is added."""

import csv
from collections.abc import Iterator
from typing import Any

from sqlalchemy import String, bindparam, cast, func, select, update
from sqlalchemy.orm import aliased

from app.core.db import db, insert_unless_there, put, table_of
from app.officers.models import Office, Rank, Seat
from app.world.country import DATA

Row = dict[str, Any]

# code, rank, title in Bangla and English, whether it heads its office
DISTRICT_SEATS = (
    ("dc", "deputy-secretary", "জেলা প্রশাসক", "Deputy Commissioner", True),
    (
        *("adc-general", "senior-assistant-secretary", "অতিরিক্ত জেলা প্রশাসক (সার্বিক)"),
        *("Additional Deputy Commissioner (General)", False),
    ),
    (
        *("adc-revenue", "senior-assistant-secretary", "অতিরিক্ত জেলা প্রশাসক (রাজস্ব)"),
        *("Additional Deputy Commissioner (Revenue)", False),
    ),
    (
        *("adc-education-ict", "senior-assistant-secretary"),
        *("অতিরিক্ত জেলা প্রশাসক (শিক্ষা ও আইসিটি)",),
        *("Additional Deputy Commissioner (Education and ICT)", False),
    ),
)
UNO = ("uno", "senior-assistant-secretary", "উপজেলা নির্বাহী অফিসার", "Upazila Nirbahi Officer", True)
AC_LAND = (
    *("ac-land", "assistant-commissioner", "সহকারী কমিশনার (ভূমি)"),
    *("Assistant Commissioner (Land)", True),
)


def fill_geography() -> tuple[int, int]:
    """How many offices and seats were added. Within a transaction."""
    offices, seats = _count(Office), _count(Seat)
    upazilas = list(_read("upazilas"))
    _add_offices([_upazila(row) for row in upazilas])
    _add_offices([_land_office(row) for row in upazilas])
    _add_seats(upazilas)
    _spell(upazilas)
    return _count(Office) - offices, _count(Seat) - seats


def _read(name: str) -> Iterator[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _count(table: type[Office] | type[Seat]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def _upazila(row: dict[str, str]) -> Row:
    return {
        "parent": row["district"],
        "code": row["code"],
        "name_bn": f"উপজেলা নির্বাহী অফিসারের কার্যালয়, {row['name_bn']}",
        "name_en": f"Office of the Upazila Nirbahi Officer, {row['name_en']}",
        **_place(row),
    }


def _land_office(row: dict[str, str]) -> Row:
    return {
        "parent": row["code"],
        "code": f"{row['code']}.land",
        "name_bn": f"উপজেলা ভূমি অফিস, {row['name_bn']}",
        "name_en": f"Upazila Land Office, {row['name_en']}",
        **_place(row),
    }


def _place(row: dict[str, str]) -> Row:
    return {"own_bn": row["name_bn"], "own_en": row["name_en"], "district": row["district"]}


def _add_offices(rows: list[Row]) -> None:
    """Of one layer of the tree: those above are there."""
    there = {office.code: office for office in db.session.scalars(select(Office))}
    new = []
    for row in rows:
        above, district = there.get(row.pop("parent")), there.get(row["district"])
        if row["code"] in there or above is None or district is None:
            continue
        own_bn, own_en = row.pop("own_bn"), row.pop("own_en")
        new.append(
            {
                **row,
                "parent_id": above.id,
                "path": "",
                "layer": "upazila",
                "place_bn": f"{own_bn}, {district.place_bn}",
                "place_en": f"{own_en}, {district.place_en}",
                "short": district.short,
                "also": "",
            }
        )
    if new:
        put(insert_unless_there(Office), new)
        above_ = aliased(table_of(Office))
        path = select(above_.c.path).where(above_.c.id == table_of(Office).c.parent_id)
        own = path.scalar_subquery() + cast(table_of(Office).c.id, String) + "/"
        db.session.execute(
            update(table_of(Office)).where(table_of(Office).c.path == "").values(path=own)
        )
        db.session.expire_all()


def _add_seats(upazilas: list[dict[str, str]]) -> None:
    offices = {office.code: office for office in db.session.scalars(select(Office))}
    ranks = {rank.code: rank.id for rank in db.session.scalars(select(Rank))}
    there = set(db.session.scalars(select(Seat.code)))
    wanted = [
        (office.code, office, seat)
        for office in offices.values()
        if office.layer == "district"
        for seat in DISTRICT_SEATS
    ]
    for row in upazilas:
        for code, seat in ((row["code"], UNO), (f"{row['code']}.land", AC_LAND)):
            if code in offices:
                wanted.append((row["code"], offices[code], seat))
    new = [
        {
            "code": f"{place}.{code}",
            "office_id": office.id,
            "rank_id": ranks[rank],
            "title_bn": bn,
            "title_en": en,
            "label_bn": f"{bn}, {office.place_bn}",
            "label_en": f"{en}, {office.place_en}",
            "head": head,
        }
        for place, office, (code, rank, bn, en, head) in wanted
        if f"{place}.{code}" not in there and rank in ranks
    ]
    if new:
        put(insert_unless_there(Seat), new)


def _spell(upazilas: list[dict[str, str]]) -> None:
    """An office is found by the other spellings of its upazila and of its district."""
    own = {row["code"]: row["also"] for row in (*upazilas, *_read("spellings"))}
    new = []
    for office in db.session.scalars(select(Office)):
        codes = dict.fromkeys((office.code.partition(".")[0], office.district))
        also = " ".join(own[code] for code in codes if own.get(code))
        if also and also != office.also:
            new.append({"its_id": office.id, "its_also": also})
    if new:
        offices = table_of(Office)
        put(
            update(offices)
            .where(offices.c.id == bindparam("its_id"))
            .values(also=bindparam("its_also")),
            new,
        )
        db.session.expire_all()

"""The whole country's field: in a house that is filled, added once and never over what is there."""

import csv
import unicodedata
from collections import Counter

import pytest
from sqlalchemy import delete, func, select

from app.calendar.models import CalendarDay
from app.core.db import db
from app.core.transaction import transaction
from app.officers.models import Holding, Office, Officer, Rank, Seat
from app.world.country import fill_country
from tests.world.pack import DATA, OFFICES


def rows(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", ["upazilas", "spellings"])
def test_every_word_of_the_files_is_nfc_and_tidy(name):
    for row in rows(name):
        for value in row.values():
            assert value == unicodedata.normalize("NFC", " ".join(value.split()))


def test_there_are_495_upazilas_each_once_in_a_district_that_is_there():
    upazilas = rows("upazilas")
    assert len(upazilas) == len({row["code"] for row in upazilas}) == 495
    for name in ("name_en", "name_bn"):
        assert len({(row["district"], row[name]) for row in upazilas}) == 495
    per = Counter(row["district"] for row in upazilas)
    assert set(per) == {code for code, office in OFFICES.items() if office["layer"] == "district"}
    assert (per["cumilla"], per["tangail"], per["coxs-bazar"], per["meherpur"]) == (17, 12, 9, 3)
    assert {row["district"] for row in upazilas if row["code"] in {"eidgaon", "dasar"}} == {
        *("coxs-bazar", "madaripur")
    }


def test_names_that_were_there_are_spelt_as_they_were():
    spelt = {row["code"]: row for row in rows("upazilas")}
    for code, office in OFFICES.items():
        if office["layer"] == "upazila" and OFFICES[office["parent"]]["layer"] == "district":
            assert office["place_en"].startswith(spelt[code]["name_en"])
            assert office["place_bn"].startswith(spelt[code]["name_bn"])


def test_other_spellings_are_of_places_that_are_there():
    assert {row["code"] for row in rows("spellings")} <= set(OFFICES)


@pytest.fixture
def run(app):
    with app.app_context(), transaction():
        for table in (Holding, Officer, Seat, Office, Rank, CalendarDay):
            db.session.execute(delete(table))
        fill_country()
    return lambda: app.test_cli_runner().invoke(args=["officers", "geography"])


def counted(table):
    return db.session.scalar(select(func.count()).select_from(table))


def test_the_command_adds_what_is_missing_and_nothing_twice(app, run):
    with app.app_context(), transaction():
        ghatail = db.session.scalars(select(Office).where(Office.code == "ghatail")).one()
        ghatail.name_en = "As the house calls it"
    first = run()
    assert first.exit_code == 0, first.output
    with app.app_context():
        offices, seats = counted(Office), counted(Seat)
        upazilas = set(
            db.session.scalars(
                select(Office.code).where(Office.layer == "upazila", ~Office.code.contains("."))
            )
        )
        assert upazilas == {row["code"] for row in rows("upazilas")}
        for code in upazilas:
            assert db.session.scalar(select(Seat.id).where(Seat.code == f"{code}.uno"))
            assert db.session.scalar(select(Seat.id).where(Seat.code == f"{code}.ac-land"))
        assert "As the house calls it" in db.session.scalars(select(Office.name_en))
    again = run()
    assert "0 offices and 0 seats were added." in again.output
    with app.app_context():
        assert (counted(Office), counted(Seat)) == (offices, seats)


def test_what_is_added_stands_in_the_tree_and_is_found_by_other_spellings(app, run):
    run()
    with app.app_context():
        seat = db.session.scalars(select(Seat).where(Seat.code == "hathazari.ac-land")).one()
        office = seat.office
        above = db.session.scalars(select(Office.code).where(Office.id.in_(office.ancestors)))
        assert set(above) == {
            *("cabinet", "chattogram-division", "chattogram", "hathazari", "hathazari.land")
        }
        assert (office.district, office.short, office.also) == ("chattogram", "CTG", "Chittagong")
        assert seat.label_en == "Assistant Commissioner (Land), Hathazari, Chattogram"
        assert seat.label_bn == "সহকারী কমিশনার (ভূমি), হাটহাজারী, চট্টগ্রাম"
        assert seat.head
        assert db.session.scalar(select(func.count()).where(Office.path == "")) == 0
        dc = select(Seat.code).join(Office).where(Office.code == "bhola").order_by(Seat.code)
        assert list(db.session.scalars(dc)) == [
            *("bhola.adc-education-ict", "bhola.adc-general", "bhola.adc-revenue", "bhola.dc")
        ]

"""The country pack and the demonstration's officers, read as files: all they name exists."""

import unicodedata
from collections import Counter
from datetime import date
from typing import Any

import pytest

from tests.world.pack import (
    DATA,
    OFFICERS,
    OFFICES,
    RANKS,
    SEATS,
    line_of,
    load,
    office_of,
    seats_of,
    seniority,
)

ACCOUNTS = {
    "field",
    "uno",
    "dc",
    "secretary",
    "mentor",
    "moderator",
    "auditor",
    "admin",
    "outsider",
}


@pytest.mark.parametrize("file", sorted(path.stem for path in DATA.glob("*.json")))
def test_every_letter_is_nfc_and_no_text_is_ragged(file: str) -> None:
    def walk(thing: Any) -> None:
        if isinstance(thing, str):
            assert thing == unicodedata.normalize("NFC", thing)
            assert thing == thing.strip()
        elif isinstance(thing, dict):
            for key, value in thing.items():
                walk(key)
                walk(value)
        elif isinstance(thing, list):
            for value in thing:
                walk(value)

    walk(load(file))


@pytest.mark.parametrize("file", ["ranks", "offices", "seats"])
def test_codes_are_unique(file: str) -> None:
    codes = Counter(row["code"] for row in load(file))
    assert codes.most_common(1)[0][1] == 1


def test_ranks_go_down_the_ladder() -> None:
    ladder = [rank["seniority"] for rank in load("ranks")]
    assert ladder == sorted(ladder, reverse=True)


def test_parents_come_first_so_the_tree_has_no_circle() -> None:
    seen: set[str] = set()
    for office in load("offices"):
        assert office["parent"] in seen or (office["parent"] is None and not seen)
        seen.add(office["code"])


def test_all_divisions_and_districts_are_there_and_tangail_whole() -> None:
    layers = Counter(office["layer"] for office in OFFICES.values())
    assert layers["division"] == 8
    assert layers["district"] == 64
    assert {OFFICES[code]["parent"] for code, o in OFFICES.items() if o["layer"] == "district"} == {
        code for code, office in OFFICES.items() if office["layer"] == "division"
    }
    upazilas = [code for code, office in OFFICES.items() if office["parent"] == "tangail"]
    assert len(upazilas) == 12
    for upazila in upazilas:
        assert f"{upazila}.uno" in SEATS
        assert SEATS[f"{upazila}.ac-land"]["office"] == f"{upazila}.land"
        assert OFFICES[f"{upazila}.land"]["parent"] == upazila
        under = [seat for seat in SEATS.values() if upazila in line_of(seat["office"])]
        assert len(under) >= 4


def test_layers_go_down_the_tree() -> None:
    above = {
        "cabinet": {None},
        "ministry": {"cabinet"},
        "division_of_ministry": {"ministry"},
        "division": {"cabinet"},
        "district": {"division"},
        "upazila": {"district", "upazila"},
        "union": {"upazila"},
    }
    for office in OFFICES.values():
        parent = OFFICES[office["parent"]]["layer"] if office["parent"] else None
        assert parent in above[office["layer"]]


def test_an_upazila_or_union_is_always_shown_with_its_district() -> None:
    for office in OFFICES.values():
        if office["layer"] in {"upazila", "union"}:
            district = next(c for c in line_of(office["code"]) if OFFICES[c]["layer"] == "district")
            for place in ("place_bn", "place_en"):
                assert office[place].endswith(", " + OFFICES[district][place])
            assert office["short"] == OFFICES[district]["short"]


def test_three_letters_belong_to_one_district() -> None:
    shorts = [
        office["short"]
        for office in OFFICES.values()
        if office["layer"] not in {"upazila", "union"}
    ]
    assert len(set(shorts)) == len(shorts)
    assert all(len(short) == 3 and short.isascii() and short.isupper() for short in shorts)
    assert OFFICES["tangail"]["short"] == "TGL"


def test_a_seat_stands_in_an_office_and_an_office_has_one_head_at_most() -> None:
    heads = Counter(seat["office"] for seat in SEATS.values() if seat["head"])
    assert max(heads.values()) == 1
    for seat in SEATS.values():
        assert seat["office"] in OFFICES
        assert seat["rank"] in RANKS
    headless = set(OFFICES) - set(heads)
    assert headless == {"lgrdc"}  # a ministry of two divisions has a secretary in each


def test_officers_have_one_rank_one_address_and_one_main_seat() -> None:
    officers = load("demo_officers")
    assert 55 <= len(officers) <= 70
    assert len(OFFICERS) == len({officer["email"] for officer in officers}) == len(officers)
    for officer in officers:
        assert officer["rank"] in RANKS
        assert officer["email"].endswith("@uthan.example")
        assert officer["language"] in {"bn", "en", None}
        assert set(officer["roles"]) <= {"moderator", "auditor", "administrator"}
        today = [held["kind"] for held in officer["holdings"] if held["until"] is None]
        assert today.count("main") == 1
        for held in officer["holdings"]:
            assert held["seat"] in SEATS
            assert held["kind"] in {"main", "acting", "additional"}
            since = date.fromisoformat(held["since"])
            assert held["until"] is None or since < date.fromisoformat(held["until"])


def test_no_seat_has_two_holders_of_one_kind() -> None:
    held = Counter(
        (holding["seat"], holding["kind"])
        for officer in OFFICERS.values()
        for holding in officer["holdings"]
        if holding["until"] is None
    )
    assert max(held.values()) == 1


def test_the_accounts_of_the_sign_in_page_sit_where_they_should() -> None:
    seats = {key: seats_of(key)[0] for key in ACCOUNTS}
    assert seats["field"] == "ghatail.ac-land"
    assert seats["uno"] == "ghatail.uno"
    assert seats["dc"] == "tangail.dc"
    assert seats["secretary"] == "land.secretary"
    assert seniority("mentor") == 70
    assert office_of("moderator") == "cabinet"
    assert not {"land", "tangail"} & set(line_of(office_of("outsider")))
    assert "lgrdc" in line_of(office_of("outsider"))
    roles = Counter(role for officer in OFFICERS.values() for role in officer["roles"])
    assert roles == {"moderator": 3, "auditor": 1, "administrator": 1}


def test_transfers_charges_and_empty_seats_are_all_seen() -> None:
    kinds = Counter(
        "past" if holding["until"] else holding["kind"]
        for officer in OFFICERS.values()
        for holding in officer["holdings"]
    )
    assert kinds["acting"] == 1
    assert kinds["additional"] == 1
    assert kinds["past"] >= 5
    main = {seats_of(key)[0] for key in OFFICERS}
    assert not {"dhanbari.uno", "ghatail.fisheries"} & main

"""Colleagues are found by division, district and upazila, and by what else a place is called."""

import pytest
from sqlalchemy import update

from app.core.db import db
from app.core.transaction import transaction
from app.officers.models import Office
from app.search.building import documents
from tests.officers.test_people import find, narrowed


@pytest.fixture
def spelt(app, cast):
    with app.app_context(), transaction():
        db.session.execute(
            update(Office).where(Office.district == "tangail").values(also="Tangayl টাংগাইল")
        )


def test_a_place_is_found_by_its_other_spellings_in_both_scripts(spelt, sign_in):
    client = sign_in("omar")
    for words in ("tangayl", "টাংগাইল", "rahima TANGAYL"):
        assert "Rahima Khatun" in find(client, words), words
    assert find(client, "omar tangayl") == set()


def test_search_finds_officers_by_the_other_spellings_of_their_place(app, cast, spelt):
    with app.app_context():
        made = dict(documents([f"officer:{cast['rahima']}", f"officer:{cast['omar']}"]))
    hers, his = made.values()
    assert "Tangayl টাংগাইল" in hers["words"]
    assert "Tangayl" not in his["words"]


def test_colleagues_are_narrowed_down_from_the_division_to_the_upazila(cast, sign_in):
    client = sign_in("omar")
    in_division = narrowed(client, district="dhaka-division")
    in_district = narrowed(client, district="tangail")
    in_upazila = narrowed(client, district="tangail", upazila="ghatail")
    assert in_upazila == {"Rahima Khatun", "Tanvir Hasnat", "Jubayer Rahman"}
    assert in_upazila < in_district <= in_division
    assert "Omar Faruk" not in in_division
    assert narrowed(client, district="bhola", upazila="ghatail") == set()
    assert narrowed(client, district="tangail", upazila="\x00") == in_district


@pytest.mark.parametrize(("language", "place"), [("en", "Ghatail, Tangail"), ("bn", "ঘাটাইল, টাঙ্গাইল")])
def test_the_upazilas_of_a_district_can_be_chosen_once_it_is(cast, sign_in, language, place):
    client = sign_in("omar")
    option = f'<option value="ghatail">{place}</option>'
    assert option in client.get(f"/people?lang={language}&district=tangail").text
    for other in ("", "&district=dhaka-division", "&district=bhola"):
        assert option not in client.get(f"/people?lang={language}{other}").text

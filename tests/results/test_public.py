"""What the public reads: no account, no cookie, no script, and the same bytes for whoever asks."""

import re
from xml.etree import ElementTree

import pytest
from sqlalchemy import select

from app.core.db import db
from app.core.transaction import transaction
from app.officers.models import Office, Officer
from app.results.models import Result
from app.results.queries import list_districts
from tests.actions import making as actions
from tests.results.making import TITLE, make_result, make_trouble, make_verified, number_of, publish

LARGEST = 40_000  # bytes, before anything is compressed
AGENT = {"Accept-Language": "en"}


@pytest.fixture
def number(app):
    return make_result(app, make_trouble(app))


def paths(number):
    yield from ("/results", "/results?district=tangail&outcome=served", "/status")
    yield from (f"/results/{number}", "/results/feed.atom", "/results/offices/ghatail-land")


def names(app):
    with app.app_context():
        return [
            said
            for officer in db.session.query(Officer)
            for said in (officer.name_bn, officer.name_en, officer.email)
        ]


@pytest.mark.parametrize("language", ["bn", "en"])
def test_each_page_is_small_and_plain_and_names_nobody(app, number, sign_in, language):
    for client in (app.test_client(), sign_in("rahima")):
        for path in paths(number):
            joint = "&" if "?" in path else "?"
            answer = client.get(f"{path}{joint}lang={language}")
            assert answer.status_code == 200, path
            assert "Set-Cookie" not in answer.headers, path
            assert "Cookie" not in answer.headers.get("Vary", ""), path
            assert answer.headers["Cache-Control"] == "public, max-age=60"
            assert len(answer.data) < LARGEST
            assert "<script" not in answer.text
            assert f'lang="{language}"' in answer.text
            for name in names(app):
                assert name not in answer.text, path


def test_whoever_asks_gets_the_same_bytes_and_only_once(app, number, sign_in):
    for path in paths(number):
        mine = sign_in("arif").get(path, headers=AGENT)
        theirs = app.test_client().get(path, headers=AGENT)
        assert mine.data == theirs.data
        tag = theirs.headers["ETag"]
        again = app.test_client().get(path, headers=AGENT | {"If-None-Match": tag})
        assert again.status_code == 304, path
        assert not again.data


def test_compressed_it_is_still_known_by_its_tag(app, number):
    small = AGENT | {"Accept-Encoding": "gzip, br"}
    first = app.test_client().get(f"/results/{number}", headers=small)
    assert first.headers["Content-Encoding"]
    small |= {"If-None-Match": first.headers["ETag"]}
    assert app.test_client().get(f"/results/{number}", headers=small).status_code == 304


def test_the_language_is_the_addresses_or_the_browsers(app, number):
    client = app.test_client()
    assert "Solved, and verified" in client.get("/results", headers=AGENT).text
    assert "সমাধান" in client.get("/results?lang=bn", headers=AGENT).text
    assert "সমাধান" in client.get("/results").text


def test_the_way_is_told_by_seats_and_days(app, number):
    text = app.test_client().get(f"/results/{number}", headers=AGENT).text
    for said in (
        *("Flagged as a citizen", "Accepted, and given to one seat", "Done, says the seat"),
        *("Verified by somebody outside the work", "Joint Secretary, Ministry of Land"),
        *("Resolved is not closed", "Closed is not fixed", "The service was given"),
    ):
        assert said in text
    assert "I walked round it." not in text  # words of the house
    assert "The fence is gone." not in text


def test_each_spelling_of_a_number_leads_to_its_one_address(app, number):
    client = app.test_client()
    bangla = number.translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯"))
    for typed in (number.lower(), bangla, number.replace("-", " ")):
        answer = client.get(f"/results/{typed}")
        assert answer.status_code == 301
        assert answer.location.endswith(f"/results/{number}")


@pytest.mark.parametrize(
    "path",
    [
        *("/results/TGL-2026-9999", "/results/x", "/results/%00", "/results/../../etc/passwd"),
        *("/results/TGL-2026-99999999999999999999", "/results/' OR 1=1 --", "/results/-1"),
        *("/results/offices/x", "/results/offices/%00", "/results/%F0%9F%90%9F" + "9" * 3000),
    ],
)
def test_what_is_not_there_is_not_there(app, path):
    answer = app.test_client().get(path)
    assert answer.status_code == 404
    assert "Set-Cookie" not in answer.headers or "/etc" in path


@pytest.mark.parametrize(
    "query",
    [
        *("before=x", "before=99999999999999999999", "before=-1", "district=%00", "outcome=%27"),
        *("district=tangail&district=x", "lang=xx", "lang=%3Cscript%3E", "outcome=FLAGGED"),
    ],
)
def test_nonsense_in_the_address_is_not_looked_at(app, number, query):
    answer = app.test_client().get(f"/results?{query}")
    assert answer.status_code == 200
    assert "<script" not in answer.text


def test_the_list_goes_on_where_it_ended(app, monkeypatch):
    monkeypatch.setattr("app.results.public.PAGE", 1)
    monkeypatch.setattr(
        "app.results.public.list_results",
        lambda *given: __import__("app.results.queries", fromlist=["x"]).list_results(*given, 1),
    )
    first, second = make_result(app), make_result(app)
    client = app.test_client()
    page = client.get("/results?lang=en&outcome=served").text
    assert second in page
    assert first not in page
    further = re.search(r'href="([^"]+before=[^"]+)"', page)[1].replace("&amp;", "&")
    assert "outcome=served" in further
    assert "lang=en" in further
    page = client.get(further).text
    assert first in page
    assert second not in page


def test_the_list_is_chosen_from_by_place_and_outcome(app, number):
    client = app.test_client()
    elsewhere = make_result(app)
    with app.app_context(), transaction():
        moved = db.session.scalars(select(Result).order_by(Result.id.desc()).limit(1)).one()
        away = select(Office).where(Office.district != "", Office.district != "tangail").limit(1)
        office = db.session.scalars(away).one()
        moved.place_id, district = office.id, office.district
    with app.app_context():
        assert {code for code, _bn, _en in list_districts()} == {"tangail", district}
    for code, there, other in (("tangail", number, elsewhere), (district, elsewhere, number)):
        page = client.get(f"/results?district={code}").text
        assert there in page
        assert other not in page
    assert TITLE in client.get("/results?outcome=served").text
    assert TITLE not in client.get("/results?outcome=proved").text


def test_the_feed_is_atom(app, number):
    answer = app.test_client().get("/results/feed.atom?lang=en")
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.data)
    atom = "{http://www.w3.org/2005/Atom}"
    entry = feed.find(f"{atom}entry")
    assert entry.find(f"{atom}title").text == TITLE
    assert entry.find(f"{atom}id").text.endswith(f"/results/{number}")


def test_opened_again_it_says_so(app):
    item_id = make_verified(app)
    publish(app, item_id)
    dispute(app, item_id)
    text = app.test_client().get(f"/results/{number_of(app, item_id)}", headers=AGENT).text
    assert "The citizen said that it is not over." in text
    assert "Solved, and verified" not in text


def dispute(app, item_id):
    from app.actions.models import ActionItem
    from app.comments.operations import Said
    from app.results.operations import say_not_over
    from tests.make import do

    do(app, lambda: say_not_over(db.session.get_one(ActionItem, item_id), Said("It stands.")))


def test_an_office_of_which_little_is_known_is_not_counted(app, number):
    text = app.test_client().get("/results/offices/ghatail-land", headers=AGENT).text
    assert text.count("too few to say (under 5)") == 4
    assert "%" not in re.sub(r"<style>.*?</style>", "", text, flags=re.S)


def test_an_office_is_counted_with_its_formula(app):
    for _ in range(5):
        make_verified(app)
    text = app.test_client().get("/results/offices/tangail", headers=AGENT).text
    assert "100%" in text
    assert "5 of 5" in text
    assert "0 of 5" in text
    assert "by the day it was due" in text


def test_the_record_of_the_check_counts_what_the_item_said(app):
    item_id = actions.make_item(app)
    actions.finish(app, item_id, said="Told him on 01712345678, and 01812345678.")
    actions.verify(app, item_id)
    publish(app, item_id)
    with app.app_context():
        assert db.session.query(Result).one().redaction == {"found": {"phone": 2}, "kept": []}

"""Asked for, answered and read through the pages, as officers do it."""

from html import unescape

import pytest

from app.core.db import db
from app.investigations.models import Investigation
from tests.actions import making as making_items
from tests.investigations import making


def address(app, item_id, *about):
    numbers = [making_items.seat_id(app, code) for code in about]
    asked = "&".join(f"about_{place}={number}" for place, number in enumerate(numbers, 1))
    return f"/actions/{item_id}/investigations/ask?{asked}"


def form(app, *codes, **more):
    names = ("first", "second", "third")
    seats = {
        name: str(making_items.seat_id(app, code)) for name, code in zip(names, codes, strict=False)
    }
    return {"words": "Was money taken?", "_key": "ask"} | seats | more


def how_many(app):
    with app.app_context():
        return db.session.query(Investigation).count()


def test_first_who_is_complained_of_then_who_investigates(app, sign_in):
    item_id = making_items.make_item(app)
    tanvir = sign_in("tanvir")
    assert f"/actions/{item_id}/investigations/new" in tanvir.get(f"/actions/{item_id}").text
    first = tanvir.get(f"/actions/{item_id}/investigations/new").text
    assert "Rahima Khatun" in first
    then = tanvir.get(address(app, item_id, "ghatail.land")).text
    offered = then.partition("<form")[2]
    assert "Tanvir Hasnat" in offered
    assert "Jubayer Rahman" not in offered
    answer = tanvir.post(address(app, item_id, "ghatail.land"), data=form(app, "ghatail.uno"))
    assert answer.status_code == 303
    page = tanvir.get(answer.location).text
    assert "Rahima Khatun" in page
    assert "Was money taken?" in page


def test_sent_twice_it_is_one_and_for_another_officer_another(app, sign_in):
    item_id = making_items.make_item(app)
    arif = sign_in("arif")
    where = address(app, item_id, "ghatail.land")
    answers = [arif.post(where, data=form(app, "ghatail.uno")) for _twice in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location.partition("?")[0] == answers[1].location.partition("?")[0]
    assert how_many(app) == 1


@pytest.mark.parametrize(
    ("chosen", "says"),
    [
        ((), "Choose who investigates"),
        (("tangail.dc",), "No head above may order it"),
        (("ghatail.social",), "Choose who investigates"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_the_words_stay(app, sign_in, chosen, says):
    item_id = making_items.make_item(app)
    answer = sign_in("tanvir").post(
        address(app, item_id, "ghatail.land"), data=form(app, *chosen, words="টাকা নেওয়া হয়েছে?")
    )
    assert answer.status_code == 422
    assert says in unescape(answer.text)
    assert "টাকা নেওয়া হয়েছে?" in answer.text
    assert how_many(app) == 0


@pytest.mark.parametrize("said", ["about_1=x", "about_1=999999", "about_1=-1", "about_2=১"])
def test_an_address_that_says_nonsense_is_about_nobody(app, sign_in, said):
    item_id = making_items.make_item(app)
    page = sign_in("arif").get(f"/actions/{item_id}/investigations/ask?{said}")
    assert page.status_code == 200
    assert "Complained of:" not in page.text


def test_who_has_no_say_in_it_is_told_so(app, sign_in):
    item_id = making_items.make_item(app)
    for where in ("new", "ask"):
        answer = sign_in("omar").get(f"/actions/{item_id}/investigations/{where}")
        assert answer.status_code == 403
        assert "heads an office above asks" in answer.text


@pytest.mark.parametrize(
    ("act", "data", "says"),
    [
        ("give_notice", {"days": "30"}, "Give from 1 to 10 working days."),
        ("give_notice", {"words": ""}, "Say what is complained of"),
        ("call_hearing", {"day": "2020-01-05"}, "Choose a day after today."),
        ("call_hearing", {"day": "2027-01-01"}, "That is no working day."),  # a Friday
        ("call_hearing", {"day": "tomorrow"}, "Write a day like"),
        ("report_findings", {}, "Say of each officer what was found."),
    ],
)
def test_a_form_that_is_wrong_says_what_and_keeps_the_words(app, sign_in, act, data, says):
    number = making.order(app)
    if act != "give_notice":
        making.hear(app, number)
    address = f"/investigations/{number}/acts/{act}"
    whom = str(making.accused_in(app, number))
    answer = sign_in("tanvir").post(
        address, data={"words": "আমার কথা", "whom": whom, "days": "7"} | data
    )
    assert answer.status_code == 422
    assert says in unescape(answer.text)
    assert data.get("words", "আমার কথা") in answer.text


def test_the_board_shows_to_each_what_is_theirs(app, sign_in):
    number = making.ask(app)
    link = f"/investigations/{number}"

    def has(who):
        return link in sign_in(who).get("/investigations").text

    assert [has(who) for who in ("arif", "tanvir", "rahima", "omar", "maya")] == [
        *(True, True),
        *(False, False, False),
    ]
    making.act(app, "order_investigation", number)
    making.act(app, "give_notice", number)
    assert has("rahima")
    assert "A complaint about you" in sign_in("rahima").get("/investigations").text


def test_the_timeline_of_the_item_says_that_there_is_one_and_no_more(app, sign_in):
    item_id = making_items.make_item(app)
    number = making.report(app, item_id)
    making.act(app, "accept_findings", number)
    page = unescape(sign_in("omar").get(f"/actions/{item_id}").text)
    assert "An investigation was ordered by" in page
    assert "The report of the investigation was accepted by" in page
    assert "mutation" not in page
    assert f"/investigations/{number}" not in page


def test_the_item_says_why_it_cannot_be_done_yet(app, sign_in):
    item_id = making_items.make_item(app)
    making_items.act(app, item_id, "acknowledge", by="rahima")
    making.order(app, item_id)
    page = unescape(sign_in("rahima").get(f"/actions/{item_id}").text)
    assert "it is done when the investigation has ended" in page
    assert "An order under it is still open" not in page


def test_who_accepts_the_report_reads_it_before_the_form(app, sign_in):
    page = sign_in("arif").get(f"/investigations/{making.report(app)}").text
    assert page.index("What was found") < page.index("Accept the report")

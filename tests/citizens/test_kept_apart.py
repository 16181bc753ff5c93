"""Whose trouble it is stands nowhere but in its own row: masked for few, whole for a reason."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import inspect, select

from app import worker
from app.citizens.models import Citizen, Look
from app.citizens.operations import forget_citizens
from app.citizens.queries import known_by
from app.core.clock import now
from app.core.db import db
from app.core.log import LogEntry
from app.officers.models import Officer
from app.search import listener
from tests.actions.making import make_flag, make_item
from tests.make import hide
from tests.sources.making import CITIZEN, NAME, PHONE, bring, brought, citizens

NOON = datetime(2026, 6, 5, 4, 0, tzinfo=UTC)
WHY = {"reason": "She asks for her number again.", "_key": "l1"}


@pytest.fixture(autouse=True)
def in_june(stop_clock):
    stop_clock(NOON)


@pytest.fixture
def post_id(app, sign_in):
    return brought(sign_in("rahima"), **CITIZEN)


def looks(app):
    with app.app_context():
        return db.session.scalars(select(Look).order_by(Look.id)).all()


def tells(text):
    return [words for words in (NAME, "Tultuli", PHONE, PHONE[1:], "০১৭১২৩৪৫৬৩৪") if words in text]


def test_it_is_kept_with_what_was_agreed_and_until_when(app, post_id):
    (citizen,) = citizens(app)
    assert (citizen.name, citizen.phone, len(citizen.id)) == (NAME, PHONE, 32)
    assert citizen.contact_agreed_at == NOON
    assert citizen.naming_agreed_at is None
    assert citizen.purge_on == date(2028, 6, 5)


def test_no_other_table_has_a_trace_of_it(app, sign_in, post_id):
    """The log, keys, drafts, notifications, mail, work."""
    with app.app_context():
        listener.build_if_needed()
        while worker.drain():
            pass
        for table in inspect(db.engine).get_table_names():
            if table == "citizens":
                continue
            rows = db.session.execute(db.text(f'SELECT * FROM "{table}"')).all()
            assert not tells(str(rows)), table


def test_no_page_of_anybody_shows_it_and_no_search_finds_it(app, sign_in, post_id):
    with app.app_context():
        listener.build_if_needed()
        while worker.drain():
            pass
    for name in ("rahima", "arif", "maya", "omar", "shahana"):
        browser = sign_in(name)
        for address in (
            *("/", f"/posts/{post_id}", f"/posts/{post_id}/print", f"/live/post:{post_id}?after=0"),
            *(
                "/notifications",
                "/drafts",
                f"/posts/{post_id}/versions",
                f"/posts/{post_id}/citizen",
            ),
        ):
            assert not tells(browser.get(address).text), (name, address)
        for typed in ("Tultuli", PHONE):
            assert f"/posts/{post_id}" not in browser.get(f"/search?q={typed}").text


def test_a_draft_keeps_the_words_and_not_the_citizen(app, sign_in):
    rahima = sign_in("rahima")
    sent = {"title": "The pond", "captured": "As it stood.", "_key": "d1"} | CITIZEN
    answer = rahima.post("/posts/new/issue/draft", data=sent)
    assert answer.status_code == 303
    page = rahima.get(answer.location).text
    assert "As it stood." in page
    assert not tells(page)


def test_a_second_sending_with_other_words_does_not_show_it(sign_in):
    rahima = sign_in("rahima")
    brought(rahima, **CITIZEN)
    answer = bring(rahima, trouble="Other.", anyway="1")
    assert answer.status_code == 409
    assert not tells(answer.text)


@pytest.mark.parametrize("name", ["rahima", "tanvir", "arif", "maya"])
def test_who_has_the_trouble_in_hand_sees_it_masked(sign_in, post_id, name):
    page = sign_in(name).get(f"/posts/{post_id}?lang=en").text
    assert "017••••••34" in page
    assert "T•••" in page
    assert "Nobody has looked at the whole." in page
    assert f'href="/posts/{post_id}/citizen"' in page


@pytest.mark.parametrize("name", ["omar", "jubayer", "nurul"])
def test_to_all_others_there_is_no_citizen(app, sign_in, post_id, name):
    browser = sign_in(name)
    page = browser.get(f"/posts/{post_id}").text
    assert "••" not in page
    assert f"/posts/{post_id}/citizen" not in page
    assert browser.get(f"/posts/{post_id}/citizen").status_code == 404
    assert browser.post(f"/posts/{post_id}/citizen", data=WHY).status_code == 404
    assert looks(app) == []


def test_who_answers_for_the_seat_of_its_item_has_it_in_hand(app, sign_in, post_id):
    jubayer = sign_in("jubayer")
    assert jubayer.get(f"/posts/{post_id}/citizen").status_code == 404
    make_item(app, make_flag(app, post_id, by="omar"), to="ghatail.social")
    assert jubayer.get(f"/posts/{post_id}/citizen").status_code == 200


def test_the_whole_is_shown_once_for_a_reason_that_is_written_down(app, sign_in, post_id, cast):
    arif = sign_in("arif")
    page = arif.post(f"/posts/{post_id}/citizen?lang=en", data=WHY)
    assert page.status_code == 200
    assert NAME in page.text
    assert "01712345634" in page.text
    assert "Looked at 1 time." in page.text
    assert WHY["reason"] in page.text
    (look,) = looks(app)
    assert (look.officer_id, look.post_id, look.reason) == (cast["arif"], post_id, WHY["reason"])
    again = arif.get(f"/posts/{post_id}/citizen").text
    assert not tells(again)
    with app.app_context():
        entry = db.session.scalars(
            select(LogEntry).where(LogEntry.kind == "citizen.looked_at")
        ).one()
        assert entry.facts == {"officer_id": cast["arif"], "post_id": post_id, "look_id": look.id}
        assert entry.actor_id == cast["arif"]


def test_each_look_counts_and_who_brought_it_reads_them(app, sign_in, post_id):
    for name in ("arif", "maya", "arif"):
        sign_in(name).post(f"/posts/{post_id}/citizen", data=WHY)
    page = sign_in("rahima").get(f"/posts/{post_id}/citizen?lang=en").text
    assert "Looked at 3 times." in page
    assert page.count(WHY["reason"]) == 3
    assert len(looks(app)) == 3


@pytest.mark.parametrize("reason", ["", " ", "x" * 301])
def test_without_a_reason_nothing_is_shown_or_counted(app, sign_in, post_id, reason):
    answer = sign_in("arif").post(f"/posts/{post_id}/citizen", data=WHY | {"reason": reason})
    assert answer.status_code == 422
    assert not tells(answer.text)
    assert looks(app) == []


def test_what_cannot_be_written_down_is_not_shown(app, sign_in, post_id, monkeypatch):
    arif = sign_in("arif")
    monkeypatch.setattr("app.core.log.write", lambda *_: 1 / 0)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = arif.post(f"/posts/{post_id}/citizen", data=WHY)
    assert answer.status_code == 500
    assert not tells(answer.text)
    assert looks(app) == []


def test_auditors_read_all_looks_and_nobody_else(app, sign_in, post_id, cast):
    sign_in("arif").post(f"/posts/{post_id}/citizen", data=WHY)
    auditor = sign_in("omar")
    assert auditor.get("/looks").status_code == 404
    with app.app_context():
        db.session.get(Officer, cast["omar"]).auditor_since = now()
        db.session.commit()
    page = auditor.get("/looks?lang=en").text
    assert WHY["reason"] in page
    assert f"About post number {post_id}" in page
    assert not tells(page)
    assert auditor.get(f"/posts/{post_id}/citizen").status_code == 404


def test_its_day_takes_the_words_and_leaves_the_row(app, sign_in, post_id, stop_clock):
    sign_in("arif").post(f"/posts/{post_id}/citizen", data=WHY)
    stop_clock(datetime(2028, 6, 4, 12, 0, tzinfo=UTC))
    with app.app_context():
        worker.tidy()
    assert citizens(app)[0].phone == PHONE
    stop_clock(datetime(2028, 6, 4, 18, 0, tzinfo=UTC) + timedelta(minutes=1))
    with app.app_context():
        worker.tidy()
        worker.tidy()
    (citizen,) = citizens(app)
    assert (citizen.name, citizen.phone, citizen.purged_at is not None) == ("", "", True)
    with app.app_context():
        told = select(LogEntry.facts).where(LogEntry.kind == "citizens.forgotten")
        assert list(db.session.scalars(told)) == [{"number": 1}]
    arif = sign_in("arif")
    page = arif.get(f"/posts/{post_id}/citizen?lang=en").text
    assert "deleted: their time is over" in page
    assert WHY["reason"] in page, "who looked, stays"
    assert arif.post(f"/posts/{post_id}/citizen", data=WHY).status_code == 422
    assert len(looks(app)) == 1


def test_the_end_of_the_number_is_known_by_any_of_several(app):
    with app.app_context():
        made = [
            Citizen(name="", phone=phone, purge_on=date(2030, 1, 1))
            for phone in ("01712345634", "01898765432", "")
        ]
        db.session.add_all(made)
        db.session.flush()
        ids = [citizen.id for citizen in made]
        assert known_by(ids, "5634")
        assert known_by(ids, " ৫৪৩২ ")
        assert known_by(ids[:1], "5634")
        for wrong in ("", "0000", "634", "45634", "????", "----", "5634\n5432", "abcd"):
            assert not known_by(ids, wrong), wrong
        assert not known_by(ids[2:], "5634")
        assert not known_by([], "5634")
        assert not known_by(ids[1:], "5634")


def test_of_a_hidden_post_only_a_moderator_and_its_author_know(app, sign_in, post_id):
    hide(app, post_id)
    assert sign_in("arif").get(f"/posts/{post_id}/citizen").status_code == 404
    assert sign_in("maya").get(f"/posts/{post_id}/citizen").status_code == 200


def test_forgetting_is_for_the_clock_alone(app):
    with app.test_request_context():
        assert forget_citizens() == 0


def test_an_auditor_finds_the_looks_from_their_own_page(app, cast, sign_in):
    with app.app_context():
        db.session.get_one(Officer, cast["nurul"]).auditor_since = now()
        db.session.commit()
    for who, links in (("nurul", True), ("rahima", False)):
        page = sign_in(who).get(f"/people/{cast[who]}").text
        assert ('href="/looks"' in page) == links, who

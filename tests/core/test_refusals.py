"""Every way of saying no: a page in the officer's language, and no word lost."""

import re
from types import SimpleNamespace

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from app.core import transaction
from tests.posts.flooding import browser_of
from tests.reading import without_token
from tests.standing import make_app

LONG = "আমরা তিন মাস চালিয়ে দেখেছি। " * 20


@pytest.fixture
def post_id(sign_in):
    form = {"title": "Queue tokens", "body": "Who tried it?", "audience": "all"}
    answer = sign_in("jubayer").post("/posts/new/question", data=form)
    assert answer.status_code == 303, answer.text
    return int(answer.location.split("/")[2].split("?")[0])


def test_unknown_and_forbidden_look_the_same(sign_in):
    form = {"title": "For us", "body": "Only here", "audience": "office"}
    hidden = sign_in("tanvir").post("/posts/new/question", data=form).location.split("?")[0]
    browser = sign_in("omar")
    forbidden, unknown = browser.get(hidden), browser.get("/posts/999999")
    assert forbidden.status_code == unknown.status_code == 404
    own = f'value="{hidden}"'  # the way back of the language switch
    assert own in forbidden.text
    nowhere = 'value="/posts/999999"'
    told = without_token(forbidden.text).replace(own, "")
    assert told == without_token(unknown.text).replace(nowhere, "")


@pytest.mark.parametrize(
    "address", ["/nothing", "/posts/0", "/posts/99999999999999999999", "/live/x:1", "/live/post:٣"]
)
def test_an_address_that_leads_nowhere_is_a_page_with_a_way_back(sign_in, address):
    answer = sign_in("rahima").get(address)
    assert answer.status_code == 404
    if not address.startswith("/live"):
        assert 'href="/"' in answer.text


def test_a_wrong_method_is_refused_without_harm(sign_in, post_id):
    assert sign_in("rahima").get(f"/posts/{post_id}/comments").status_code in {404, 405}


def test_a_busy_database_answers_503_with_a_time_to_wait_and_every_word(
    sign_in, post_id, monkeypatch
):
    monkeypatch.setattr(transaction, "WAIT_SECONDS", 0.05)
    browser = sign_in("rahima")
    with transaction._turn:
        answer = browser.post(f"/posts/{post_id}/comments", data={"body": LONG})
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert LONG.strip() in answer.text


def test_a_busy_database_keeps_the_form_of_our_own_script_too(sign_in, post_id, monkeypatch):
    monkeypatch.setattr(transaction, "WAIT_SECONDS", 0.05)
    browser = sign_in("rahima")
    with transaction._turn:
        answer = browser.post(
            f"/posts/{post_id}/comments", data={"body": LONG}, headers={"X-Fragment": "1"}
        )
    assert answer.status_code == 503
    assert "<html" not in answer.text


def test_the_same_key_with_other_words_shows_both_texts(sign_in, post_id):
    browser = sign_in("rahima")
    first = {"body": "The first words", "_key": "k1"}
    assert browser.post(f"/posts/{post_id}/comments", data=first).status_code == 303
    answer = browser.post(f"/posts/{post_id}/comments", data=first | {"body": "Other words"})
    assert answer.status_code == 409
    assert "The first words" in answer.text
    assert "Other words" in answer.text


def test_a_key_sent_with_another_form_shows_ones_own_first_words_and_no_others(sign_in, post_id):
    """Numbers of all things begin at 1: a key must not lead from one kind of thing to another."""
    secret = {"title": "For us", "body": "Only here", "audience": "office"}
    sign_in("tanvir").post("/posts/new/question", data=secret)
    browser = sign_in("omar")
    for number in range(3):
        mine = {"body": f"My comment {number}", "_key": f"k{number}"}
        assert browser.post(f"/posts/{post_id}/comments", data=mine).status_code == 303
        other = {"title": "T", "body": "b", "audience": "all", "_key": f"k{number}"}
        answer = browser.post("/posts/new/question", data=other)
        assert answer.status_code == 409
        assert f"My comment {number}" in answer.text
        assert "Only here" not in answer.text


def test_a_key_of_a_small_form_sent_with_a_form_of_other_things_is_no_error(sign_in, post_id):
    browser = sign_in("rahima")
    assert browser.post(f"/posts/{post_id}/comments", data={"body": "a", "_key": "k"}).location
    answer = browser.post(f"/posts/{post_id}/flag", data={"reason": "A wall", "_key": "k"})
    assert answer.status_code == 409


def test_what_is_sent_as_new_has_a_key_of_its_own(sign_in, post_id):
    browser = sign_in("rahima")
    for words in ("One", "Two"):
        answer = browser.post(f"/posts/{post_id}/comments", data={"body": words, "_key": "k"})
    assert answer.status_code == 409
    found = re.search(r'name="_key" value="([^"]+)"', answer.text)
    assert found
    assert found[1] != "k"


@pytest.mark.parametrize("key", ["a\0b", "চাবি", " ", "x" * 65, "k\n"])
def test_a_key_that_we_did_not_make_is_as_good_as_none(sign_in, post_id, key):
    browser = sign_in("rahima")
    answer = browser.post(f"/posts/{post_id}/comments", data={"body": "a", "_key": key})
    assert answer.status_code == 303


def test_a_single_word_is_kept_in_sight_and_a_choice_goes_along_unseen(sign_in, post_id):
    answer = sign_in("rahima").post(
        "/posts/999999/comments", data={"body": "জরুরি", "parent": "12", "next": "/desk"}
    )
    assert answer.status_code == 404
    assert re.search(r"<textarea[^>]*>\s*জরুরি</textarea>", answer.text)
    assert 'type="hidden" name="next" value="/desk"' in answer.text


@pytest.mark.parametrize(
    "problem",
    [
        NoConnection("QueuePool limit"),
        OperationalError("SELECT 1", {}, SimpleNamespace(sqlstate="53300")),
        OperationalError("SELECT 1", {}, SimpleNamespace(sqlstate="57P01")),
        OperationalError(None, {}, SimpleNamespace(sqlstate=None)),
    ],
    ids=["pool", "too many connections", "going down", "nobody there"],
)
def test_a_database_that_cannot_take_more_is_busy_too(sign_in, post_id, monkeypatch, problem):
    def fails(*_, **__):
        raise problem

    browser = sign_in("rahima")
    monkeypatch.setattr("app.pages.saying.post_comment", fails)
    answer = browser.post(f"/posts/{post_id}/comments", data={"body": LONG})
    assert answer.status_code == 503
    assert LONG.strip() in answer.text


def test_sending_five_times_is_sending_once(sign_in, post_id):
    browser = sign_in("rahima")
    places = {
        browser.post(f"/posts/{post_id}/comments", data={"body": "Once", "_key": "k"}).location
        for _ in range(5)
    }
    assert len(places) == 1
    assert browser.get(f"/posts/{post_id}").text.count("Once</p>") == 1


def test_too_much_is_413_in_words(sign_in, post_id):
    answer = sign_in("rahima").post(f"/posts/{post_id}/comments", data={"body": "a" * 1_200_000})
    assert answer.status_code == 413
    assert "<h1" in answer.text


def test_too_many_parts_are_413_too(sign_in, post_id):
    data = {f"field{n}": "x" for n in range(400)}
    answer = sign_in("rahima").post(
        f"/posts/{post_id}/comments", data=data, content_type="multipart/form-data"
    )
    assert answer.status_code in {413, 422}


def test_a_flood_is_429_with_a_time_to_wait_and_the_words(database, tmp_path, cast, sign_in):
    app = make_app(database, tmp_path, RATELIMIT_ENABLED=True)
    token = sign_in("rahima")  # a session row in the same database
    with token.session_transaction() as session:
        known = dict(session)
    browser = app.test_client()
    with browser.session_transaction() as session:
        session.update(known)
    form = {"title": "T", "body": "b", "audience": "all"}
    place = browser.post("/posts/new/question", data=form).location.split("?")[0]
    answers = [browser.post(f"{place}/comments", data={"body": f"word {n}"}) for n in range(14)]
    assert [a.status_code for a in answers[:12]] == [303] * 12
    assert answers[13].status_code == 429
    assert 1 <= int(answers[13].headers["Retry-After"]) <= 61
    assert "word 13" in answers[13].text


def test_after_a_long_flood_the_time_to_wait_is_until_the_next_one_may_come(
    database, tmp_path, cast
):
    """The limit of a day counts from the first; what is told is the rest of the nearest window."""
    browser = browser_of(make_app(database, tmp_path, RATELIMIT_ENABLED=True), "rahima")
    form = {"title": "T", "body": "b", "audience": "all"}
    answers = [browser.post("/posts/new/question?lang=en", data=form) for _ in range(11)]
    assert answers[10].status_code == 429
    assert 3000 < int(answers[10].headers["Retry-After"]) <= 3601
    assert re.search("Wait (60|61) minutes, then send it again.", answers[10].text)


def test_a_form_without_its_token_is_refused_and_keeps_its_words(database, tmp_path, cast, sign_in):
    app = make_app(database, tmp_path, WTF_CSRF_ENABLED=True)
    with sign_in("rahima").session_transaction() as session:
        known = dict(session)
    browser = app.test_client()
    with browser.session_transaction() as session:
        session.update(known)
    answer = browser.post("/posts/new/question", data={"title": "My title", "body": LONG})
    assert answer.status_code == 400
    assert LONG.strip() in answer.text


def test_a_broken_page_says_nothing_of_its_inside(app, sign_in, monkeypatch):
    def burst(*_, **__):
        raise RuntimeError("secret detail")

    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr("app.pages.views.list_cards", burst)
    answer = sign_in("rahima").get("/")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


def code_told_in(answer):
    return re.search(r">Code ([2-9A-Z]{4})\.</p>", answer.text)[1]


@pytest.mark.parametrize("headers", [{}, {"X-Fragment": "1"}], ids=["page", "piece"])
def test_a_fault_has_a_code_by_which_the_operator_finds_it(
    app, sign_in, monkeypatch, caplog, headers
):
    def burst(*_, **__):
        raise RuntimeError("the shelf fell down")

    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr("app.pages.views.list_cards", burst)
    answer = sign_in("rahima").get("/?lang=en", headers=headers)
    line = next(line for line in caplog.records if line.exc_info)
    assert line.getMessage() == f"code {code_told_in(answer)}: GET /"
    assert "the shelf fell down" in caplog.text


@pytest.mark.parametrize("headers", [{}, {"X-Fragment": "1"}], ids=["page", "piece"])
def test_a_busy_house_has_a_code_too_and_writes_down_nobodys_words(
    sign_in, post_id, monkeypatch, caplog, headers
):
    def fails(*_, **__):
        raise OperationalError("INSERT", {"body": LONG}, Exception("database is locked"))

    browser = sign_in("rahima")
    monkeypatch.setattr("app.pages.saying.post_comment", fails)
    address = f"/posts/{post_id}/comments"
    answer = browser.post(f"{address}?lang=en", data={"body": LONG}, headers=headers)
    assert answer.status_code == 503
    assert f"code {code_told_in(answer)}: POST {address}: busy" in caplog.text
    assert "database is locked" in caplog.text
    assert LONG.strip() not in caplog.text

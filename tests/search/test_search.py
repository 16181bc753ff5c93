"""Looking for what others did: in Bangla, in English, in Bangla typed in Latin letters; and never
finding, counting or hinting at what one may not read."""

import json
from datetime import UTC, datetime

import pytest

from app.comments.models import Comment
from app.comments.operations import Said, hide_comment, post_comment
from app.core.clock import today
from app.core.db import db
from app.core.events import SYSTEM
from app.officers.operations import move_officer
from app.posts.models import Audience, Post
from app.posts.operations import hide_post, show_post, withdraw_post
from app.search import generations, index, queries
from app.search.queries import search
from tests.standing import make_app


@pytest.mark.parametrize(
    "typed",
    [
        *("পুকুর দখল", "পুকুরের দখল", "pukur dokhol", "PUKUR", "পুকুরগুলো", "ঘাটাইলে পুকুর"),
        *('"পুকুর দখল"', "encroached", "encroach pond", "ponds", "২০২৪", "2024"),
    ],
)
def test_the_pond_is_found_as_officers_type(house, typed):
    pond = house.write("পুকুর দখল, ঘাটাইল ২০২৪", "A pond was encroached upon.")
    house.write("নামজারির নোটিশ", "Mutation notices reach late.")
    assert house.ids("omar", typed)[0] == f"post:{pond}"


def test_a_word_as_it_stands_comes_before_its_relatives_by_sound(house):
    english = house.write("Pukur as it is written in English", "pukur pukur")
    bangla = house.write("পুকুর", "পুকুর")
    assert house.ids("omar", "pukur") == [f"post:{english}", f"post:{bangla}"]


def test_comments_and_officers_are_found_too(house):
    post = house.write("Queue tokens")

    def say():
        there = db.session.get(Post, post)
        return post_comment(house.officer("jubayer"), there, Said("We used **mudralipi** here")).id

    comment = house.do(say)
    assert house.ids("omar", "mudralipi") == [f"comment:{comment}"]
    assert house.ids("omar", "রহিমা খাতুন")[0] == f"officer:{house.cast['rahima']}"
    assert f"officer:{house.cast['rahima']}" in house.ids("omar", "rahima")


def test_what_an_office_keeps_is_neither_found_nor_counted_by_others(house):
    house.write("zibanchur lease review", by="tanvir", audience=Audience.OFFICE)
    for inside in (
        "tanvir",
        "rahima",
        "arif",
        "maya",
    ):  # in it, under it, heading above, moderating
        assert house.find(inside, "zibanchur").count == 1, inside
    found = house.find("omar", "zibanchur")
    assert (found.hits, found.count, found.kinds, found.states, found.more) == (
        [],
        0,
        {},
        {},
        False,
    )


def test_an_author_who_moved_on_finds_their_own_and_nobody_elses(house):
    mine = house.write("zibanchur lease review", by="rahima", audience=Audience.OFFICE)
    house.write("zibanchur tender review", by="tanvir", audience=Audience.OFFICE)

    def move():
        move_officer(SYSTEM, house.officer("rahima"), house.officer("omar").seat, today())

    house.do(move)
    assert house.ids("rahima", "zibanchur") == [f"post:{mine}"]
    assert house.ids("omar", "zibanchur") == []


@pytest.mark.parametrize("deed", ["hide", "withdraw"])
def test_what_is_taken_away_is_gone_even_before_the_worker_comes(house, deed):
    post = house.write("zibanchur is a rare word")
    assert house.find("omar", "zibanchur").count == 1

    def take_away():
        there = db.session.get(Post, post)
        if deed == "hide":
            hide_post(house.officer("maya"), there, "names a citizen")
        else:
            withdraw_post(house.officer("rahima"), there)

    house.do(take_away)
    with house.app.test_request_context():  # no work done in between
        assert search(house.officer("omar"), "zibanchur").count == 0
    assert house.find("omar", "zibanchur").count == 0


def test_a_hidden_comment_is_gone_and_a_post_shown_again_is_back_with_its_talk(house):
    post = house.write("Queue tokens")

    def say():
        there = db.session.get(Post, post)
        return post_comment(house.officer("jubayer"), there, Said("mudralipi")).id

    comment = house.do(say)
    house.do(lambda: hide_comment(house.officer("maya"), db.session.get(Comment, comment), "rude"))
    assert house.ids("omar", "mudralipi") == []
    house.do(lambda: hide_post(house.officer("maya"), db.session.get(Post, post), "x"))
    assert house.ids("omar", "tokens") == []
    house.do(lambda: show_post(house.officer("maya"), db.session.get(Post, post)))
    assert house.ids("omar", "tokens") == [f"post:{post}"]


def test_results_are_narrowed_by_kind_and_state_with_true_counts(house):
    first = house.write("Token queue one")
    house.write("Token queue two")

    def say():
        post_comment(house.officer("jubayer"), db.session.get(Post, first), Said("A token helps"))

    house.do(say)
    found = house.find("omar", "token")
    assert found.kinds == {"question": 2, "comment": 1}
    assert house.find("omar", "token", kind="comment").count == 1
    assert house.find("omar", "token", kind="question", state="unanswered").count == 1
    assert found.states == {"answered": 1, "unanswered": 1}


def test_what_is_narrowed_is_looked_for_behind_the_first_of_all(house, sign_in, monkeypatch):
    """One question stands behind so many comments that a look at the best of all misses it."""
    monkeypatch.setattr(index, "MOST_HITS", 3)
    post = house.write("A long title of many other matters and one token", "other words " * 50)

    def talk():
        for _ in range(5):
            said = Said("token token token")
            post_comment(house.officer("jubayer"), db.session.get(Post, post), said)

    house.do(talk)
    every = house.find("omar", "token")
    assert (every.count, every.more, every.uncounted) == (3, True, True)
    for narrowed in ({"kind": "question"}, {"state": "answered"}):
        found = house.find("omar", "token", **narrowed)
        assert [hit.id for hit in found.hits] == [f"post:{post}"]
        assert not found.more
    page = sign_in("omar").get("/search?q=token&lang=en").text
    assert "More than 3 results" in page
    assert "kind=question" in page, "offered, though none of the first is one"
    assert '<span class="n">' not in page, "no number would be true"
    page = sign_in("omar").get("/search?q=token&kind=officer&lang=en").text
    assert "0 results" in page
    assert "More than" not in page


def test_newest_first_when_asked(house, stop_clock):
    stop_clock(datetime(2026, 3, 1, 10, tzinfo=UTC))
    best = house.write("Token token token", "token token token")
    stop_clock(datetime(2026, 3, 1, 11, tzinfo=UTC))
    newest = house.write("A token among many other words", "and more of them " * 20)
    assert house.ids("omar", "token") == [f"post:{best}", f"post:{newest}"]
    assert house.ids("omar", "token", newest_first=True) == [f"post:{newest}", f"post:{best}"]


def test_a_last_word_half_typed_finds_what_it_may_become_within_reach(house):
    pond = house.write("পুকুর দখল, ঘাটাইল")
    house.write("পুকুর ইজারা", audience=Audience.OFFICE)
    colleague = f"officer:{house.cast['jubayer']}"
    assert house.ids("omar", "পুকু") == [f"post:{pond}"]
    assert house.ids("omar", "দখল ঘাটা") == [f"post:{pond}"]
    assert house.ids("omar", "Juba") == [colleague]
    assert house.ids("omar", "দখল ঘা") == [f"post:{pond}"], (
        "by the other word, as two letters say little"
    )
    assert house.ids("omar", "ঘা") == []


def test_of_words_that_meet_nowhere_the_rarest_are_looked_for(house):
    rare = [
        house.write(f"{word} leases") for word in ("zibanchur", "mudralipi", "kathpul", "dhenki")
    ]
    common = "alpha beta gamma delta"
    plain = [house.write(common) for _ in range(3)]
    found = house.ids("omar", f"{common} zibanchur mudralipi kathpul dhenki nosuchword")
    assert set(found) == {f"post:{number}" for number in rare}
    assert not set(found) & {f"post:{number}" for number in plain}


def test_of_many_words_that_are_all_common_the_rarest_must_meet(house, monkeypatch):
    monkeypatch.setattr(queries, "COMMON", 1)
    rare = "zibanchur mudralipi kathpul dhenki"
    both = [house.write(f"{rare} alpha beta"), house.write(rare)]
    for _ in range(2):
        house.write("alpha beta")
    assert set(house.ids("omar", f"alpha beta {rare}")) == {f"post:{number}" for number in both}
    monkeypatch.setattr(queries, "COMMON", 10)
    assert house.ids("omar", f"alpha beta {rare}") == [f"post:{both[0]}"]


def test_where_even_the_rarest_words_are_common_fewer_are_looked_for(house, monkeypatch):
    monkeypatch.setattr(queries, "COMMON", 2)
    one = house.write("zibanchur")
    for _ in range(2):
        house.write("mudralipi")
    assert house.ids("omar", "zibanchur mudralipi") == [f"post:{one}"]


HOSTILE = [
    *("*", "?", "a*", "*:*", "words:x", "AND OR NOT", "((((", '"', '"" ""', "~~~", "[a TO z]"),
    *("' OR 1=1 --", "%", "_", "\\", "\x00", "<script>alert(1)</script>", "{{7*7}}", "а" * 5000),
    *("ক" * 5000, "্" * 3000, "👍🏽 🇧🇩", "\u202e\u200f", "a " * 3000, "টা টি টে " * 900),
]


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_no_words_do_harm(house, sign_in, typed):
    house.write("An ordinary post")
    house.work()
    answer = sign_in("omar").get("/search", query_string={"q": typed, "lang": "en"})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "built anew" not in answer.text
    with house.app.app_context():
        assert not generations.rebuild_asked()


def test_the_page_shows_and_marks_what_was_found(house, sign_in):
    house.write("পুকুর দখল", "কুলিয়ার পুকুরটি <script> দখল হয়েছে")
    house.work()
    page = sign_in("omar").get("/search?q=pukur&lang=en").text
    assert "<mark>পুকুর</mark>" in page
    assert "<mark>পুকুরটি</mark>" in page
    assert "<script> দখল" not in page
    assert "1 result" in page


def test_a_page_in_between_and_a_page_too_far(house, sign_in):
    for n in range(25):
        house.write(f"Token {n}")
    house.work()
    browser = sign_in("omar")
    assert browser.get("/search?q=token&page=2").text.count('<h3 class="user">') == 5
    for far in ("3", "999999999", "-1", "x"):
        assert browser.get(f"/search?q=token&page={far}").status_code == 200


def test_the_analyzer_prints_the_terms_of_each_line_and_needs_no_database(tmp_path):
    nobody_there = make_app("postgresql+psycopg://uthan@127.0.0.1:1/uthan", tmp_path)
    answer = nobody_there.test_cli_runner().invoke(
        args=["search", "analyze"], input="পুকুরের pukur\n\n"
    )
    first, second = [json.loads(line) for line in answer.output.splitlines()]
    assert [term["surface"] for term in first["terms"]] == ["পুকুরের", "pukur"]
    assert first["terms"][0]["stem"] == "পুকুর"
    assert second == {"terms": []}

"""Looking for what others did: in Bangla, in English, in Bangla typed in Latin letters; and never
finding, counting or hinting at what one may not read."""

import pytest

from app.comments.models import Comment
from app.comments.operations import Said, hide_comment, post_comment
from app.core.db import db
from app.posts.models import Audience, Post
from app.posts.operations import hide_post, show_post, withdraw_post
from app.search.queries import search


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


def test_newest_first_when_asked(house):
    one, two = house.write("Token token token"), house.write("A token among many other words")
    assert set(house.ids("omar", "token")) == {f"post:{one}", f"post:{two}"}
    with house.app.test_request_context():
        found = search(house.officer("omar"), "token", newest_first=True)
    assert found.hits[0].id in {f"post:{one}", f"post:{two}"}


HOSTILE = [
    *("*", "?", "a*", "*:*", "words:x", "AND OR NOT", "((((", '"', '"" ""', "~~~", "[a TO z]"),
    *("' OR 1=1 --", "%", "_", "\\", "\x00", "<script>alert(1)</script>", "{{7*7}}", "а" * 5000),
    *("ক" * 5000, "্" * 3000, "👍🏽 🇧🇩", "\u202e\u200f", "a " * 3000, "টা টি টে " * 900),
]


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_no_words_do_harm(house, sign_in, typed):
    house.write("An ordinary post")
    house.work()
    answer = sign_in("omar").get("/search", query_string={"q": typed})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


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


def test_the_analyzer_prints_the_terms_of_each_line(app):
    answer = app.test_cli_runner().invoke(args=["search", "analyze"], input="পুকুরের pukur\n\n")
    import json

    first, second = [json.loads(line) for line in answer.output.splitlines()]
    assert [term["surface"] for term in first["terms"]] == ["পুকুরের", "pukur"]
    assert first["terms"][0]["stem"] == "পুকুর"
    assert second == {"terms": []}

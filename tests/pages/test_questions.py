"""Questions by name wait where their officer looks, with a clock, until they are answered."""

from datetime import UTC, datetime

from app.comments.operations import Said, ask_author
from app.core import clock
from app.core.db import db
from app.posts.models import Post
from tests.make import do, hide, hide_word, make_post, officer, say

ASKED = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)  # a Sunday


def ask(app, post_id, by="shahana", text="What did it cost?"):
    return do(app, lambda: ask_author(officer(by), db.session.get_one(Post, post_id), Said(text)))


def test_it_stands_on_the_home_with_its_clock_until_the_author_replies(app, sign_in, stop_clock):
    stop_clock(ASKED)
    post_id = make_post(app)
    comment_id = ask(app, post_id)
    rahima = sign_in("rahima")
    for page in (rahima.get("/").text, rahima.get("/questions").text):
        assert "Dr Shahana Mallik" in page
        assert "Due 29 November" in page, "a working week"
        assert f"comment-{comment_id}" in page
    stop_clock(datetime(2026, 11, 30, 4, 0, tzinfo=UTC))
    assert "Was due 29 November" in sign_in("rahima").get("/questions").text
    rahima = sign_in("rahima")  # a week later her session is another one
    own = say(app, post_id, by="rahima")
    assert "No question waits for you" in rahima.get("/questions").text
    assert "asks about" not in rahima.get("/").text
    hide_word(app, own)
    assert "Was due" in rahima.get("/questions").text, "what nobody can read answers nobody"


def test_a_colleagues_word_is_no_answer_and_another_sees_nothing(app, sign_in):
    post_id = make_post(app)
    ask(app, post_id)
    say(app, post_id, by="tanvir")
    assert "Dr Shahana Mallik" in sign_in("rahima").get("/questions").text
    assert "No question waits for you" in sign_in("tanvir").get("/questions").text


def test_on_a_seniors_desk_too(app, sign_in):
    post_id = make_post(app, by="arif")
    ask(app, post_id, by="nurul")
    page = sign_in("arif").get("/desk").text
    assert "Questions to you by name" in page
    assert "Nurul Alam" in page
    assert "Questions to you by name" not in sign_in("maya").get("/desk").text


def test_hidden_with_its_post(app, sign_in):
    post_id = make_post(app)
    ask(app, post_id)
    hide(app, post_id)
    assert "No question waits for you" in sign_in("rahima").get("/questions").text


def test_more_than_three_are_on_a_page_of_their_own(app, sign_in):
    for number in range(4):
        ask(app, make_post(app, title=f"Trouble {number}"))
    rahima = sign_in("rahima")
    home = rahima.get("/").text
    assert home.count("asks about") == 3
    assert 'href="/questions"' in home
    assert rahima.get("/questions").text.count("Due ") == 4


def test_the_home_counts_what_lies_on_the_desk(app, sign_in):
    waits = "posts from the field wait for an answer."
    assert waits not in sign_in("shahana").get("/").text
    first = make_post(app)
    with clock.at(ASKED):
        for _ in range(2):
            make_post(app)
    assert f"3 {waits}" in sign_in("shahana").get("/").text
    assert f"3 {waits}" in sign_in("shahana").get("/desk").text
    say(app, first, by="arif")
    assert f"2 {waits}" in sign_in("shahana").get("/").text
    assert "/desk" not in sign_in("rahima").get("/").text


def test_never_more_than_may_be_read(app, sign_in):
    post_id = make_post(app)
    hide(app, post_id)
    assert "from the field wait" not in sign_in("maya").get("/").text
    assert "from the field wait" not in sign_in("shahana").get("/").text

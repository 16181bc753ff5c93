"""A senior's ten minutes: the field's oldest unanswered first, from every district in turn."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from app.core import clock
from app.core.db import db
from app.officers.models import Holding, HoldingKind, Officer, Rank, Seat
from app.posts.models import Audience, Post
from tests.make import endorse, make_idea, make_post, say

BEGAN = datetime(2026, 11, 1, 4, 0, tzinfo=UTC)
TODAY = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


@pytest.fixture
def write(app):
    """`write("title", day, by=…)`: a post of so many days after the first of November."""

    def written(title, day, by="rahima", make=make_post, **more):
        with clock.at(BEGAN + timedelta(days=day)):
            return make(app, by=by, title=title, **more)

    return written


@pytest.fixture
def bhola(app):
    """The seat of Bhola's Deputy Commissioner, held by a new officer of a junior rank."""
    with app.app_context():
        seat = db.session.query(Seat).filter_by(code="bhola.dc").one()
        rank = db.session.query(Rank).filter_by(code="assistant").one()
        officer = Officer(
            email="parul@uthan.example",
            name_bn="পারুল",
            name_en="Parul",
            rank_id=rank.id,
            language="en",
        )
        db.session.add(officer)
        db.session.flush()
        db.session.add(
            Holding(
                seat_id=seat.id, officer_id=officer.id, kind=HoldingKind.MAIN, since=BEGAN.date()
            )
        )
        db.session.commit()
    return "parul"


def desk(sign_in, name="shahana"):
    return sign_in(name).get("/desk")


def titles(page):
    return re.findall(r"<h[23][^>]*><a href=\"/posts/\d+\"[^>]*>(.*?)</a>", page.text)


def test_the_oldest_lies_open_and_the_others_follow(sign_in, stop_clock, write):
    for title, day in (("Third", 9), ("First", 1), ("Second", 4)):
        write(title, day)
    stop_clock(TODAY)
    page = desk(sign_in)
    assert titles(page) == ["First", "Second", "Third"]
    assert "3 posts from the field wait for an answer." in page.text
    assert "20 days without an answer" in page.text


def test_every_district_has_its_turn(sign_in, stop_clock, write, bhola):
    for day in range(4):
        write(f"Tangail {day}", day)
    write("Bhola 10", 10, by=bhola)
    write("Bhola 11", 11, by=bhola)
    stop_clock(TODAY)
    assert titles(desk(sign_in)) == [
        *("Tangail 0", "Bhola 10", "Tangail 1", "Bhola 11", "Tangail 2", "Tangail 3"),
    ]


def test_only_what_no_senior_has_answered(app, sign_in, stop_clock, write):
    waiting = write("Waiting", 1)
    of_colleague = write("A colleague answered", 2)
    answered = write("A senior answered", 3)
    stop_clock(TODAY)
    say(app, of_colleague, by="tanvir")
    say(app, answered, by="arif")
    assert titles(desk(sign_in)) == ["Waiting", "A colleague answered"]
    assert waiting


def test_what_i_endorsed_or_read_is_off_my_desk_and_stays_on_others(app, sign_in, write):
    endorsed, read = write("Endorsed", 1, make=make_idea), write("Read", 2)
    write("Open", 3)
    endorse(app, endorsed, by="shahana")
    sign_in("shahana").post(f"/posts/{read}/reading")
    assert titles(desk(sign_in)) == ["Open"]
    assert titles(desk(sign_in, "nurul")) == ["Endorsed", "Read", "Open"]


def test_an_answer_that_is_hidden_brings_the_post_back_until_it_is_shown_again(
    app, sign_in, stop_clock, write
):
    post_id = write("Answered by one", 1)
    with clock.at(BEGAN + timedelta(days=2)):
        comment_id = say(app, post_id, by="arif")
    stop_clock(TODAY)
    assert titles(desk(sign_in)) == []
    sign_in("maya").post(f"/comments/{comment_id}/hiding", data={"reason": "It names a citizen."})
    page = desk(sign_in)
    assert titles(page) == ["Answered by one"]
    assert "data-late" in page.text
    assert "Answered by a senior" not in sign_in("rahima").get(f"/posts/{post_id}").text
    sign_in("mithun").post(f"/comments/{comment_id}/showing", data={})
    assert titles(desk(sign_in)) == []
    page = sign_in("rahima").get(f"/posts/{post_id}").text
    assert "Answered by a senior on 3 November 2026" in page


def test_of_two_answers_the_hidden_one_leaves_the_other(app, sign_in, write):
    post_id = write("Answered by two", 1)
    first = say(app, post_id, by="jubayer")
    say(app, post_id, by="arif")
    sign_in("maya").post(f"/comments/{first}/hiding", data={"reason": "It names a citizen."})
    assert titles(desk(sign_in)) == []
    with app.app_context():
        post = db.session.get_one(Post, post_id)
        assert post.replied_at == post.answered_at


def test_the_field_juniors_and_what_may_be_read_and_nothing_else(sign_in, write):
    write("From a ministry", 1, by="omar")
    write("From a Deputy Commissioner", 2, by="arif")
    write("For one office", 3, audience=Audience.OFFICE)
    write("From the field", 4)
    assert titles(desk(sign_in)) == ["From a Deputy Commissioner", "From the field"]
    assert titles(desk(sign_in, "arif")) == ["For one office", "From the field"]


@pytest.mark.parametrize("name", ["rahima", "tanvir", "omar"])
def test_for_who_is_no_senior_there_is_no_desk(sign_in, name):
    assert desk(sign_in, name).status_code == 404
    assert "/desk" not in sign_in(name).get("/").text


def test_late_is_said_of_what_no_colleague_answered_in_time(app, sign_in, stop_clock, write):
    write("Silent", 1)
    answered = write("Answered by a colleague", 2)
    write("Fresh", 20)
    with clock.at(BEGAN + timedelta(days=3)):
        say(app, answered)
    stop_clock(TODAY)
    page = desk(sign_in).text
    assert page.count("data-late") == 1
    assert page.index("data-late") < page.index("Answered by a colleague")


def test_an_empty_desk_says_so(sign_in):
    page = desk(sign_in).text
    assert "Nothing waits for you today" in page


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("/posts/{}/comments", {"body": "Do it.", "_key": "k"}),
        ("/posts/{}/question", {"body": "What did it cost?", "_key": "k"}),
        ("/posts/{}/endorsement", {"reason": "It worked.", "_key": "k"}),
        ("/posts/{}/reading", {}),
    ],
)
def test_after_each_of_the_four_answers_the_next_one_lies_open(sign_in, write, address, data):
    first = write("First", 1, make=make_idea)
    write("Second", 2)
    browser = sign_in("shahana")
    assert f"/posts/{first}/reading" in browser.get("/desk").text
    answer = browser.post(address.format(first), data=data | {"next": "/desk"})
    assert answer.status_code == 303
    assert answer.location.startswith("/desk?sent=")
    assert titles(browser.get(answer.location)) == ["Second"]


def test_twenty_lines_and_the_number_of_the_others(sign_in, write):
    for day in range(20):
        write(f"Post {day}", day)
    for number in range(5):
        write(f"Late {number}", 20)
    page = desk(sign_in)
    assert len(titles(page)) == 20
    assert "25 posts from the field wait" in page.text
    assert "5 more after these" in page.text

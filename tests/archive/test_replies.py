"""What an archive answers counts as answered, whichever file the answer came in."""

import pytest
from sqlalchemy import select

from app import worker
from app.core.db import db
from app.officers.models import Officer
from app.posts.models import Post
from app.search import listener
from app.search.queries import search
from tests.archive.files import HEAD

QUESTION = HEAD + "1,,question,Asma,Sylhet,2020-01-01,Which bridge,by the mill,en,k\n"


@pytest.fixture
def find(app, cast):
    """`find("bridge")`: what an officer finds once the worker has done its work, as (id, state)."""

    def run(typed):
        with app.app_context():
            while worker.drain():
                pass
        with app.test_request_context():
            hits = search(db.session.get(Officer, cast["omar"]), typed).hits
            return [(hit.id, hit.state) for hit in hits]

    with app.app_context():
        listener.build()
    return run


def days_of(app):
    """When the one post was first answered, and when it last moved."""
    with app.app_context():
        post = db.session.scalars(select(Post)).one()
        return tuple(at and at.date().isoformat() for at in (post.replied_at, post.moved_at))


def test_the_oldest_reply_of_somebody_else_answers_a_question(app, bring):
    bring(
        QUESTION
        + "2,1,,Asma,Sylhet,2020-01-02,,I looked again,en,k\n"
        + "3,1,,Badal,,2020-01-05,,The old one,en,k\n"
        + "4,2,,Chitra,,2020-01-04,,The new one,en,k\n"
    )
    assert days_of(app) == ("2020-01-04", "2020-01-05")


def test_who_answers_only_oneself_is_not_answered(app, bring):
    bring(QUESTION + "2,1,,Asma,Sylhet,2020-01-02,,I looked again,en,k\n")
    assert days_of(app) == (None, "2020-01-02")


def test_an_author_with_an_account_is_known_by_it(app, bring):
    question = QUESTION.replace("Asma", "rahima@uthan.example")
    bring(question + "2,1,,Rahima Khatun,,2020-01-02,,I looked again,en,k\n")
    assert days_of(app) == (None, "2020-01-02")


def test_a_later_file_answers_a_question_of_before(app, bring):
    bring(QUESTION)
    assert days_of(app) == (None, "2020-01-01")
    bring(HEAD + "2,1,,Badal,,2020-01-05,,The old one,en,k\n")
    assert days_of(app) == ("2020-01-05", "2020-01-05")
    bring(HEAD + "3,1,,Chitra,,2020-01-04,,The new one,en,k\n")
    assert days_of(app) == ("2020-01-04", "2020-01-05")


def test_an_answer_to_an_imported_comment_is_found(bring, find):
    bring(QUESTION + "2,1,,Asma,Sylhet,2020-01-02,,I looked again,en,k\n")
    assert find("bridge") == [("post:1", "unanswered")]
    bring(HEAD + "3,2,,Badal,,2020-01-03,,The ferryman remembers,en,k\n")
    assert find("ferryman") == [("comment:2", "")]
    assert find("bridge") == [("post:1", "answered")]


def test_a_hidden_answer_answers_nothing_and_one_shown_again_does(app, bring, sign_in):
    bring(
        QUESTION
        + "2,1,,Asma,Sylhet,2020-01-02,,I looked again,en,k\n"
        + "3,1,,Badal,,2020-01-05,,The old one,en,k\n"
    )
    maya = sign_in("maya")
    maya.post("/comments/2/hiding", data={"reason": "It names a citizen."})
    assert days_of(app)[0] is None
    maya.post("/comments/2/showing", data={})
    assert days_of(app)[0] == "2020-01-05"


def test_what_a_second_file_brings_to_a_post_shows_on_its_page_at_once(app, bring, sign_in):
    bring(QUESTION)
    with app.app_context():
        address = f"/posts/{db.session.scalars(select(Post.id)).one()}?lang=en"
    assert "Ask the mill" not in sign_in("omar").get(address).text
    bring(QUESTION + "2,1,,Badal,,2020-01-04,,Ask the mill,en,k\n")
    assert "Ask the mill" in sign_in("nurul").get(address).text

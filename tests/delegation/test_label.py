"""Who prepared a senior's words is said wherever the words stand, or are told of."""

import pytest
from sqlalchemy import select

from app import worker
from app.comments.models import Comment
from app.comments.operations import SaidPlainly, edit_comment
from app.core.db import db
from app.core.transaction import transaction
from app.search import listener
from tests.delegation.hands import approve, name_one, prepare
from tests.mail.post import NOON, MailServer, html_of, round_of, text_of, to
from tests.make import hide_word, make_post, officer, say, settle
from tests.moderation.making import concern_about_comment

LABEL = "Prepared by Omar Faruk"


@pytest.fixture
def post_id(app, cast):
    return make_post(app, by="rahima", title="Kuliya pond")


@pytest.fixture
def comment_id(app, delegation_id, post_id):
    """Shahana has said what Omar had prepared."""
    approve(app, prepare(app, delegation_id, post_id))
    with app.app_context():
        return db.session.scalars(select(Comment.id)).one()


@pytest.mark.parametrize(
    ("path", "who"),
    [
        ("/posts/{post}", "rahima"),
        ("/posts/{post}/print", "rahima"),
        ("/comments/{comment}/deeds", "rahima"),
        ("/comments/{comment}/concern", "rahima"),
        ("/comments/{comment}/versions", "rahima"),
        ("/comments/{comment}/hiding", "maya"),
    ],
)
def test_on_every_page_that_has_the_words(app, sign_in, post_id, comment_id, path, who):
    with app.test_request_context(), transaction():
        comment = db.session.get_one(Comment, comment_id)
        edit_comment(
            officer("shahana"), comment, 1, SaidPlainly("Please send the lease, all of it.")
        )
    answer = sign_in(who).get(path.format(post=post_id, comment=comment_id))
    assert answer.status_code == 200
    assert "Please send" in answer.text
    assert LABEL in answer.text
    assert "প্রস্তুত করেছেন ওমর ফারুক" in sign_in(who).get(
        path.format(post=post_id, comment=comment_id) + "?lang=bn"
    ).text.replace(":", "")


def test_as_the_answer_to_a_question(app, sign_in, post_id, comment_id):
    settle(app, comment_id)
    page = sign_in("tanvir").get(f"/posts/{post_id}").text
    answer = page[page.index('id="answer"') :].partition("</section>")[0]
    assert "Please send the lease papers." in answer
    assert LABEL in answer


def test_among_the_results_of_a_search(app, sign_in, comment_id):
    with app.app_context():
        listener.build_if_needed()
        while worker.drain():
            pass
    page = sign_in("tanvir").get("/search?q=papers").text
    assert f"#comment-{comment_id}" in page
    assert LABEL in page


def test_for_the_moderators_on_their_list_and_where_they_judge(app, sign_in, comment_id, post_id):
    concern_id = concern_about_comment(app, comment_id)
    near = concern_about_comment(app, say(app, post_id, by="jubayer"))
    maya = sign_in("maya")
    assert LABEL in maya.get("/moderation").text
    assert maya.get(f"/moderation/{concern_id}").text.count(LABEL) == 2, "itself, and among others"
    assert maya.get(f"/moderation/{near}").text.count(LABEL) == 1, "as what was said around it"


@pytest.mark.parametrize("who", ["maya", "shahana"])
def test_also_when_it_is_hidden_for_who_may_read_it_still(app, sign_in, comment_id, who):
    hide_word(app, comment_id)
    page = sign_in(who).get(f"/comments/{comment_id}/deeds").text
    assert "Please send the lease papers." in page
    assert LABEL in page
    assert LABEL not in sign_in("tanvir").get(f"/comments/{comment_id}/deeds").text


def test_bell_catching_up_and_mail_say_it(app, sign_in, stop_clock, cast):
    stop_clock(NOON)
    post_id = make_post(app, by="rahima", title="Kuliya pond")
    approve(app, prepare(app, name_one(app), post_id))
    rahima, omar = sign_in("rahima"), sign_in("omar")
    for page in (rahima.get("/notifications").text, rahima.get("/away").text):
        assert "(prepared by Omar Faruk)" in page
    assert "(prepared by you)" in omar.get("/notifications").text
    with MailServer() as server:
        app.config["SMTP_URL"] = server.address
        round_of(app)
        (letter,) = to(server.letters, "rahima")
        server.shutdown()
    for words in (text_of(letter), html_of(letter), letter["Subject"]):
        assert "prepared by Omar Faruk" in words

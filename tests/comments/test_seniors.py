"""A senior's word stands apart, and whoever wrote the post hears it at once."""

from app.core.db import db
from app.core.transaction import transaction
from app.posts.models import Post
from tests.make import make_post, say
from tests.telling import Teller, pieces, sit


def test_a_seniors_reply_stands_apart(app, sign_in):
    post_id = make_post(app)
    comment_id = say(app, post_id, by="arif", text="Send the papers.")
    page = sign_in("rahima").get(f"/posts/{post_id}").text
    assert f'<li class="comment senior" id="comment-{comment_id}"' in page
    assert "A senior's reply" in page
    assert "Ariful Bashar" in page
    assert "Deputy Commissioner, Tangail" in page


def test_rank_alone_makes_no_senior(app, sign_in):
    """The Deputy Commissioner is senior to a land officer, and a colleague to a Secretary."""
    of_junior, of_secretary = make_post(app), make_post(app, by="shahana")
    say(app, of_secretary, by="arif")
    say(app, of_junior, by="tanvir")  # above Rahima, below those called senior
    browser = sign_in("rahima")
    assert 'class="comment senior"' not in browser.get(f"/posts/{of_secretary}").text
    assert 'class="comment senior"' not in browser.get(f"/posts/{of_junior}").text


def test_nobody_is_senior_to_their_own_post_however_far_they_rose(app, sign_in):
    post_id = make_post(app, by="arif")
    with app.app_context(), transaction():
        db.session.get_one(Post, post_id).seniority = 40  # written before he was promoted
    say(app, post_id, by="arif", text="I add the map.")
    with app.app_context():
        assert db.session.get_one(Post, post_id).answered_at is None
    author = sign_in("arif")
    page = author.get(f"/posts/{post_id}").text
    assert "A senior's reply" not in page
    assert "Ask the author" not in page
    answer = author.post(f"/posts/{post_id}/question", data={"body": "What?", "_key": "k"})
    assert answer.status_code == 403
    assert "Nobody asks themselves by name; write a comment." in answer.text


def test_the_author_hears_it_at_once(app, sign_in, listen, cast):
    post_id = make_post(app)
    tell, line = Teller(app), listen("rahima")
    assert sit(line, f"officer:{cast['rahima']}")
    tell()
    sign_in("shahana").post(
        f"/posts/{post_id}/question", data={"body": "What did it cost?", "_key": "k"}
    )
    tell()
    (bell,) = pieces(line)
    assert bell["room"] == f"officer:{cast['rahima']}"
    assert "1 new" in bell["html"]
    assert "Dr Shahana Mallik" in sign_in("rahima").get("/notifications").text


def test_a_question_by_name_waits_on_the_authors_front_page(app, sign_in):
    post_id = make_post(app)
    sign_in("shahana").post(
        f"/posts/{post_id}/question", data={"body": "What did it cost?", "_key": "k"}
    )
    author = sign_in("rahima")
    assert "Dr Shahana Mallik asks about" in author.get("/").text
    assert "asks about" not in sign_in("jubayer").get("/").text
    page = author.get(f"/posts/{post_id}").text
    assert "A senior asks the author" in page
    author.post(f"/posts/{post_id}/comments", data={"body": "650 taka.", "_key": "k"})
    assert "asks about" not in author.get("/").text


def test_a_question_by_name_is_for_seniors(app, sign_in):
    post_id = make_post(app)
    for name in ("jubayer", "tanvir"):
        browser = sign_in(name)
        assert "Ask the author" not in browser.get(f"/posts/{post_id}").text
        answer = browser.post(
            f"/posts/{post_id}/question", data={"body": "What did it cost?", "_key": "k"}
        )
        assert answer.status_code == 403
        assert "Questions by name are for seniors" in answer.text
        assert "What did it cost?" in answer.text


def test_an_empty_question_is_asked_for_words(app, sign_in):
    post_id = make_post(app)
    answer = sign_in("arif").post(f"/posts/{post_id}/question", data={"body": "", "_key": "k"})
    assert answer.status_code == 422
    assert "Write what you would like to know." in answer.text

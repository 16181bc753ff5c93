"""An author takes a post back."""

from app.core.db import db
from app.posts.models import Post
from tests.actions import making
from tests.make import make_post, say


def test_the_author_withdraws_after_one_more_look(app, sign_in):
    post_id = make_post(app)
    browser = sign_in("rahima")
    asked = browser.get(f"/posts/{post_id}/withdrawal")
    assert asked.status_code == 200
    assert "Keep it" in asked.text
    answer = browser.post(f"/posts/{post_id}/withdrawal")
    assert answer.status_code == 303
    page = browser.get(answer.location)
    assert "You withdrew this post." in page.text
    assert 'name="body"' not in page.text


def test_a_colleague_and_a_moderator_may_not_withdraw_it(app, sign_in):
    post_id = make_post(app)
    for name in ("jubayer", "arif", "maya"):
        answer = sign_in(name).post(f"/posts/{post_id}/withdrawal")
        assert answer.status_code == 403
        assert "Only the author may withdraw a post." in answer.text
    with app.app_context():
        assert db.session.get_one(Post, post_id).withdrawn_at is None


def test_nobody_comments_on_what_is_withdrawn(app, sign_in):
    post_id = make_post(app)
    author = sign_in("rahima")
    author.post(f"/posts/{post_id}/withdrawal")
    answer = author.post(f"/posts/{post_id}/comments", data={"body": "One more thing", "_key": "k"})
    assert answer.status_code == 403
    assert "One more thing" in answer.text
    late = sign_in("jubayer").post(
        f"/posts/{post_id}/comments", data={"body": "I answer anyway", "_key": "k"}
    )
    assert late.status_code == 404
    assert "I answer anyway" in late.text


def test_withdrawing_twice_is_refused_in_a_sentence(app, sign_in):
    post_id = make_post(app)
    browser = sign_in("rahima")
    browser.post(f"/posts/{post_id}/withdrawal")
    again = browser.post(f"/posts/{post_id}/withdrawal")
    assert again.status_code == 403
    assert "This post was withdrawn by its author." in again.text


def test_what_was_said_stays_with_it(app, sign_in):
    post_id = make_post(app)
    say(app, post_id, text="Keep the receipt book.")
    browser = sign_in("rahima")
    browser.post(f"/posts/{post_id}/withdrawal")
    assert "Keep the receipt book." in browser.get(f"/posts/{post_id}").text


def test_a_citizens_issue_cannot_be_buried_by_its_author(app, sign_in):
    post_id = make_post(app)
    author = sign_in("rahima")
    assert "/withdrawal" in author.get(f"/posts/{post_id}").text
    flag_id = making.make_flag(app, post_id)
    assert "/withdrawal" not in author.get(f"/posts/{post_id}").text
    flagged = author.post(f"/posts/{post_id}/withdrawal")
    assert flagged.status_code == 403
    assert "issue stands on this post: it stays" in flagged.text
    item_id = making.make_item(app, flag_id)
    assert author.post(f"/posts/{post_id}/withdrawal").status_code == 403
    assert sign_in("jubayer").get(f"/actions/{item_id}").status_code == 200


def test_a_declined_flag_leaves_the_post_to_its_author(app, sign_in):
    post_id = make_post(app)
    making.decline(app, making.make_flag(app, post_id))
    assert sign_in("rahima").post(f"/posts/{post_id}/withdrawal").status_code == 303

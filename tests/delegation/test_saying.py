"""What becomes of words that were prepared: said, said otherwise, put aside; by the rules of that
moment."""

from app.comments.models import Comment
from app.core.db import db
from app.delegation.models import Act, Preparation
from tests.delegation.hands import WORDS, count, name_one, only, prepare
from tests.make import hide, make_idea, make_post


def test_only_the_senior_approves_and_only_the_secretary_changes(app, sign_in, delegation_id):
    number = prepare(app, delegation_id, make_post(app))
    omar, shahana = sign_in("omar"), sign_in("shahana")
    sent = {"version": "1", "_key": "a", "words": "Others."}
    answer = omar.post(f"/prepared/{number}/approval", data=sent)
    assert answer.status_code == 403
    assert "Only the senior whose words they are may say them." in answer.text
    assert shahana.post(f"/prepared/{number}", data=sent).status_code == 403
    assert omar.get(f"/prepared/{number}/approval").status_code == 403
    assert count(app, Comment) == 0


def test_the_senior_says_it_with_other_words(app, sign_in, delegation_id):
    number = prepare(app, delegation_id, make_post(app))
    shahana = sign_in("shahana")
    assert WORDS in shahana.get(f"/prepared/{number}/approval").text
    for words, wrong in (("", "Write something first."), ("You idiot.", "may sound harsh")):
        sent = {"version": "1", "_key": "a", "words": words}
        answer = shahana.post(f"/prepared/{number}/approval", data=sent)
        assert answer.status_code == 422
        assert wrong in answer.text
    sent = {"version": "1", "_key": "a", "words": "Send them by *Sunday*."}
    assert shahana.post(f"/prepared/{number}/approval", data=sent).status_code == 303
    assert only(app, Comment).html == "<p>Send them by <em>Sunday</em>.</p>\n"


def test_what_was_changed_meanwhile_is_not_approved_unseen(app, sign_in, delegation_id):
    number = prepare(app, delegation_id, make_post(app))
    omar, shahana = sign_in("omar"), sign_in("shahana")
    sent = {"words": "Send nothing.", "version": "1"}
    assert omar.post(f"/prepared/{number}", data=sent).status_code == 303
    answer = shahana.post(
        f"/prepared/{number}/approval", data={"version": "1", "_key": "a", "words": "Send them."}
    )
    assert answer.status_code == 409
    assert "Send nothing." in answer.text
    assert "Send them." in answer.text
    assert count(app, Comment) == 0
    stale = omar.post(f"/prepared/{number}", data=sent)
    assert stale.status_code == 409
    answer = shahana.post(f"/prepared/{number}/approval", data={"version": "2", "_key": "b"})
    assert answer.status_code == 303
    assert only(app, Comment).source == "Send nothing."


def test_put_aside_it_is_told_and_the_words_are_the_secretarys_again(app, sign_in, delegation_id):
    number = prepare(app, delegation_id, make_post(app))
    shahana, omar = sign_in("shahana"), sign_in("omar")
    assert "prepared an answer for you" in shahana.get("/notifications").text
    answer = shahana.post(f"/prepared/{number}/setting-aside", data={})
    assert (answer.status_code, answer.location) == (303, "/desk")
    assert WORDS not in shahana.get("/desk").text
    assert "Dr Shahana Mallik put aside what you had prepared" in omar.get("/notifications").text
    page = omar.get(f"/delegations/{delegation_id}").text
    assert "Put aside by your senior" in page
    assert WORDS in page
    late = shahana.post(f"/prepared/{number}/approval", data={"version": "1", "_key": "a"})
    assert late.status_code == 403
    assert "These words were put aside." in late.text


def test_the_secretary_takes_it_back_and_nobody_is_told(app, sign_in, delegation_id):
    number = prepare(app, delegation_id, make_post(app))
    omar = sign_in("omar")
    assert omar.post(f"/prepared/{number}/setting-aside", data={}).status_code == 303
    assert WORDS not in omar.get(f"/delegations/{delegation_id}").text
    assert "put aside" not in sign_in("shahana").get("/notifications").text.split("<main")[1]


def test_the_secretary_hears_that_it_was_said(app, sign_in, delegation_id):
    number = prepare(app, delegation_id, make_post(app))
    sign_in("shahana").post(f"/prepared/{number}/approval", data={"version": "1", "_key": "a"})
    assert "Dr Shahana Mallik, a senior, replied to" in sign_in("omar").get("/notifications").text


def test_the_rules_are_asked_at_the_moment_of_approval(app, sign_in, delegation_id):
    post_id = make_idea(app)
    first = prepare(app, delegation_id, post_id, "It worked.", Act.ENDORSEMENT)
    second = prepare(app, delegation_id, post_id, "It worked well.", Act.ENDORSEMENT)
    shahana = sign_in("shahana")
    approved = shahana.post(f"/prepared/{first}/approval", data={"version": "1", "_key": "a"})
    assert approved.status_code == 303
    again = shahana.post(f"/prepared/{second}/approval", data={"version": "1", "_key": "b"})
    assert again.status_code == 403
    assert "You have endorsed this post already." in again.text
    with app.app_context():
        assert db.session.get_one(Preparation, second).waits


def test_a_post_hidden_meanwhile_takes_no_words_and_they_come_back_with_it(
    app, sign_in, delegation_id
):
    post_id = make_post(app)
    number = prepare(app, delegation_id, post_id)
    shahana = sign_in("shahana")
    hide(app, post_id)
    assert WORDS not in shahana.get("/desk").text
    sent = {"version": "1", "_key": "a"}
    assert shahana.post(f"/prepared/{number}/approval", data=sent).status_code == 404
    assert WORDS not in sign_in("omar").get(f"/delegations/{delegation_id}").text
    assert count(app, Comment) == 0
    sign_in("mithun").post(f"/posts/{post_id}/showing", data={})
    assert shahana.post(f"/prepared/{number}/approval", data=sent).status_code == 303


def test_a_moderating_senior_is_told_why_a_hidden_post_takes_no_words(app, sign_in):
    post_id = make_post(app)
    number = prepare(app, name_one(app, senior="mithun", whom="omar"), post_id)
    hide(app, post_id)
    answer = sign_in("mithun").post(
        f"/prepared/{number}/approval", data={"version": "1", "_key": "a"}
    )
    assert answer.status_code == 403
    assert "This post is hidden by a moderator." in answer.text

"""A moderator's morning: the list, one thing, a decision with a reason."""

import pytest
from sqlalchemy import select

from app.comments.models import Comment
from app.core.db import db
from app.core.errors import Refused
from app.core.log import LogEntry
from app.core.notes import DeedRefused
from app.core.transaction import transaction
from app.moderation.models import Concern, Outcome, Reason
from app.moderation.operations import hide_comment_with_reason, settle_keep
from app.moderation.queries import count_open
from app.posts.models import Post
from tests.make import make_post, officer, say
from tests.moderation.making import concern_about_comment, concern_about_post


def decide(client, concern_id, outcome, reason="It is rude, but it is about the work."):
    data = {"outcome": outcome, "reason": reason}
    return client.post(f"/moderation/{concern_id}", data=data)


def outcomes(app):
    with app.app_context():
        return list(db.session.scalars(select(Concern.outcome).order_by(Concern.id)))


def kinds(app):
    with app.app_context():
        done = select(LogEntry.kind).where(LogEntry.kind != DeedRefused.kind)
        return list(db.session.scalars(done.order_by(LogEntry.id)))


def waiting(app, name):
    with app.test_request_context():
        return count_open(officer(name))


def test_the_list_has_one_line_a_thing_the_oldest_first(app, sign_in):
    first, second = make_post(app, title="Older"), make_post(app, title="Newer")
    comment_id = say(app, first, by="jubayer", text="The tahsildar is a thief.")
    concern_about_comment(app, comment_id, by="arif")
    concern_about_post(app, second, by="omar", reason=Reason.PARTY_POLITICS)
    concern_about_comment(app, comment_id, by="nurul")
    page = sign_in("maya").get("/moderation").text
    assert "2 things wait for a decision" in page
    assert "The tahsildar is a thief." in page
    assert page.index("Older") < page.index("Newer")
    assert "An attack on a person × 2" in page
    assert "Party politics" in page
    assert waiting(app, "maya") == 2
    assert waiting(app, "rahima") == 0


def test_an_empty_list_says_so(app, sign_in):
    assert "Nothing waits" in sign_in("maya").get("/moderation").text


def test_a_moderator_sees_the_words_the_talk_around_them_and_who_is_concerned(app, sign_in):
    post_id = make_post(app)
    said = [say(app, post_id, by="jubayer", text=f"Word {n}.") for n in range(1, 8)]
    concern_id = concern_about_comment(app, said[3])
    page = sign_in("maya").get(f"/moderation/{concern_id}").text
    assert "Word 4." in page
    for near in ("Word 2.", "Word 3.", "Word 5.", "Word 6."):
        assert near in page
    for far in ("Word 1.", "Word 7."):
        assert far not in page
    assert "Ariful Bashar" in page
    assert "He is called a thief." in page


def test_what_is_kept_stays_and_who_raised_it_reads_why(app, sign_in):
    post_id = make_post(app)
    comment_id = say(app, post_id, by="jubayer", text="This is a bad plan.")
    concern_id = concern_about_comment(app, comment_id, by="arif")
    concern_about_comment(app, comment_id, by="nurul")
    answer = decide(sign_in("maya"), concern_id, "kept", "It is about the plan, not the man.")
    assert answer.status_code == 303
    assert outcomes(app) == [Outcome.KEPT, Outcome.KEPT], "one thing, one decision"
    assert kinds(app)[-1] == "concern.kept"
    assert kinds(app).count("concern.kept") == 1
    assert "This is a bad plan." in sign_in("rahima").get(f"/posts/{post_id}").text
    for name in ("arif", "nurul"):
        told = sign_in(name).get("/notifications").text
        assert "A moderator looked at your concern" in told
        assert "It is about the plan, not the man." in told
    assert "concern" not in sign_in("jubayer").get("/notifications").text
    again = sign_in("arif").get(f"/comments/{comment_id}/concern").text
    assert "It is about the plan, not the man." in again


def test_after_a_decision_a_new_concern_may_be_raised(app, sign_in):
    post_id = make_post(app)
    concern_id = concern_about_post(app, post_id)
    decide(sign_in("maya"), concern_id, "kept")
    concern_about_post(app, post_id, words="It has become worse.")
    assert waiting(app, "maya") == 1


def test_a_comment_is_hidden_from_the_list(app, sign_in):
    post_id = make_post(app)
    comment_id = say(app, post_id, by="jubayer", text="The tahsildar is a thief.")
    concern_id = concern_about_comment(app, comment_id)
    concern_about_comment(app, comment_id, by="nurul")
    client = sign_in("maya")
    answer = decide(client, concern_id, "hidden", "Names need proof.")
    assert answer.status_code == 303
    assert outcomes(app) == [Outcome.HIDDEN, Outcome.HIDDEN]
    assert kinds(app)[-1] == "comment.hidden"
    assert "concern.kept" not in kinds(app), "one deed, one event"
    assert "The tahsildar is a thief." not in sign_in("rahima").get(f"/posts/{post_id}").text
    assert waiting(app, "maya") == 0
    page = client.get("/moderation").text
    assert "Decided lately" in page
    assert "Maya Chakma" in page


def test_a_post_is_hidden_from_the_list(app, sign_in):
    post_id = make_post(app)
    concern_id = concern_about_post(app, post_id)
    decide(sign_in("maya"), concern_id, "hidden", "A citizen is named.")
    assert sign_in("shahana").get(f"/posts/{post_id}").status_code == 404
    assert kinds(app)[-1] == "post.hidden"


@pytest.mark.parametrize(
    ("outcome", "reason", "sentence"),
    [
        ("hidden", "", "Say why: the author reads it."),
        ("", "Because.", "Choose whether it stays."),
        ("burnt", "Because.", "Choose whether it stays."),
    ],
)
def test_a_decision_needs_a_choice_and_a_reason(app, sign_in, outcome, reason, sentence):
    concern_id = concern_about_post(app, make_post(app))
    answer = decide(sign_in("maya"), concern_id, outcome, reason)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert reason in answer.text
    assert outcomes(app) == [None]


def test_the_second_of_two_moderators_reads_what_the_first_decided(app, sign_in):
    concern_id = concern_about_post(app, make_post(app))
    decide(sign_in("maya"), concern_id, "kept", "It is only blunt.")
    answer = decide(sign_in("mithun"), concern_id, "hidden", "I find it rude.")
    assert answer.status_code == 409
    assert "It is only blunt." in answer.text
    assert "Maya Chakma" in answer.text
    assert "I find it rude." in answer.text, "what was typed is not lost"
    assert outcomes(app) == [Outcome.KEPT]


def test_a_moderator_does_not_decide_on_a_concern_of_their_own(app, sign_in):
    post_id = make_post(app)
    comment_id = say(app, post_id, by="jubayer")
    concern_id = concern_about_comment(app, comment_id, by="maya")
    client = sign_in("maya")
    assert "another moderator must decide" in client.get(f"/moderation/{concern_id}").text
    for outcome in ("kept", "hidden"):
        answer = decide(client, concern_id, outcome)
        assert answer.status_code == 403
        assert "another moderator must decide" in answer.text
    # Not by the side door either, nor as one of several who are concerned.
    side_door = client.post(f"/comments/{comment_id}/hiding", data={"reason": "Rude."})
    assert side_door.status_code == 403
    other = concern_about_comment(app, comment_id, by="arif")
    assert decide(client, other, "kept").status_code == 403
    assert outcomes(app) == [None, None]
    assert decide(sign_in("mithun"), concern_id, "hidden").status_code == 303


def test_a_moderator_never_sees_a_concern_about_their_own_words(app, cast, sign_in):
    post_id = make_post(app, by="maya")
    comment_id = say(app, make_post(app), by="maya", text="My own sharp word.")
    concern_about_post(app, post_id)
    concern_id = concern_about_comment(app, comment_id)
    client = sign_in("maya")
    assert waiting(app, "maya") == 0
    assert "My own sharp word." not in client.get("/moderation").text
    assert client.get(f"/moderation/{concern_id}").status_code == 404
    assert decide(client, concern_id, "kept").status_code == 404
    assert "concern" not in client.get("/notifications").text
    assert waiting(app, "mithun") == 2
    with app.test_request_context(), pytest.raises(Refused), transaction():
        settle_keep(officer("maya"), db.session.get_one(Concern, concern_id), "Fine.")
    with app.test_request_context(), pytest.raises(Refused), transaction():
        hide_comment_with_reason(officer("maya"), db.session.get_one(Comment, comment_id), "Fine.")


def test_only_moderators_decide(app):
    concern_id = concern_about_post(app, make_post(app))
    for name in ("shahana", "arif", "rahima"):
        with app.test_request_context(), pytest.raises(Refused), transaction():
            settle_keep(officer(name), db.session.get_one(Concern, concern_id), "Fine.")


def test_what_its_author_withdrew_leaves_the_list(app, sign_in):
    post_id = make_post(app)
    concern_about_post(app, post_id)
    sign_in("rahima").post(f"/posts/{post_id}/withdrawal", data={})
    with app.app_context():
        assert db.session.get_one(Post, post_id).withdrawn_at
    assert waiting(app, "maya") == 0


def test_every_moderator_hears_of_a_concern_and_nobody_else(app, sign_in):
    concern_about_post(app, make_post(app), by="mithun")
    assert "raised a concern about" in sign_in("maya").get("/notifications").text
    for name in ("mithun", "rahima", "shahana"):
        assert "concern" not in sign_in(name).get("/notifications").text

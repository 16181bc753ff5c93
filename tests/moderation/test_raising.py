"""A concern: raised by a reader, known to the moderators alone."""

import pytest
from sqlalchemy import select

from app.core.clock import now
from app.core.db import db
from app.core.log import LogEntry
from app.core.notes import DeedRefused
from app.core.transaction import transaction
from app.live.teller import tell_since
from app.moderation.models import Concern, Reason
from app.moderation.operations import raise_concern
from app.posts.models import Audience, Post
from tests.make import make_post, officer, say


def raise_it(client, path, reason="personal_attack", words="He is called a thief."):
    return client.post(f"{path}/concern", data={"reason": reason, "words": words})


def concerns(app):
    with app.app_context():
        return list(db.session.scalars(select(Concern).order_by(Concern.id)))


def kinds(app):
    with app.app_context():
        done = select(LogEntry.kind).where(LogEntry.kind != DeedRefused.kind)
        return list(db.session.scalars(done.order_by(LogEntry.id)))


def test_a_reader_raises_a_concern_about_a_comment(app, cast, sign_in):
    post_id = make_post(app)
    comment_id = say(app, post_id, by="jubayer", text="The tahsildar is a thief.")
    client = sign_in("arif")
    asked = client.get(f"/comments/{comment_id}/concern")
    assert "The tahsildar is a thief." in asked.text
    answer = raise_it(client, f"/comments/{comment_id}")
    assert answer.status_code == 303
    assert answer.location.endswith(f"#comment-{comment_id}")
    (concern,) = concerns(app)
    assert concern.post_id == post_id
    assert concern.comment_id == comment_id
    assert concern.officer_id == cast["arif"]
    assert concern.seat_id is not None
    assert concern.reason_code is Reason.PERSONAL_ATTACK
    assert concern.words == "He is called a thief."
    assert kinds(app)[-1] == "concern.raised"
    assert "The moderators have your concern." in client.get(answer.location).text


def test_a_second_concern_about_the_same_is_answered_kindly_and_changes_nothing(app, sign_in):
    post_id = make_post(app)
    client = sign_in("arif")
    raise_it(client, f"/posts/{post_id}")
    before = kinds(app)
    answer = raise_it(client, f"/posts/{post_id}", "other", "Quite another worry.")
    assert answer.status_code == 200
    assert "You raised a concern about this already." in answer.text
    assert "He is called a thief." in answer.text
    assert "Quite another worry." in answer.text, "what was typed is not lost"
    assert len(concerns(app)) == 1
    assert kinds(app) == before


def test_two_tabs_that_send_at_once_make_one_concern(app, cast):
    """The second has looked before the first was kept: then the database decides."""
    post_id = make_post(app)
    for words in ("first", "second"):
        with app.test_request_context(), transaction():
            post = db.session.get_one(Post, post_id)
            raise_concern(officer("arif"), post, None, Reason.OTHER, words)
    assert [concern.words for concern in concerns(app)] == ["first"]
    assert kinds(app).count("concern.raised") == 1


def test_a_concern_sent_twice_is_one(app, sign_in):
    post_id = make_post(app)
    client = sign_in("arif")
    form = {"reason": "other", "words": "A name is given.", "_key": "the-same"}
    for _ in range(2):
        assert client.post(f"/posts/{post_id}/concern", data=form).status_code in {200, 303}
    assert len(concerns(app)) == 1


def test_a_concern_about_a_comment_does_not_stand_for_its_post(app, sign_in):
    post_id = make_post(app)
    comment_id = say(app, post_id)
    client = sign_in("arif")
    raise_it(client, f"/comments/{comment_id}")
    raise_it(client, f"/posts/{post_id}")
    assert len(concerns(app)) == 2


def test_nobody_raises_a_concern_about_their_own_words(app, sign_in):
    post_id = make_post(app, by="rahima")
    comment_id = say(app, post_id, by="jubayer")
    refused = sign_in("rahima").get(f"/posts/{post_id}/concern")
    assert refused.status_code == 403
    assert "your own" in refused.text
    assert raise_it(sign_in("jubayer"), f"/comments/{comment_id}").status_code == 403
    assert concerns(app) == []


def test_auditors_take_no_part(app, sign_in):
    post_id = make_post(app)
    with app.app_context(), transaction():
        officer("omar").auditor_since = now()
    answer = raise_it(sign_in("omar"), f"/posts/{post_id}")
    assert answer.status_code == 403
    assert "Auditors look on and take no part." in answer.text
    assert concerns(app) == []


def test_who_may_not_read_it_finds_nothing_to_be_concerned_about(app, sign_in):
    post_id = make_post(app, audience=Audience.OFFICE)
    comment_id = say(app, post_id, by="tanvir")
    outsider = sign_in("omar")
    for path in (f"/posts/{post_id}", f"/comments/{comment_id}"):
        assert outsider.get(f"{path}/concern").status_code == 404
        assert raise_it(outsider, path).status_code == 404


@pytest.mark.parametrize(
    ("reason", "words", "sentence"),
    [
        ("", "So rude.", "Choose what is wrong with it."),
        ("rudeness", "So rude.", "Choose what is wrong with it."),
        ("other", "", "Say in a sentence what is wrong."),
        ("other", "x" * 1001, "Keep it under 1,000 letters."),
    ],
)
def test_a_concern_that_says_too_little_or_too_much_keeps_its_words(
    app, sign_in, reason, words, sentence
):
    post_id = make_post(app)
    answer = raise_it(sign_in("arif"), f"/posts/{post_id}", reason, words)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert words in answer.text
    assert concerns(app) == []


def test_a_reason_of_the_list_needs_no_words(app, sign_in):
    post_id = make_post(app)
    assert raise_it(sign_in("arif"), f"/posts/{post_id}", words="").status_code == 303


def test_neither_author_nor_readers_learn_of_a_concern(app, sign_in, listen):
    post_id = make_post(app)
    comment_id = say(app, post_id, by="jubayer")
    heard = len(kinds(app))
    reader = listen("rahima")
    reader.emit("join", {"room": f"post:{post_id}", "lang": "en"}, callback=True)
    raise_it(sign_in("arif"), f"/comments/{comment_id}")
    tell_since(app, heard)
    assert [piece for piece in reader.get_received() if piece["name"] == "piece"] == []
    for name in ("rahima", "jubayer", "arif", "shahana"):
        client = sign_in(name)
        assert client.get(f"/live/post:{post_id}?after={heard}").json["pieces"] == []
        assert "He is called a thief." not in client.get(f"/posts/{post_id}").text
        assert "concern" not in client.get("/notifications").text
        assert client.get("/moderation").status_code == 404
        assert client.get("/moderation/1").status_code == 404
        assert client.post("/moderation/1", data={}).status_code == 404

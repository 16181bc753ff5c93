"""A senior's name under an idea, with a reason."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from app.core.db import db
from app.core.policy import refusal
from app.endorsements.models import Endorsement
from app.endorsements.queries import count_endorsements, list_endorsed_by, list_endorsements
from app.officers.models import Officer
from app.posts.models import Audience, Post
from app.posts.operations import hide_post
from tests.make import do, endorse, make_idea, make_post, officer, say
from tests.telling import Teller, pieces, sit

EVERYONE = ("rahima", "tanvir", "jubayer", "arif", "shahana", "nurul", "maya", "mithun", "omar")
# Author → who is senior to her or him: from Deputy Secretary up, and above the author.
SENIORS = {
    "rahima": {"arif", "shahana", "nurul", "maya", "mithun"},
    "tanvir": {"arif", "shahana", "nurul", "maya", "mithun"},
    "arif": {"shahana", "nurul"},
    "nurul": {"shahana"},
    "shahana": set(),
}
GIVEN = {"reason": "It worked in Kaliganj and needed no software.", "_key": "k"}


def endorsements(app):
    with app.app_context():
        return db.session.scalar(select(func.count(Endorsement.id)))


def test_name_rank_office_and_reason_stand_under_the_post(app, sign_in):
    post_id = make_idea(app)
    browser = sign_in("shahana")
    assert f"/posts/{post_id}/endorsement" in browser.get(f"/posts/{post_id}").text
    answer = browser.post(f"/posts/{post_id}/endorsement", data=GIVEN)
    assert answer.status_code == 303
    page = sign_in("rahima").get(f"/posts/{post_id}").text
    assert "Endorsed by 1 senior" in page
    assert "It worked in Kaliganj and needed no software." in page
    assert "Dr Shahana Mallik</b></a>, Secretary, Ministry of Land" in page
    assert f"/posts/{post_id}/endorsement" not in browser.get(f"/posts/{post_id}").text


@pytest.mark.parametrize("author", SENIORS)
def test_who_may_endorse_whom(app, cast, author):
    post_id = make_idea(app, by=author)
    with app.test_request_context():
        post = db.session.get_one(Post, post_id)
        may = {name for name in EVERYONE if refusal(officer(name), "endorse", post) is None}
    assert may == SENIORS[author]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("arif", "Nobody endorses their own post."),
        ("maya", "An endorsement comes from a senior of the author"),
        ("jubayer", "An endorsement comes from a senior of the author"),
    ],
)
def test_a_refusal_is_a_sentence_and_keeps_the_words(app, sign_in, name, reason):
    post_id = make_idea(app, by="arif")
    answer = sign_in(name).post(f"/posts/{post_id}/endorsement", data=GIVEN)
    assert answer.status_code == 403
    assert reason in answer.text
    assert GIVEN["reason"] in answer.text
    assert endorsements(app) == 0
    assert sign_in(name).get(f"/posts/{post_id}/endorsement").status_code == 403


def test_a_question_is_answered_and_never_endorsed(app, sign_in):
    post_id = make_post(app)
    browser = sign_in("arif")
    assert f"/posts/{post_id}/endorsement" not in browser.get(f"/posts/{post_id}").text
    assert f"/posts/{post_id}/endorsement" not in browser.get("/desk").text
    assert f"/posts/{post_id}/reading" in browser.get("/desk").text, "a question is read as well"
    answer = browser.post(f"/posts/{post_id}/endorsement", data=GIVEN)
    assert answer.status_code == 403
    assert "Endorsements are for ideas; answer this with a comment." in answer.text
    assert endorsements(app) == 0


def test_a_hidden_post_takes_no_endorsement(app, sign_in):
    post_id = make_idea(app)

    def hide():
        post = db.session.get_one(Post, post_id)
        hide_post(officer("maya"), post, "It names a citizen.")
        return post

    do(app, hide)
    answer = sign_in("mithun").post(f"/posts/{post_id}/endorsement", data=GIVEN)
    assert answer.status_code == 403
    assert "This post is hidden by a moderator." in answer.text


def test_twice_is_refused_and_the_same_form_again_is_not(app, sign_in):
    post_id = make_idea(app)
    browser = sign_in("arif")
    first = browser.post(f"/posts/{post_id}/endorsement", data=GIVEN)
    assert browser.post(f"/posts/{post_id}/endorsement", data=GIVEN).location == first.location
    again = browser.post(f"/posts/{post_id}/endorsement", data=GIVEN | {"_key": "other"})
    assert again.status_code == 403
    assert "You have endorsed this post already." in again.text
    assert endorsements(app) == 1


def test_the_database_itself_holds_one_for_each_officer(app, cast):
    post_id = make_idea(app)
    endorse(app, post_id)
    with app.app_context():
        first = db.session.scalars(select(Endorsement)).one()
        same = {name: getattr(first, name) for name in ("post_id", "officer_id", "seat_id")}
        twin = Endorsement(**same, seniority=60, reason="Again.", language="en")
        db.session.add(twin)
        with pytest.raises(IntegrityError):
            db.session.commit()


@pytest.mark.parametrize("reason", ["", "   ", "\u202e"])
def test_a_reason_is_asked_for(app, sign_in, reason):
    post_id = make_idea(app)
    answer = sign_in("arif").post(
        f"/posts/{post_id}/endorsement", data={"reason": reason, "_key": "k"}
    )
    assert answer.status_code == 422
    assert "Say in a sentence why you endorse it." in answer.text


def test_a_long_reason_is_kept_and_asked_to_be_short(app, sign_in):
    reason = "Because. " * 60
    answer = sign_in("arif").post(
        f"/posts/{make_idea(app)}/endorsement", data={"reason": reason, "_key": "k"}
    )
    assert answer.status_code == 422
    assert "Keep the reason to a sentence or two." in answer.text
    assert reason.strip() in answer.text


def test_a_reason_is_words_and_never_code(app, sign_in):
    post_id = make_idea(app)
    sign_in("arif").post(
        f"/posts/{post_id}/endorsement", data={"reason": "<b onclick=x>Good</b>", "_key": "k"}
    )
    page = sign_in("rahima").get(f"/posts/{post_id}").text
    assert "&lt;b onclick=x&gt;Good&lt;/b&gt;" in page


def test_open_pages_see_the_seal_and_followers_hear_of_it(app, cast, sign_in, listen):
    post_id = make_idea(app)
    lines = {"rahima": listen("rahima"), "omar": listen("omar")}
    for name, line in lines.items():
        assert sit(line, f"post:{post_id}")
        assert sit(line, f"officer:{cast[name]}")
    tell = Teller(app)
    sign_in("arif").post(f"/posts/{post_id}/endorsement", data=GIVEN)
    tell()
    seal, path, bell = pieces(lines["rahima"])
    assert 'id="endorsements"' in seal["html"]
    assert "It worked in Kaliganj" in seal["html"]
    assert 'data-step="seal"' in path["html"]
    assert "1 new" in bell["html"]
    assert len(pieces(lines["omar"])) == 2  # he looks on and follows nothing
    assert "Ariful Bashar" in sign_in("rahima").get("/notifications").text


def test_who_endorsed_hears_what_becomes_of_it(app, sign_in):
    post_id = make_idea(app)
    endorse(app, post_id, by="arif")
    say(app, post_id, by="jubayer")
    told = sign_in("arif").get("/notifications").text
    assert "Jubayer Rahman commented on" in told
    assert "Ariful Bashar" not in told.split("<main")[1], "what he did himself is no news"


def test_endorsements_are_counted_and_listed_as_far_as_one_may_read(app, cast):
    shown, inner = make_idea(app), make_idea(app, audience=Audience.OFFICE)
    endorse(app, shown)
    endorse(app, inner)
    with app.test_request_context():
        assert count_endorsements([shown, inner, 987]) == {shown: 1, inner: 1}
        assert [seal.reason for seal in list_endorsements(shown)] == ["It worked here."]
        omar = db.session.get_one(Officer, cast["omar"])
        rahima = db.session.get_one(Officer, cast["rahima"])
        assert [row.id for row in list_endorsed_by(cast["arif"], omar)] == [shown]
        assert [row.id for row in list_endorsed_by(cast["arif"], rahima)] == [inner, shown]

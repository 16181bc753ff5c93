"""The rank of who has retired is a title: it advises, and neither orders nor decides."""

from html import unescape

import pytest

from app.comments.models import Comment
from app.core.db import db
from app.core.policy import RULES, can, refusal
from app.officers.policy import OWN
from app.posts.models import Audience, Post, PostKind
from app.retirement.policy import ADVICE
from tests.actions import making
from tests.make import endorse, make_idea, make_kind, make_post, officer, say
from tests.retirement.hands import retire


@pytest.fixture
def arif(app, cast, sign_in):
    """The browser of Arif, who was Deputy Commissioner of Tangail until yesterday."""
    retire(app, "arif")
    return sign_in("arif")


def test_what_is_left_is_advice_and_all_else_has_a_reason(app, arif):
    with app.test_request_context("/?lang=en"):
        who = officer("arif")
        known = {action for _, action in RULES}
        closed = known - ADVICE
        assert OWN < ADVICE
        assert known >= ADVICE, "what is named there is a rule"
        reasons = {str(refusal(who, action, type_)) for type_, action in RULES if action in closed}
    assert all(reason.startswith("You are retired") for reason in reasons)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("/posts/{idea}/endorsement", "a senior's word is given in service"),
        ("/posts/{idea}/reading", "a senior's word is given in service"),
        ("/posts/{idea}/question", "a senior's word is given in service"),
        ("/posts/{idea}/state", "officers in service decide about an idea"),
        ("/posts/{idea}/flag", "an officer in service flags a citizen's issue"),
        ("/flags/{flag}/acceptance", "orders are given by officers in service"),
        ("/flags/{flag}/refusal", "orders are given by officers in service"),
        ("/actions/{item}/acts/mark_done", "officers in service do the work"),
        ("/actions/{done}/acts/verify", "officers in service do the work"),
        ("/actions/{done}/acts/send_back", "officers in service do the work"),
        ("/posts/new/notice", "speak for no office"),
    ],
)
def test_a_deed_of_office_is_refused_in_a_sentence(app, cast, sign_in, address, reason):
    idea, flag = make_idea(app), making.make_flag(app)
    item, done = making.make_item(app), making.make_item(app)
    making.finish(app, done)
    retire(app, "arif")
    fields = ("title", "body", "seen", "reason", "words", "done", "refusal", "missing")
    with app.app_context():
        seat = making.seat().id
    words = dict.fromkeys(fields, "Words enough.") | {"seat": str(seat), "limit": "7"}
    words |= {"outcome": "served"}
    answer = sign_in("arif").post(
        address.format(idea=idea, flag=flag, item=item, done=done),
        data=words | {"_key": "k", "days": "7", "audience": "all", "version": "0"},
    )
    assert answer.status_code == 403, answer.text
    assert reason in unescape(answer.text)


def test_no_button_leads_to_what_is_refused(app, cast, sign_in):
    post_id = make_idea(app)
    retire(app, "arif")
    arif = sign_in("arif")
    page = arif.get(f"/posts/{post_id}").text
    ways = ("endorsement", "reading", "question", "state", "flag", "faced")
    assert [way for way in ways if f'/posts/{post_id}/{way}"' in page] == []
    assert arif.get("/desk").status_code == 404
    assert 'href="/desk"' not in arif.get("/").text


def test_a_word_of_advice_is_welcome_and_counts_as_a_colleagues(app, arif, cast):
    post_id = make_idea(app)
    said = arif.post(f"/posts/{post_id}/comments", data={"body": "We did it in 2019.", "_key": "k"})
    assert said.status_code in {201, 303}
    with app.app_context():
        comment = db.session.query(Comment).one()
        post = db.session.get_one(Post, post_id)
        assert (comment.senior, comment.seat_id) == (False, None)
        assert post.replied_at is not None
        assert post.answered_at is None, "a senior in service has not spoken yet"


def test_a_post_goes_to_all_officers_and_never_to_an_office(app, arif, cast, sign_in):
    page = arif.get("/posts/new/question").text
    assert "My office and the offices under it" not in page
    form = {"title": "What I learned", "body": "In 31 years.", "audience": "office", "_key": "k"}
    refused = arif.post("/posts/new/question", data=form)
    assert refused.status_code == 403
    assert "speak for no office" in refused.text
    sent = arif.post("/posts/new/question", data=form | {"audience": "all", "_key": "k2"})
    assert sent.status_code == 303
    page = sign_in("rahima").get(sent.location).text
    assert "Retired — formerly Deputy Commissioner, Tangail" in page
    with app.app_context():
        post = db.session.query(Post).one()
        assert (post.seniority, post.office_id, post.from_field) == (0, None, False)


def test_a_junior_who_serves_is_senior_to_no_retired_rank_but_a_senior_is(app, cast):
    """What a Secretary of before proposes, a Deputy Commissioner of today may endorse."""
    retire(app, "shahana")
    idea = make_kind(app, PostKind.IDEA, "Fewer stamps", "shahana", problem="P.", proposal="Q.")
    assert endorse(app, idea, by="arif")
    with app.test_request_context("/?lang=en"):
        assert not can(officer("tanvir"), "endorse", db.session.get_one(Post, idea))


def test_what_was_asked_by_name_and_endorsed_in_service_stands(app, cast, sign_in):
    idea = make_idea(app)
    endorse(app, idea, by="arif", reason="It worked in Tangail.")
    retire(app, "arif")
    page = sign_in("rahima").get(f"/posts/{idea}").text
    assert "It worked in Tangail." in page
    assert "Retired — formerly Deputy Commissioner, Tangail" in page


def test_own_words_can_still_be_cared_for(app, cast, sign_in):
    question = make_post(app, by="arif", title="Who keeps the keys?", audience=Audience.OFFICE)
    answer = say(app, question, by="tanvir", text="The nazir.")
    retire(app, "arif")
    arif = sign_in("arif")
    assert arif.get(f"/posts/{question}").status_code == 200, "one's own stays one's own"
    assert arif.get(f"/posts/{question}/edit").status_code == 200
    assert arif.post(f"/comments/{answer}/answer", data={"new": "on"}).status_code == 303

"""A private secretary prepares, the senior says it; and until then nobody else knows."""

import pytest
from sqlalchemy import select

from app.comments.models import Comment
from app.core import log
from app.core.db import db
from app.core.log import LogEntry
from app.delegation.models import Act, Preparation
from app.endorsements.models import Endorsement
from app.posts.models import Audience, Post
from tests.delegation.hands import EVERYONE_ELSE, WORDS, count, name_one, only, prepare
from tests.make import make_idea, make_post, say
from tests.telling import Teller, pieces, sit


def test_the_whole_way_with_plain_forms(app, sign_in, delegation_id):
    post_id = make_post(app)
    omar, shahana = sign_in("omar"), sign_in("shahana")
    page = omar.get(f"/delegations/{delegation_id}").text
    assert "For Dr Shahana Mallik" in page
    assert "Kuliya pond is fenced by one man" in page
    address = f"/delegations/{delegation_id}/posts/{post_id}"
    assert address in page
    form = omar.get(address).text
    assert 'value="question"' in form
    assert 'value="endorsement"' not in form, "a question is answered and never endorsed"
    answer = omar.post(address, data={"act": "comment", "words": WORDS, "_key": "k"})
    assert answer.status_code == 303
    assert count(app, Comment) == 0
    desk = shahana.get("/desk").text
    assert WORDS in desk
    assert "Prepared by Omar Faruk. Nothing is said in your name until you say it." in desk
    number = only(app, Preparation).id
    answer = shahana.post(f"/prepared/{number}/approval", data={"version": "1", "_key": "a"})
    assert (answer.status_code, answer.location) == (303, "/desk")
    assert "prepared by Omar Faruk" in shahana.get("/desk").text
    said = only(app, Comment)
    page = sign_in("rahima").get(f"/posts/{post_id}").text
    piece = page[page.index(f'id="comment-{said.id}"') :]
    assert "Dr Shahana Mallik" in piece
    assert "Prepared by Omar Faruk" in piece
    assert WORDS in piece
    assert said.senior
    with app.app_context():
        assert db.session.get_one(Post, post_id).answered_at, "it is an answer as any of hers"
        assert db.session.get_one(Preparation, number).words == "", "they stand in one place"
    assert WORDS not in shahana.get("/desk").text


@pytest.mark.parametrize("place", ["post", "print", "deeds", "bn"])
def test_the_label_stands_wherever_the_words_stand(app, sign_in, delegation_id, place):
    post_id = make_post(app)
    number = prepare(app, delegation_id, post_id)
    sign_in("shahana").post(f"/prepared/{number}/approval", data={"version": "1", "_key": "a"})
    comment_id = only(app, Comment).id
    address = {
        "post": f"/posts/{post_id}",
        "print": f"/posts/{post_id}/print",
        "deeds": f"/comments/{comment_id}/deeds",
        "bn": f"/posts/{post_id}?lang=bn",
    }[place]
    label = "প্রস্তুত করেছেন ওমর ফারুক" if place == "bn" else "Prepared by Omar Faruk"
    assert label in sign_in("rahima").get(address).text


def test_an_endorsement_is_labelled_under_the_post_and_on_the_seniors_page(
    app, cast, sign_in, delegation_id
):
    post_id = make_idea(app)
    number = prepare(app, delegation_id, post_id, "It worked\nin Kaliganj.", Act.ENDORSEMENT)
    sign_in("shahana").post(f"/prepared/{number}/approval", data={"version": "1", "_key": "a"})
    given = only(app, Endorsement)
    assert given.reason == "It worked in Kaliganj."
    page = sign_in("rahima").get(f"/posts/{post_id}").text
    assert "Endorsed by 1 senior" in page
    assert "Prepared by Omar Faruk" in page
    assert "Prepared by Omar Faruk" in sign_in("rahima").get(f"/people/{cast['shahana']}").text


def test_a_question_by_name_is_the_seniors_own(app, sign_in, delegation_id):
    post_id = make_post(app)
    number = prepare(app, delegation_id, post_id, "What did it cost?", Act.QUESTION)
    sign_in("shahana").post(f"/prepared/{number}/approval", data={"version": "1", "_key": "a"})
    rahima = sign_in("rahima")
    assert "Dr Shahana Mallik asks about" in rahima.get("/").text
    told = rahima.get("/notifications").text
    assert "Dr Shahana Mallik asks you about your post" in told
    assert "(prepared by Omar Faruk)" in told


def test_the_log_keeps_both_names_in_both_languages_and_still_verifies(app, sign_in, delegation_id):
    number = prepare(app, delegation_id, make_post(app))
    sign_in("shahana").post(f"/prepared/{number}/approval", data={"version": "1", "_key": "a"})
    with app.app_context():
        entry = db.session.scalars(select(LogEntry).where(LogEntry.kind == "comment.posted")).one()
        assert entry.actor_text_en == (
            "Dr Shahana Mallik, Secretary, Ministry of Land"
            " · prepared by Omar Faruk, Senior Assistant Secretary, Local Government Division"
        )
        assert "ড. শাহানা মল্লিক" in entry.actor_text_bn
        assert " · প্রস্তুত করেছেন ওমর ফারুক" in entry.actor_text_bn
        assert log.verify() is None


def test_the_label_cannot_be_left_out_by_what_is_sent(app, sign_in, delegation_id):
    number = prepare(app, delegation_id, make_post(app))
    sent = {"version": "1", "_key": "a", "prepared_by": "", "prepared_by_id": "", "words": "Mine."}
    sign_in("shahana").post(f"/prepared/{number}/approval", data=sent)
    said = only(app, Comment)
    assert (said.source, said.prepared_by_id is not None) == ("Mine.", True)


def test_the_open_page_is_shown_the_labelled_piece(app, sign_in, listen, delegation_id):
    post_id = make_post(app)
    number = prepare(app, delegation_id, post_id)
    line, tell = listen("rahima"), Teller(app)
    assert sit(line, f"post:{post_id}")
    tell()
    assert pieces(line) == [], "of words in preparation no page hears"
    sign_in("shahana").post(f"/prepared/{number}/approval", data={"version": "1", "_key": "a"})
    tell()
    assert "Prepared by Omar Faruk" in pieces(line)[0]["html"]


@pytest.mark.parametrize("name", EVERYONE_ELSE)
def test_for_everybody_else_they_are_not_there(app, sign_in, delegation_id, name):
    post_id = make_post(app)
    number = prepare(app, delegation_id, post_id, words="Zyzzyva papers.")
    browser = sign_in(name)
    for address in (
        f"/prepared/{number}",
        f"/prepared/{number}/approval",
        f"/delegations/{delegation_id}",
        f"/delegations/{delegation_id}/posts/{post_id}",
    ):
        assert browser.get(address).status_code == 404, address
    sent = {"version": "1", "_key": "a", "words": "Mine.", "act": "comment"}
    for address in (
        f"/prepared/{number}",
        f"/prepared/{number}/approval",
        f"/prepared/{number}/setting-aside",
        f"/delegations/{delegation_id}/end",
        f"/delegations/{delegation_id}/posts/{post_id}",
    ):
        assert browser.post(address, data=sent).status_code == 404, address
    for address in ("/", "/desk", f"/posts/{post_id}", "/notifications", "/search?q=Zyzzyva"):
        assert "Zyzzyva papers" not in browser.get(address).text


def test_the_log_has_no_word_and_no_post_of_it(app, sign_in, delegation_id):
    prepare(app, delegation_id, make_post(app), words="Zyzzyva papers.")
    with app.app_context():
        entry = db.session.scalars(select(LogEntry).where(LogEntry.kind == "words.prepared")).one()
        assert set(entry.facts) == {
            *("delegation_id", "senior_id", "delegate_id", "preparation_id"),
        }


def test_only_what_both_may_read(app, sign_in, cast):
    inner = make_post(app, title="For Ghatail alone", audience=Audience.OFFICE)
    delegation_id = name_one(
        app, senior="arif", whom="omar"
    )  # he heads the district; Omar does not
    assert "For Ghatail alone" in sign_in("arif").get("/desk").text
    omar = sign_in("omar")
    assert "For Ghatail alone" not in omar.get(f"/delegations/{delegation_id}").text
    address = f"/delegations/{delegation_id}/posts/{inner}"
    assert omar.get(address).status_code == 404
    sent = {"act": "comment", "words": WORDS, "_key": "k"}
    assert omar.post(address, data=sent).status_code == 404
    of_lgd = make_post(app, by="omar", title="For our division", audience=Audience.OFFICE)
    address = f"/delegations/{delegation_id}/posts/{of_lgd}"
    assert omar.get(address).status_code == 404, "what the senior may not read neither"


@pytest.mark.parametrize(
    ("act", "make", "why"),
    [
        ("endorsement", make_post, "Endorsements are for ideas"),
        ("question", lambda app: make_post(app, by="shahana"), "Nobody asks themselves by name"),
    ],
)
def test_what_the_senior_could_not_say_is_not_prepared(app, sign_in, delegation_id, act, make, why):
    post_id = make(app)
    answer = sign_in("omar").post(
        f"/delegations/{delegation_id}/posts/{post_id}",
        data={"act": act, "words": WORDS, "_key": "k"},
    )
    assert answer.status_code == 403
    assert why in answer.text
    assert WORDS in answer.text
    assert count(app, Preparation) == 0


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"act": "comment", "words": ""}, "Write something first."),
        ({"act": "order", "words": "Do it."}, "Choose what your senior is to say."),
        ({"act": "endorsement", "words": "Because. " * 60}, "Keep the reason to a sentence"),
        ({"act": "comment", "words": "You idiot."}, "This may sound harsh to a colleague."),
    ],
)
def test_what_is_refused_keeps_every_word(app, sign_in, delegation_id, sent, wrong):
    post_id = make_idea(app)
    answer = sign_in("omar").post(
        f"/delegations/{delegation_id}/posts/{post_id}", data=sent | {"_key": "k"}
    )
    assert answer.status_code == 422
    assert wrong in answer.text
    assert sent["words"].strip() in answer.text


def test_hostile_words_are_words(app, sign_in, delegation_id):
    post_id = make_post(app)
    number = prepare(app, delegation_id, post_id, words="<script>alert(1)</script>\n\n> quoted")
    assert "<script>alert" not in sign_in("shahana").get("/desk").text
    assert "&lt;script&gt;alert(1)" in sign_in("omar").get(f"/delegations/{delegation_id}").text
    sign_in("shahana").post(f"/prepared/{number}/approval", data={"version": "1", "_key": "a"})
    assert "<script>alert" not in sign_in("rahima").get(f"/posts/{post_id}").text


def test_twenty_wait_and_no_more(app, sign_in, delegation_id):
    post_id = make_post(app)
    for number in range(20):
        prepare(app, delegation_id, post_id, words=f"Answer {number}.")
    answer = sign_in("omar").post(
        f"/delegations/{delegation_id}/posts/{post_id}",
        data={"act": "comment", "words": WORDS, "_key": "k"},
    )
    assert answer.status_code == 403
    assert "Twenty wait for your senior already" in answer.text


def test_ones_own_word_has_no_label(app, sign_in):
    post_id = make_post(app)
    say(app, post_id, by="shahana")
    assert "Prepared by" not in sign_in("rahima").get(f"/posts/{post_id}").text

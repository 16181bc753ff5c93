"""Whoever opens a mail on a small screen sees who did what, to which thing of theirs, and why it
came."""

from email import message_from_bytes
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default

import pytest

from app.comments.models import Comment
from app.comments.operations import Said, post_comment
from app.core.db import db
from app.core.transaction import transaction
from app.following.operations import face_post
from app.mail.headers import POLICY
from app.mail.models import MailKind, Pace
from app.mail.operations import choose_paces
from app.posts.models import Post
from tests.actions.making import make_flag, make_item
from tests.mail.post import NOON, round_of, text_of, to
from tests.make import do, endorse, hide_word, make_idea, make_post, merge, officer, say

pytestmark = pytest.mark.usefixtures("noon")
TOMORROW = NOON.replace(day=26, hour=8, minute=30)


def all_at_once(app, *names):
    with app.test_request_context(), transaction():
        for name in names:
            choose_paces(officer(name), dict.fromkeys(MailKind, Pace.AT_ONCE))


def reply(app, comment_id, by):
    def deed():
        parent = db.session.get_one(Comment, comment_id)
        return post_comment(officer(by), parent.post, Said("Here it is."), parent)

    return do(app, deed)


def subjects(post_office, name):
    return [letter["Subject"] for letter in to(post_office.letters, name)]


def test_comments_of_colleagues_under_one_post_are_one_line_that_opens_at_the_first(
    app, post_office, noon
):
    post_id = make_post(app, by="rahima", title="Kuliya pond")
    first = say(app, post_id, by="jubayer")
    say(app, post_id, by="tanvir")
    other = say(app, make_post(app, by="rahima", title="Land tax"), by="jubayer")
    round_of(app)
    noon(TOMORROW)
    round_of(app)
    (digest,) = to(post_office.letters, "rahima")
    text = text_of(digest)
    assert digest["Subject"].startswith("2 pieces of news")
    assert "2 comments on your post “Kuliya pond”" in text
    assert "the last by Tanvir Hasnat, Upazila Nirbahi Officer" in text
    assert f"/posts/{post_id}#comment-{first}\n" in text.replace("\r", "")
    assert "Jubayer Rahman commented on your post “Land tax”" in text
    assert f"#comment-{other}" in text


def test_a_digest_of_one_thing_says_it_in_its_subject_and_once_in_the_body(app, post_office, noon):
    say(app, make_post(app, by="rahima", title="Kuliya pond"), by="jubayer")
    round_of(app)
    noon(TOMORROW)
    round_of(app)
    (digest,) = to(post_office.letters, "rahima")
    assert digest["Subject"] == "Jubayer Rahman commented on your post “Kuliya pond”"
    assert text_of(digest).count("commented on your post") == 1


def test_an_answer_to_ones_comment_is_told_as_such_and_alone(app, post_office):
    all_at_once(app, "jubayer")
    post_id = make_post(app, by="rahima", title="Kuliya pond")
    mine = say(app, post_id, by="jubayer")
    reply(app, mine, by="rahima")
    say(app, post_id, by="tanvir")
    round_of(app)
    (letter,) = to(post_office.letters, "jubayer")
    assert "Rahima Khatun replied to your comment on “Kuliya pond”" in text_of(letter)
    assert "Tanvir Hasnat commented on “Kuliya pond”" in text_of(letter)


def test_quotation_marks_of_a_title_stand_within_ours(app, post_office):
    all_at_once(app, "rahima")
    say(app, make_post(app, by="rahima", title="The “kha” list"), by="jubayer")
    round_of(app)
    assert subjects(post_office, "rahima") == [
        "Jubayer Rahman commented on your post “The ‘kha’ list”"
    ]


def test_a_title_is_cut_and_never_how_many_more_there_are(app, post_office):
    post_id = make_post(app, by="rahima", title="A very long title " * 9)
    for _ in range(3):
        say(app, post_id, by="shahana")
    round_of(app)
    (subject,) = subjects(post_office, "rahima")
    assert len(subject) <= 120
    assert subject.endswith("…, and 2 more")


@pytest.mark.parametrize("language", ["bn", "en"])
def test_who_faces_a_trouble_and_which_moderator_decided_is_not_in_the_mail(
    app, post_office, language
):
    all_at_once(app, "rahima", "jubayer")
    post_id = make_post(app, by="rahima")
    comment_id = say(app, post_id, by="jubayer")
    with app.test_request_context(), transaction():
        for name in ("rahima", "jubayer"):
            officer(name).language = language
        face_post(officer("omar"), db.session.get_one(Post, post_id))
    hide_word(app, comment_id)
    round_of(app)
    texts = [
        text_of(letter)
        for name in ("rahima", "jubayer")
        for letter in to(post_office.letters, name)
    ]
    assert len(texts) == 2
    for text in texts:
        assert "Omar" not in text
        assert "ওমর" not in text
        assert "Maya" not in text
        assert "মায়া" not in text
        assert "· 25" not in text


def test_who_must_do_it_is_told_so_and_others_are_told_of_it(app, post_office):
    all_at_once(app, "rahima", "jubayer")
    make_item(app, make_flag(app, make_post(app, by="jubayer", title="Kuliya pond")))
    round_of(app)
    assert any("gave you an action item" in one for one in subjects(post_office, "rahima"))
    assert any("made your post an action item" in one for one in subjects(post_office, "jubayer"))


def test_the_two_ideas_of_a_merging_are_named_to_the_author_of_each(app, post_office):
    all_at_once(app, "rahima", "jubayer")
    one, other = (
        make_idea(app, by="rahima", title="Two boats"),
        make_idea(app, by="jubayer", title="Boats for the char"),
    )
    merge(app, one, other)
    round_of(app)
    assert subjects(post_office, "rahima") == [
        "Ariful Bashar merged your idea into “Boats for the char”: “Two boats”"
    ]
    (letter,) = to(post_office.letters, "jubayer")
    assert letter["Subject"] == (
        "Ariful Bashar merged another idea into yours, “Boats for the char”: “Two boats”"
    )
    assert "Why this mail: it is about what you wrote" in text_of(letter)


def test_an_idea_that_is_hidden_by_then_is_not_named(app, post_office):
    all_at_once(app, "rahima")
    one, other = make_idea(app, by="rahima", title="Two boats"), make_idea(app, by="jubayer")
    merge(app, one, other)
    with app.app_context(), transaction():
        post = db.session.get_one(Post, other)
        post.hidden_at, post.title = post.created_at, "Not to be named"
    round_of(app)
    assert subjects(post_office, "rahima") == [
        "Ariful Bashar merged your idea into another: “Two boats”"
    ]


def test_why_says_what_this_officer_has_to_do_with_it(app, post_office):
    all_at_once(app, "maya", "rahima", "jubayer")
    post_id = make_post(app, by="rahima")
    make_flag(app, post_id, by="jubayer")
    endorse(app, make_idea(app, by="rahima"))
    round_of(app)

    def why(name):
        lines = [text_of(letter).splitlines() for letter in to(post_office.letters, name)]
        return {line for each in lines for line in each if line.startswith("Why")}

    assert why("maya") == {
        "Why this mail: you decide about flags, and such news is set to “At once”."
    }
    assert why("rahima") == {
        "Why this mail: it is about what you wrote, and such news is set to “At once”.",
        "Why this mail: a senior spoke to what you wrote, and such news is set to “At once”.",
    }


WORDS = "নামজারির শুনানিতে একজন ওয়ারিশ বিদেশে থাকলে আপনারা কী করেন জানাবেন"


@pytest.mark.parametrize("letters", range(20, 60, 3))
def test_no_two_words_of_a_bangla_subject_or_name_run_together(app, letters):
    name, subject = f"ড. মোছা. {WORDS[:letters]} খানম", f"{WORDS[:letters]}: “{WORDS}”"
    letter = EmailMessage(policy=POLICY)
    letter["Subject"], letter["To"] = subject, Address(name, addr_spec="x@uthan.example")
    letter["From"] = Address("উঠান", addr_spec="uthan@uthan.example")
    read = message_from_bytes(letter.as_bytes(), policy=default)
    assert read["Subject"] == subject
    (raw,) = [
        value
        for header, value in message_from_bytes(letter.as_bytes()).raw_items()
        if header == "To"
    ]
    assert str(make_header(decode_header(raw))) == f"{name} <x@uthan.example>"
    assert str(read["From"]) == "উঠান <uthan@uthan.example>"
    assert all(len(line) <= 78 for line in letter.as_bytes().splitlines())

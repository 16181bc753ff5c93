"""One earlier version keeps a citizen's name: a moderator hides it alone."""

import pytest
from sqlalchemy import select

from app.core.db import db
from app.core.log import LogEntry
from app.core.transaction import transaction
from app.mail.models import MailKind, Pace
from app.mail.operations import choose_paces
from app.posts.models import Post
from app.versions.models import PostVersion
from app.versions.operations import hide_version
from app.versions.queries import find_version
from tests.mail.post import NOON, MailServer, round_of, text_of, to
from tests.make import make_post, officer
from tests.together import at_once
from tests.versions.editing import edit

NAME = "Abdul Karim"
REASON = "A citizen is named."


@pytest.fixture
def post_id(app, cast):
    """Rahima's post: the first words, then a citizen's name, then words without it."""
    number = make_post(app, by="rahima", title="Kuliya pond")
    edit(app, number, body=f"The pond of {NAME} is fenced.")
    edit(app, number, body="The pond is fenced by one man.")
    return number


def hide(browser, post_id, number=2, reason=REASON):
    return browser.post(f"/posts/{post_id}/versions/{number}/hiding", data={"reason": reason})


def versions(browser, post_id, language="en"):
    return browser.get(f"/posts/{post_id}/versions?lang={language}").text


def test_its_words_are_gone_from_the_page_and_from_what_changed(app, sign_in, post_id):
    assert NAME in versions(sign_in("tanvir"), post_id)
    maya = sign_in("maya")
    page = maya.get(f"/posts/{post_id}/versions/2/hiding")
    assert page.status_code == 200
    assert NAME in page.text
    assert "Rahima Khatun will read:" in page.text
    answer = hide(maya, post_id)
    assert (answer.status_code, answer.location.partition("?")[0]) == (
        303,
        f"/posts/{post_id}/versions",
    )
    for who in ("tanvir", "rahima", "maya"):
        text = versions(sign_in(who), post_id)
        assert "Karim" not in text, who
        assert "Abdul" not in text, who
        assert 'id="version-1"' in text
        assert 'id="version-3"' in text
        assert 'id="version-2"' not in text
        assert "A moderator hid a part of what stood here." in text
        assert (REASON in text) == (who != "tanvir"), who
    assert "Karim" not in versions(sign_in("tanvir"), post_id, "bn")
    assert "The pond is fenced by one man." in sign_in("tanvir").get(f"/posts/{post_id}").text


def test_the_author_is_told_with_the_reason_by_bell_and_mail(app, sign_in, stop_clock, cast):
    stop_clock(NOON)
    number = make_post(app, by="rahima", title="Kuliya pond")
    edit(app, number, body=f"The pond of {NAME} is fenced.")
    edit(app, number, body="The pond is fenced.")
    with app.test_request_context(), transaction():
        choose_paces(officer("rahima"), {MailKind.ACCOUNT: Pace.AT_ONCE})
    hide(sign_in("maya"), number)
    page = sign_in("rahima").get("/notifications").text
    assert "A moderator hid an earlier version of your post" in page
    assert REASON in page
    with MailServer() as server:
        app.config["SMTP_URL"] = server.address
        round_of(app)
        (letter,) = to(server.letters, "rahima")
        server.shutdown()
    assert letter["Subject"] == "A moderator hid an earlier version of your post “Kuliya pond”"
    assert REASON in text_of(letter)
    assert "Maya" not in text_of(letter)


def test_why_must_be_said_and_what_was_typed_stays(app, sign_in, post_id):
    answer = hide(sign_in("maya"), post_id, reason=" ")
    assert answer.status_code == 422
    assert "Say why: the author reads it." in answer.text
    long = hide(sign_in("maya"), post_id, reason="x" * 1001)
    assert long.status_code == 422
    assert "x" * 1001 in long.text


@pytest.mark.parametrize("who", ["tanvir", "rahima", "arif"])
def test_only_a_moderator_may(app, sign_in, post_id, who):
    assert hide(sign_in(who), post_id).status_code == 403
    assert "Hide this version" not in versions(sign_in(who), post_id)
    assert "Hide this version" in versions(sign_in("maya"), post_id)


def test_a_moderators_own_is_for_another(app, sign_in, cast):
    number = make_post(app, by="maya")
    words = {"title": "A pond", "body": "Other words.", "language": "en", "version": "1"}
    assert sign_in("maya").post(f"/posts/{number}/edit", data=words).status_code == 303
    assert hide(sign_in("maya"), number, 1).status_code == 403
    assert hide(sign_in("mithun"), number, 1).status_code == 303


@pytest.mark.parametrize("number", [0, 3, 4, 999999999999])
def test_what_stands_now_and_what_never_stood_is_not_there(app, sign_in, post_id, number):
    assert hide(sign_in("maya"), post_id, number).status_code == 404


def test_sent_twice_it_is_hidden_once_and_a_second_moderator_is_told_so(app, sign_in, post_id):
    maya = sign_in("maya")
    assert hide(maya, post_id).status_code == hide(maya, post_id).status_code == 303
    late = hide(sign_in("mithun"), post_id, reason="Mine.")
    assert late.status_code == 403
    assert "A moderator has hidden this already." in late.text
    with app.app_context():
        kept = db.session.scalars(select(PostVersion).where(PostVersion.number == 2)).one()
        assert kept.hidden_reason == REASON
        events = db.session.scalars(select(LogEntry).where(LogEntry.kind == "version.hidden")).all()
        assert [entry.facts for entry in events] == [{"post_id": post_id, "number": 2}]


def test_two_at_once_are_one(app, cast, post_id):
    def deed(who, _number):
        version = find_version(db.session.get_one(Post, post_id), 2)
        hide_version(who, version, REASON)
        return version

    answers = at_once(app, ["maya", "mithun"] * 2, deed)
    assert sum(isinstance(answer, int) for answer in answers) == 1
    with app.app_context():
        events = select(LogEntry.id).where(LogEntry.kind == "version.hidden")
        assert len(db.session.scalars(events).all()) == 1

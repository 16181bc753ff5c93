"""What is kept of a post's page is never older than the log."""

import dataclasses
from datetime import timedelta

import pytest

from app.citizens.events import CitizenLookedAt
from app.core.clock import now
from app.live.broadcasts import BROADCASTS
from app.moderation.events import ConcernKept, ConcernRaised
from tests.actions.making import decline, finish, make_flag, make_item, send_back, verify
from tests.counting import statements
from tests.make import endorse, hide_word, make_idea, move, say

OF_POSTS = [
    event
    for event in BROADCASTS
    if "post_id" in {field.name for field in dataclasses.fields(event)}
    and event not in {ConcernRaised, ConcernKept, CitizenLookedAt}  # of which no reader may learn
]
HOUSEHOLD = 3  # the session with its officer, the post, the bell


@pytest.fixture
def post_id(app):
    return make_idea(app, by="jubayer")


def page_of(browser, post_id, lang="en"):
    return browser.get(f"/posts/{post_id}?lang={lang}").text


def test_a_page_that_was_read_is_not_read_anew_for_a_colleague(app, sign_in, post_id):
    say(app, post_id)
    first = page_of(sign_in("rahima"), post_id)
    colleague = sign_in("nurul")
    page_of(colleague, post_id)
    with statements(app) as asked:
        second = page_of(colleague, post_id)
    assert len(asked) == HOUSEHOLD, "\n\n".join(asked)
    assert "We did this." in first
    assert "We did this." in second


def test_a_page_of_the_other_language_is_its_own(app, sign_in, post_id):
    reader = sign_in("arif")
    assert "Who may read it" in page_of(reader, post_id)
    bangla = page_of(reader, post_id, "bn")
    assert "Who may read it" not in bangla
    assert "কারা পড়বেন" in bangla


def test_each_thing_that_happens_shows_at_once(app, sign_in, post_id):
    reader = sign_in("nurul")

    def shows(*sentences):
        page = page_of(reader, post_id)
        return all(sentence in page for sentence in sentences)

    assert shows("Nobody yet", "First reply due by")
    comment_id = say(app, post_id, by="arif", text="Begin with one union.")
    assert shows("Begin with one union.", "1 comment", "Answered by a senior")
    endorse(app, post_id)
    assert shows("Endorsed by 1 senior", "It worked here.")
    move(app, post_id)
    assert shows("How the idea stands", "In discussion", "Let us talk it through.")
    hide_word(app, comment_id)
    assert not shows("Begin with one union.")
    assert shows("A moderator hid this comment.", "0 comments", "First reply due by")
    flag_id = make_flag(app, post_id)
    assert shows("Why it was flagged")
    decline(app, flag_id)
    assert not shows("Why it was flagged")
    item_id = make_item(app, make_flag(app, post_id))
    assert shows("Action item", "Responsible:")
    finish(app, item_id)
    done = page_of(reader, post_id)
    send_back(app, item_id)
    assert page_of(reader, post_id) != done
    finish(app, item_id)
    verify(app, item_id)
    assert shows("Verified")


def test_a_day_that_has_passed_shows(app, sign_in, stop_clock, post_id):
    assert "First reply due by" in page_of(sign_in("arif"), post_id)
    stop_clock(now() + timedelta(days=30))
    assert "First reply was due on" in page_of(sign_in("nurul"), post_id)


@pytest.mark.parametrize("event", OF_POSTS, ids=lambda event: event.kind)
def test_an_event_of_a_post_is_about_the_post(event):
    """Else a kept page would go on showing what was before."""
    names = [field.name for field in dataclasses.fields(event)]
    told = event(**dict.fromkeys(names, 7))
    assert "post:7" in told.subjects

"""Every kind can be corrected by its author, and what it said before can be read."""

import pytest
from sqlalchemy import select

from app.core.db import db
from app.posts.models import Post
from tests.posts.test_kinds import KINDS, in_november, write  # noqa: F401  (stops the clock)

NEW = {
    "help": ("need", "Three boats.", "Three boats."),
    "notice": ("concerned", "Ghatail alone", "Ghatail alone"),
    "proposition": ("reasons", "Buses are empty then.", "Buses are empty then."),
}


def post_of(app):
    with app.app_context():
        return db.session.scalars(select(Post)).one()


@pytest.mark.parametrize("kind", KINDS)
def test_its_author_corrects_it(app, sign_in, kind):
    browser = sign_in("arif")
    write(browser, kind)
    post_id = post_of(app).id
    page = browser.get(f"/posts/{post_id}/edit").text
    name, words, shown = NEW[kind]
    assert f"{KINDS[kind][name]}</textarea>" in page
    sent = KINDS[kind] | {name: words, "language": "en", "version": "1"}
    assert browser.post(f"/posts/{post_id}/edit", data=sent).status_code == 303
    assert post_of(app).source[name] == words
    assert shown in browser.get(f"/posts/{post_id}").text
    versions = browser.get(f"/posts/{post_id}/versions").text
    assert "Version 2" in versions
    assert "<ins>" in versions
    again = browser.post(f"/posts/{post_id}/edit", data=sent)
    assert again.status_code == 303
    assert post_of(app).version == 2, "the same words again are no edit"


def test_another_day_is_a_new_version_and_both_can_be_read(app, sign_in):
    browser = sign_in("rahima")
    write(browser, "help")
    post_id = post_of(app).id
    page = browser.get(f"/posts/{post_id}/edit").text
    assert 'type="date" name="needed_on" value="2026-12-03"' in page
    sent = KINDS["help"] | {"needed_on": "2026-12-10", "language": "en", "version": "1"}
    browser.post(f"/posts/{post_id}/edit", data=sent)
    assert "10 December 2026" in browser.get(f"/posts/{post_id}").text
    versions = browser.get(f"/posts/{post_id}/versions").text
    assert "2026-12-03" in versions
    assert "2026-12-10" in versions
    stale = browser.post(f"/posts/{post_id}/edit", data=sent | {"needed_on": "2026-12-20"})
    assert stale.status_code == 409
    assert "2026-12-10" in stale.text
    assert 'value="2026-12-20"' in stale.text


def test_what_was_needed_by_a_day_that_is_over_can_still_be_corrected(app, sign_in, stop_clock):
    from datetime import UTC, datetime

    browser = sign_in("rahima")
    write(browser, "help")
    stop_clock(datetime(2026, 12, 20, 4, 0, tzinfo=UTC))
    browser = sign_in("rahima")
    sent = KINDS["help"] | {"need": "Came too late.", "language": "en", "version": "1"}
    assert browser.post(f"/posts/{post_of(app).id}/edit", data=sent).status_code == 303


def test_the_language_is_guessed_then_chosen_and_then_stays(app, sign_in):
    browser = sign_in("arif")
    write(browser, "notice", title="খাস জমির তালিকা", body="রবিবার থেকে ফটকে টাঙানো।", concerned="")
    post = post_of(app)
    assert post.language == "bn"
    sent = {"title": post.title, "body": post.source["body"], "concerned": "", "version": "1"}
    browser.post(f"/posts/{post.id}/edit", data=sent | {"language": "en"})
    assert post_of(app).language == "en"
    assert 'lang="en" data-entry' in browser.get(f"/posts/{post.id}").text
    page = browser.get(f"/posts/{post.id}/edit").text
    assert 'value="en" checked' in page
    later = sent | {"body": "সোমবার থেকে।", "language": "en", "version": "2"}
    browser.post(f"/posts/{post.id}/edit", data=later)
    assert post_of(app).language == "en"

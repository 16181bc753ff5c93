"""One author on many devices at the same moment: one edit wins, and the others lose no word."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from app.core.db import db
from app.core.errors import Outdated
from app.core.log import LogEntry
from app.posts.models import Post, PostKind
from app.posts.operations import Written
from app.versions.models import PostVersion
from app.versions.operations import edit_post
from tests.make import make_post, officer
from tests.together import at_once

HANDS = 8


def versions(app):
    with app.app_context():
        return list(db.session.scalars(select(PostVersion.number).order_by(PostVersion.number)))


def edits(app):
    with app.app_context():
        return len(
            db.session.scalars(select(LogEntry.id).where(LogEntry.kind == "post.edited")).all()
        )


def save(browser, post_id, body):
    said = {"title": "Pond", "body": body, "language": "en", "version": "1"}
    return browser.post(f"/posts/{post_id}/edit", data=said)


def all_at_once(browsers, do):
    gate = threading.Barrier(len(browsers))

    def run(numbered):
        gate.wait()
        return do(*numbered)

    with ThreadPoolExecutor(len(browsers)) as pool:
        return list(pool.map(run, enumerate(browsers)))


def test_of_many_edits_at_once_one_stands_and_each_other_keeps_its_words(app, sign_in):
    post_id = make_post(app)
    browsers = [sign_in("rahima") for _ in range(HANDS)]
    answers = all_at_once(
        browsers, lambda number, browser: save(browser, post_id, f"Text number {number}.")
    )
    codes = Counter(answer.status_code for answer in answers)
    assert codes == {303: 1, 409: HANDS - 1}
    assert all(
        f"Text number {number}.</textarea>" in answer.text
        for number, answer in enumerate(answers)
        if answer.status_code == 409
    )
    assert versions(app) == [1]
    assert edits(app) == 1


def test_the_same_form_sent_many_times_at_once_is_one_edit(app, sign_in):
    post_id = make_post(app)
    browsers = [sign_in("rahima") for _ in range(HANDS)]
    answers = all_at_once(browsers, lambda _, browser: save(browser, post_id, "One text."))
    assert {answer.status_code for answer in answers} == {303}
    assert versions(app) == [1]
    assert edits(app) == 1


def test_two_processes_that_edit_at_once_are_kept_apart_by_the_database(app):
    post_id = make_post(app)

    def deed(author, number):
        post = db.session.get_one(Post, post_id)
        written = Written(PostKind.QUESTION, "Pond", {"body": f"Text {number}."})
        try:
            return edit_post(author, post, 1, written, "en")
        except Outdated:
            return officer("rahima")

    at_once(app, ["rahima"] * 4, deed)
    assert versions(app) == [1]
    assert edits(app) == 1
    with app.app_context():
        assert db.session.get_one(Post, post_id).version == 2

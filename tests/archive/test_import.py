"""The archive's door: all of a file or nothing, and the same file twice changes nothing."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from app.comments.models import Comment
from app.core.db import db
from app.core.log import LogEntry
from app.core.work import Work
from app.notifications.models import Notification
from app.posts.models import Post
from tests.archive.files import GOOD, HEAD
from tests.make import endorse, say


def counts(app):
    with app.app_context():
        return tuple(db.session.scalar(select(func.count(t.id))) for t in (Post, Comment))


def test_posts_and_their_comments_come_in_with_dates_and_authors(app, cast, bring):
    answer = bring(GOOD)
    assert answer.exit_code == 0, answer.output
    assert "2 posts and 2 comments" in answer.output
    with app.app_context():
        first, second = db.session.scalars(select(Post).order_by(Post.id))
        assert (first.author_id, first.title, first.language) == (cast["rahima"], "পুকুর দখল", "bn")
        assert first.created_at.date().isoformat() == "2019-03-01"
        assert "<strong>দখল</strong>" in first.html["problem"]
        assert first.moved_at.date().isoformat() == "2019-03-03"
        assert second.author_id == cast["rahima"]
        one, two = db.session.scalars(select(Comment).order_by(Comment.id))
        assert (one.author_id, one.author_text) == (None, "Someone Unknown, Sylhet")
        assert (two.parent_id, two.post_id) == (one.id, first.id)


def test_what_came_in_is_read_and_nobody_was_told(app, bring, sign_in):
    bring(GOOD)
    with app.app_context():
        assert db.session.scalars(select(LogEntry.kind)).all() == ["archive.imported"]
        assert db.session.scalars(select(Notification.id)).all() == []
        assert db.session.scalars(select(Work.listener)).all() == ["search"]
        post_id = db.session.scalars(select(Post.id).order_by(Post.id)).first()
    page = sign_in("omar").get(f"/posts/{post_id}?lang=en").text
    assert "How was it found?" in page
    assert "Voices from the archive" in page


def test_its_author_hears_of_what_is_said_and_endorsed_today(app, cast, bring):
    bring(GOOD)
    with app.app_context():
        post_id = db.session.scalars(select(Post.id).order_by(Post.id)).first()
    say(app, post_id, by="jubayer")
    endorse(app, post_id, by="arif")
    with app.app_context():
        told = db.session.scalars(
            select(LogEntry.kind)
            .join(Notification, Notification.entry_id == LogEntry.id)
            .where(Notification.officer_id == cast["rahima"])
        ).all()
    assert sorted(told) == ["comment.posted", "post.endorsed"]


def test_nobody_owes_it_an_answer_whatever_the_address_says(app, bring, sign_in):
    bring(GOOD)
    page = sign_in("rahima").get("/posts/1?sent=post-idea")
    assert page.status_code == 200
    assert "Your idea is posted." not in page.text


def test_the_same_file_twice_changes_nothing(app, bring):
    bring(GOOD)
    before = counts(app)
    answer = bring(GOOD)
    assert answer.exit_code == 0
    assert "Nothing new; 4 rows here already." in answer.output
    assert counts(app) == before == (2, 2)


def test_a_later_file_may_answer_what_came_before(app, bring):
    bring(GOOD)
    answer = bring(HEAD + "9,1,comment,X,,2021-01-01,,A late word,en,psi\n")
    assert answer.exit_code == 0, answer.output
    assert counts(app) == (2, 3)


def test_a_dry_run_writes_nothing(app, bring):
    answer = bring(GOOD, "--dry-run")
    assert "Would bring in 2 posts and 2 comments" in answer.output
    assert counts(app) == (0, 0)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("1,,idea,A,,yesterday,T,b,en,s", "row 2, date: write a date like 2024-06-30"),
        ("1,,idea,A,,2020-01-01,,b,en,s", "row 2, title: a post needs a title"),
        ("1,,idea,A,,2020-01-01,T,,en,s", "row 2, body: this is empty"),
        (
            "1,,song,A,,2020-01-01,T,b,en,s",
            "row 2, kind: 'song' is none of idea, question, help, notice, proposition, issue",
        ),
        ("1,,idea,A,,2020-01-01,T,b,fr,s", "row 2, language: 'fr' is neither bn nor en"),
        ("1,7,comment,A,,2020-01-01,,b,en,s", "row 2, parent_id: what it answers is neither"),
        ("1,,idea,A,,2020-01-01,T,b,en,", "row 2, source: this is empty"),
        ("1,1,comment,A,,2020-01-01,,b,en,s", "row 2, parent_id: it answers itself"),
        ("1,,idea,A,,0001-01-01,T,b,en,s", "row 2, date:"),
        ("1,,idea,A,,9999-12-31T23:59-23:00,T,b,en,s", "row 2, date: write a date like"),
        ("1,,idea,A,,2999-12-31,T,b,en,s", "row 2, date: this day is still to come"),
        (f"1,,idea,A,,2020-01-01,{'t' * 161},b,en,s", "row 2, title: keep it under 160"),
        (f"{'1' * 201},,idea,A,,2020-01-01,T,b,en,s", "row 2, id: keep it under 200"),
        (f"1,,idea,A,,2020-01-01,T,b,en,{'s' * 201}", "row 2, source: keep it under 200"),
        ("1,,idea,A,,2020-01-01,T,a,en,s\n1,,idea,A,,2020-01-01,T,a,en,s", "row 3, id: row 2 has"),
    ],
)
def test_one_mistake_keeps_the_whole_file_out_and_is_told_in_words(app, bring, row, sentence):
    bring(GOOD.replace("psi", "other"))
    counted = counts(app)
    answer = bring(HEAD + row + "\n8,,idea,A,,2020-01-01,Good,good,en,s\n")
    assert answer.exit_code == 1
    assert sentence in answer.output
    assert "Nothing was brought in" in answer.output
    assert counts(app) == counted


def test_hostile_words_come_in_as_words(app, bring):
    bring(HEAD + "1,,idea,<script>x</script>,,2020-01-01,<b>T</b>,<script>alert(1)</script>,en,s\n")
    with app.app_context():
        post = db.session.scalars(select(Post)).one()
        assert "<script" not in post.html["problem"]


def test_a_day_alone_is_its_noon_and_today_is_now(app, bring, stop_clock):
    stop_clock(datetime(2026, 3, 4, 2, tzinfo=UTC))  # eight in the morning, in Dhaka
    rows = "1,,idea,A,,2026-03-03,T,b,en,s\n2,,idea,A,,2026-03-04,T,b,en,s\n"
    answer = bring(HEAD + rows)
    assert answer.exit_code == 0, answer.output
    with app.app_context():
        first, second = db.session.scalars(select(Post.created_at).order_by(Post.id))
    assert first == datetime(2026, 3, 3, 6, tzinfo=UTC)
    assert second == datetime(2026, 3, 4, 2, tzinfo=UTC)


def test_two_names_that_read_alike_stay_two(app, bring):
    rows = "b:c,,idea,A,,2020-01-01,T,b,en,a\nc,,idea,A,,2020-01-01,T,b,en,a:b\n"
    assert bring(HEAD + rows).exit_code == 0
    assert counts(app) == (2, 0)

"""An idea or a question goes out: once, whole, and with the day by which it is answered."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from app.core.db import db
from app.posts.models import Follow, Post

IDEA = {
    "title": "Tell people by phone how far it is",
    "problem": "They come three times only to ask.",
    "proposal": "One number for each union.",
    "audience": "all",
    "days_now": "১২",
    "days_hoped": "3",
    "_key": "k1",
}
QUESTION = {"title": "Who tried it?", "body": "We have one phone.", "audience": "all", "_key": "q1"}


def posts(app):
    with app.app_context():
        return db.session.scalars(select(Post).order_by(Post.id)).all()


def test_an_idea_is_posted_and_its_page_says_what_happens_next(app, sign_in):
    browser = sign_in("rahima")
    answer = browser.post("/posts/new/idea", data=IDEA)
    (post,) = posts(app)
    assert answer.status_code == 303
    assert answer.location == f"/posts/{post.id}?sent=post-idea"
    page = browser.get(answer.location).text
    assert "Your idea is posted." in page
    assert 'name="sent" content="post-idea"' in page
    assert "One number for each union." in page
    assert post.days_now == 12
    assert post.days_hoped == 3
    assert post.from_field


def test_the_author_follows_what_she_wrote(app, sign_in, cast):
    sign_in("rahima").post("/posts/new/question", data=QUESTION)
    with app.app_context():
        assert list(db.session.scalars(select(Follow.officer_id))) == [cast["rahima"]]


def test_the_same_form_sent_five_times_is_one_post(app, sign_in):
    browser = sign_in("rahima")
    places = {browser.post("/posts/new/idea", data=IDEA).location for _ in range(5)}
    assert len(places) == 1
    assert len(posts(app)) == 1


def test_the_same_words_from_a_fresh_form_are_one_post(app, sign_in):
    """As a browser sends them that went back."""
    browser = sign_in("rahima")
    places = {
        browser.post("/posts/new/idea", data=IDEA | {"_key": f"k{n}"}).location for n in range(3)
    }
    assert len(places) == 1
    assert len(posts(app)) == 1
    sign_in("jubayer").post("/posts/new/idea", data=IDEA)
    browser.post("/posts/new/idea", data=IDEA | {"_key": "other", "audience": "office"})
    assert len(posts(app)) == 3


def test_the_same_key_with_other_words_shows_both_texts(app, sign_in):
    browser = sign_in("rahima")
    browser.post("/posts/new/question", data=QUESTION)
    answer = browser.post("/posts/new/question", data=QUESTION | {"body": "We have two phones."})
    assert answer.status_code == 409
    assert "We have one phone." in answer.text
    assert "We have two phones." in answer.text
    assert len(posts(app)) == 1


def test_what_was_typed_stays_when_something_is_missing(app, sign_in):
    typed = IDEA | {"title": "", "problem": "ক্ষ্ম র‍্যাব <b>", "days_now": "twelve"}
    answer = sign_in("rahima").post("/posts/new/idea", data=typed)
    assert answer.status_code == 422
    assert "Give it a title" in answer.text
    assert "Write a whole number" in answer.text
    assert "ক্ষ্ম র‍্যাব &lt;b&gt;" in answer.text
    assert "One number for each union." in answer.text
    assert 'value="twelve"' in answer.text
    assert posts(app) == []


def test_bangla_conjuncts_joiners_and_ten_thousand_letters_survive(app, sign_in):
    words = "স্বাস্থ্যকর্মী র‍্যাব উদ্‌যাপন কর্তৃত্ব ক্ত্রূ। "
    body = (words * 250)[:10_000].strip()
    answer = sign_in("rahima").post("/posts/new/question", data=QUESTION | {"body": body})
    assert answer.status_code == 303
    (post,) = posts(app)
    assert post.source["body"] == body
    assert post.html["body"] == f"<p>{body}</p>\n"


def test_what_is_longer_than_a_text_may_be_is_kept_and_refused(app, sign_in):
    body = "ঘ" * 14_000
    answer = sign_in("rahima").post("/posts/new/question", data=QUESTION | {"body": body})
    assert answer.status_code == 422
    assert "This is too long" in answer.text
    assert body in answer.text


def test_a_preview_posts_nothing_and_keeps_the_words(app, sign_in):
    answer = sign_in("rahima").post(
        "/posts/new/question", data=QUESTION | {"body": "**bold** words", "preview": "1"}
    )
    assert answer.status_code == 200
    assert "<strong>bold</strong> words" in answer.text
    assert "**bold** words</textarea>" in answer.text
    assert 'value="q1"' in answer.text
    assert posts(app) == []


@pytest.mark.parametrize(
    ("written_at", "due"),
    [
        # Sunday 22 November 2026 is day zero; Friday and Saturday do not count.
        (datetime(2026, 11, 22, 4, 0, tzinfo=UTC), "29 November 2026"),
        # 16 December 2026, Victory Day, is a Wednesday and no working day.
        (datetime(2026, 12, 10, 4, 0, tzinfo=UTC), "20 December 2026"),
    ],
)
def test_the_first_reply_is_due_when_the_calendar_says(app, sign_in, stop_clock, written_at, due):
    stop_clock(written_at)
    browser = sign_in("rahima")
    assert f"A colleague should answer by {due}." in browser.get("/posts/new/question").text
    answer = browser.post("/posts/new/question", data=QUESTION)
    assert f"First reply due by {due}" in browser.get(answer.location).text


def test_who_holds_no_seat_is_told_so_before_writing(app, sign_in, cast):
    from app.officers.models import Holding

    with app.app_context():
        holding = db.session.scalars(
            select(Holding).where(Holding.officer_id == cast["rahima"])
        ).one()
        db.session.delete(holding)
        db.session.commit()
    answer = sign_in("rahima").get("/posts/new/idea")
    assert answer.status_code == 403
    assert "You hold no seat today" in answer.text


def test_there_is_no_third_kind(sign_in):
    assert sign_in("rahima").get("/posts/new/order").status_code == 404


def test_a_new_post_begins_as_an_idea_or_a_question(sign_in):
    page = sign_in("rahima").get("/posts/new").text
    assert 'action="/posts/new/idea"' in page
    assert "/posts/new/question" in page


def test_a_flood_of_posts_is_stopped_and_previews_are_not_counted(database, tmp_path):
    from tests.posts.flooding import browser_of
    from tests.standing import make_app

    app = make_app(database, tmp_path, RATELIMIT_ENABLED=True)
    browser = browser_of(app, "rahima")
    for number in range(12):
        looked = QUESTION | {"preview": "1", "_key": f"p{number}"}
        assert browser.post("/posts/new/question", data=looked).status_code == 200
    codes = [
        browser.post(
            "/posts/new/question", data=QUESTION | {"_key": f"f{number}", "title": f"Who {number}?"}
        ).status_code
        for number in range(11)
    ]
    assert codes == [303] * 10 + [429]
    with app.app_context():
        assert db.session.scalar(select(func.count(Post.id))) == 10


def test_an_audience_that_there_is_not_is_answered_in_our_own_words(app, sign_in):
    sent = QUESTION | {"audience": "the whole world"}
    for lang, sentence in (("en", "Choose who may read it."), ("bn", "কারা পড়বেন, বেছে নিন।")):
        answer = sign_in("rahima").post(f"/posts/new/question?lang={lang}", data=sent)
        assert answer.status_code == 422
        assert sentence in answer.text
        assert QUESTION["body"] in answer.text

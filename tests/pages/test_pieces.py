"""Pieces that were made before: whatever has changed since is seen at once."""

import pytest

from app.answers.queries import answer_of_post
from app.comments.models import Comment
from app.comments.operations import Said, post_comment
from app.comments.queries import comments_of_post
from app.core import shared
from app.core.db import db
from app.core.transaction import transaction
from app.endorsements.queries import endorsements_of_post
from app.ideas.queries import state_of_post
from app.moderation.operations import hide_comment_with_reason
from app.pages.pieces import Card
from app.posts.models import Post
from app.posts.operations import pin_post
from app.posts.queries import list_feed
from tests.make import endorse, make_idea, move, officer, say


@pytest.fixture
def post_id(app):
    return make_idea(app, by="jubayer")


def test_a_comment_read_again_is_not_made_again(app, sign_in, post_id):
    say(app, post_id)
    sign_in("rahima").get(f"/posts/{post_id}?lang=en")
    made = shared._made.cache_info().misses
    assert "We did this." in sign_in("arif").get(f"/posts/{post_id}?lang=en").text
    assert shared._made.cache_info().misses == made


def test_a_comment_is_shown_as_it_is_now_in_the_language_of_who_reads(app, sign_in, post_id):
    comment_id = say(app, post_id)
    reader = sign_in("arif")
    assert "Reply, more" in reader.get(f"/posts/{post_id}?lang=en").text
    assert "Reply, more" not in reader.get(f"/posts/{post_id}?lang=bn").text

    with app.test_request_context(), transaction():
        post, comment = db.session.get_one(Post, post_id), db.session.get_one(Comment, comment_id)
        post_comment(officer("rahima"), post, Said("For how long?"), comment)
    assert "For how long?" in reader.get(f"/posts/{post_id}?lang=en").text

    with app.test_request_context(), transaction():
        comment = db.session.get_one(Comment, comment_id)
        hide_comment_with_reason(officer("maya"), comment, "It names a citizen.")
    page = reader.get(f"/posts/{post_id}?lang=en").text
    assert "A moderator hid this comment." in page
    assert "We did this." not in page


def test_a_comment_carries_the_entry_of_the_page_that_shows_it(app, sign_in, post_id):
    comment_id = say(app, post_id)
    reader = sign_in("arif")
    reader.get(f"/posts/{post_id}")
    say(app, post_id)
    page = reader.get(f"/posts/{post_id}").text
    assert f'id="comment-{comment_id}" data-entry="3"' in page


def test_a_card_shows_its_counts_its_writer_and_its_state_as_they_are_now(app, sign_in, post_id):
    reader = sign_in("arif")
    assert "Comments 0" in reader.get("/?lang=en").text
    say(app, post_id)
    endorse(app, post_id)
    page = reader.get("/?lang=en").text
    assert "Comments 1" in page
    assert "by 1" in page
    move(app, post_id)
    assert "In discussion" in reader.get("/?lang=en").text
    with app.test_request_context(), transaction():
        pin_post(officer("maya"), db.session.get_one(Post, post_id))
        officer("jubayer").name_en = "Jubayer the Second"
    page = reader.get("/?lang=en").text
    assert "Pinned" in page
    assert "Jubayer the Second" in page


def test_a_card_is_a_row_of_the_feed(app, post_id):
    with app.test_request_context():
        counted = (comments_of_post(), endorsements_of_post(), *state_of_post(), answer_of_post())
        row = list_feed(officer("arif"), *counted)[0]
        assert row._fields == Card._fields

"""The demonstration has a few posts of every kind, and questions that were answered."""

from collections import Counter
from itertools import pairwise

import pytest

from app.posts.models import SECTIONS, PostKind
from tests.world.pack import OFFICERS, SEATS, load, reads, seats_of, seniority

POSTS = {post["key"]: post for post in load("demo_kinds")}
OTHERS = {post["key"]: post for post in load("demo_posts")}
ANSWERS = load("demo_answers")

each_post = pytest.mark.parametrize("post", POSTS.values(), ids=POSTS.keys())


def test_every_kind_is_seen_in_both_languages():
    assert Counter(post["kind"] for post in POSTS.values()) == {
        "help": 2,
        "notice": 2,
        "proposition": 1,
        "issue": 1,
    }
    assert {post["language"] for post in POSTS.values()} == {"bn", "en"}
    assert not set(POSTS) & set(OTHERS)


@each_post
def test_a_post_is_whole(post):
    assert post["author"] in OFFICERS
    assert 10 <= len(post["title"]) <= 80
    for section in SECTIONS[PostKind(post["kind"])]:
        assert len(post[section]) > 10
    days = [post["days_ago"], *(comment["days_ago"] for comment in post["comments"])]
    assert all(earlier > later > 0 for earlier, later in pairwise(days))
    assert all(reads(comment["author"], post) for comment in post["comments"])


@each_post
def test_a_notice_is_given_by_who_may(post):
    heads = any(SEATS[seat]["head"] for seat in seats_of(post["author"]))
    assert post["kind"] != "notice" or seniority(post["author"]) >= 60 or heads


@pytest.mark.parametrize("answer", ANSWERS, ids=[answer["post"] for answer in ANSWERS])
def test_an_answer_is_marked_after_it_was_said(answer):
    post = (POSTS | OTHERS)[answer["post"]]
    assert post["kind"] in {"question", "help"}
    assert post["author"] == answer["by"]
    (said,) = [one for one in post["comments"] if one["key"] == answer["comment"]]
    assert 0 < answer["days_ago"] < said["days_ago"]

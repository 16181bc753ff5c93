import random

import pytest
from sqlalchemy import func, select

from app.comments.models import Comment
from app.core.db import db
from app.core.text import render
from app.posts.models import Post
from bench import words
from bench.passes import sign_in
from bench.world import make_world, open_house, paragraphs


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return make_world(tmp_path_factory.mktemp("bench") / "world", 0.002)


def test_the_same_seed_says_the_same_words():
    first, second = (words.text(random.Random(7), "bn") for _ in range(2))
    assert first == second
    assert words.SHORTEST <= len(first.split()) <= words.LONGEST


def test_paragraphs_are_what_rendering_makes_of_plain_words():
    said = words.text(random.Random(7), "bn", 120)
    assert "\n\n" in said
    assert paragraphs(said) == render(said)


def test_a_world_is_as_large_as_was_asked(world):
    with open_house(world.home).app_context():
        assert db.session.scalar(select(func.count()).select_from(Post)) == 20 + 2
        assert db.session.scalar(select(func.count()).select_from(Comment)) == 200 + 31
        db.session.remove()
    assert [len(world.posts[number]) for number in (55, 20, 4, 3, 1, 30)] == [2, 2, 2, 14, 1, 1]


def test_words_are_known_by_how_often_they_stand(world):
    assert {world.heard[word] for word in world.find_words(5, 3)} == {5}


def test_an_officer_with_a_pass_reads_a_post_of_it(world):
    app = open_house(world.home)
    who = sign_in(app, [world.writers[0].id])[0]
    number = world.posts[20][0]
    page = app.test_client(use_cookies=False).get(
        f"/posts/{number}", headers={"Cookie": who.cookie}
    )
    assert page.status_code == 200
    assert page.text.count('data-order="') == 20

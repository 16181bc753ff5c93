"""What came of a senior's words: once a week, ten lines at most, none if nothing came of it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.clock import at as clock_at
from app.core.db import db
from app.ideas.models import IdeaState
from app.mail.models import Mail
from app.posts.models import Audience
from tests.actions.making import finish, make_flag, make_item
from tests.mail.post import NOON, round_of, text_of, to
from tests.make import endorse, hide, hide_word, make_idea, make_post, move, say

MONDAY = NOON.replace(day=23)
THURSDAY = NOON.replace(day=26, hour=15)
SUBJECT = "What came of your words"


def summed_up(app, post_office, noon, name, moment=THURSDAY):
    noon(moment)
    round_of(app)
    round_of(app)
    return [each for each in to(post_office.letters, name) if SUBJECT in each["Subject"]]


@pytest.fixture(autouse=True)
def _on_monday(noon):
    noon(MONDAY)


def lines_of(letter):
    return [line for line in text_of(letter).splitlines() if "/posts/" in line]


def test_on_thursday_afternoon_a_senior_reads_what_came_of_it(app, post_office, noon):
    commented, endorsed = make_idea(app, title="One window"), make_idea(app, title="Two boats")
    asked = make_post(app, title="Three wells")
    for post_id in (commented, asked):
        say(app, post_id, by="shahana")
    endorse(app, endorsed, by="shahana")
    say(app, commented, by="jubayer")
    move(app, endorsed, IdeaState.PILOTING, by="arif")
    make_item(app, make_flag(app, asked))
    assert not summed_up(app, post_office, noon, "shahana", THURSDAY - timedelta(minutes=1))
    (letter,) = summed_up(app, post_office, noon, "shahana")
    text = text_of(letter)
    assert letter["Subject"] == "What came of your words, 26 November 2026"
    assert "Ariful Bashar moved an idea to “Piloting”: “Two boats”" in text
    assert "made this an action item" in text
    assert "Jubayer Rahman commented on “One window”" in text
    assert text.index("Two boats") < text.index("Three wells") < text.index("One window")
    assert "Why this mail: you spoke here in the last two weeks" in text
    assert "/mail/stop/" in letter["List-Unsubscribe"]
    assert len(summed_up(app, post_office, noon, "shahana", THURSDAY.replace(hour=17))) == 1


def test_of_one_post_one_line_by_what_weighs_most(app, post_office, noon):
    idea = make_idea(app, title="One window")
    say(app, idea, by="shahana")
    move(app, idea, by="arif")
    item = make_item(app, make_flag(app, idea))
    finish(app, item)
    say(app, idea, by="jubayer")
    (letter,) = summed_up(app, post_office, noon, "shahana")
    assert len(lines_of(letter)) == 1
    assert "moved an idea to “In discussion”: “One window”" in text_of(letter)


def test_nothing_came_of_it_is_no_mail(app, post_office, noon):
    idea = make_idea(app)
    say(app, idea, by="jubayer")
    say(app, idea, by="shahana")  # and nobody said a word since
    assert not summed_up(app, post_office, noon, "shahana")
    with app.app_context():
        assert db.session.scalars(select(Mail.dropped_at).where(Mail.outcomes)).first()


def test_ones_own_deeds_and_posts_are_not_news(app, post_office, noon):
    own, other = make_idea(app, by="shahana"), make_idea(app)
    for post_id in (own, other):
        say(app, post_id, by="shahana")
    say(app, own, by="jubayer")
    move(app, other, by="shahana")
    assert not summed_up(app, post_office, noon, "shahana")


def test_what_is_hidden_or_out_of_reach_is_left_out(app, post_office, noon):
    hidden, worded = make_idea(app), make_idea(app)
    inner = make_idea(app, by="rahima", audience=Audience.OFFICE)
    for post_id in (hidden, worded, inner):
        say(app, post_id, by="arif")
        word = say(app, post_id, by="tanvir")
        if post_id == worded:
            hide_word(app, word)
    hide(app, hidden)
    (letter,) = summed_up(app, post_office, noon, "arif")
    assert len(lines_of(letter)) == 1, "he heads the district: the inner one he may read"
    assert f"/posts/{inner}#" in text_of(letter)


def test_ten_lines_at_most(app, post_office, noon):
    for number in range(12):
        idea = make_idea(app, title=f"Idea {number}")
        say(app, idea, by="shahana")
        say(app, idea, by="jubayer")
    (letter,) = summed_up(app, post_office, noon, "shahana")
    assert len(lines_of(letter)) == 10


def test_old_words_and_old_news_are_left_out(app, post_office, noon):
    old, silent = make_idea(app), make_idea(app)
    with clock_at(MONDAY - timedelta(days=14)):
        say(app, old, by="shahana")
    with clock_at(MONDAY - timedelta(days=9)):
        say(app, silent, by="shahana")
        say(app, silent, by="jubayer")
    say(app, old, by="jubayer")
    assert not summed_up(app, post_office, noon, "shahana")


def test_nobody_else_gets_it_and_who_stopped_it_does_not(app, post_office, noon, sign_in):
    idea = make_idea(app, by="rahima")
    for name in ("tanvir", "shahana", "arif"):
        say(app, idea, by=name)
    say(app, idea, by="jubayer")
    page = sign_in("arif")
    data = dict.fromkeys(("senior", "named", "actions", "answers", "followed"), "daily")
    page.post("/settings/mail", data=data | {"account": "daily", "outcomes": "never"})
    assert summed_up(app, post_office, noon, "shahana")
    assert not [each for each in to(post_office.letters, "arif") if SUBJECT in each["Subject"]]
    assert not [each for each in to(post_office.letters, "tanvir") if SUBJECT in each["Subject"]]


def test_where_no_worker_ran_on_thursday_it_comes_on_sunday_morning(app, post_office, noon):
    idea = make_idea(app)
    say(app, idea, by="shahana")
    say(app, idea, by="jubayer")
    assert not summed_up(app, post_office, noon, "shahana", NOON.replace(day=27))
    assert summed_up(app, post_office, noon, "shahana", NOON.replace(day=29, hour=9))

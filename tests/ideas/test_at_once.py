"""Many move an idea at once: one moves it, and the others are told what has become of it."""

from collections import Counter

from sqlalchemy import func, select

from app.comments.operations import Said
from app.core.db import db
from app.core.errors import Outdated
from app.core.log import LogEntry
from app.ideas.models import IdeaState, IdeaStep
from app.ideas.operations import move_idea
from app.posts.models import Post
from tests.endorsements.test_at_once import at_once as browsers_at_once
from tests.ideas.test_moving import filled
from tests.make import make_idea
from tests.together import at_once


def counted(app, *, kind=None):
    with app.app_context():
        rows = select(func.count(IdeaStep.id))
        if kind:
            rows = select(func.count(LogEntry.id)).where(LogEntry.kind == kind)
        return db.session.scalar(rows)


def test_of_two_seniors_at_once_one_moves_and_the_other_sees_both(app, sign_in):
    post_id = make_idea(app)
    browsers = [sign_in("arif"), sign_in("shahana"), sign_in("nurul")]
    own = ("tangail.dc", "land.secretary", "land.joint")
    given = [filled(app, "piloting", seat, reason=f"Says {seat}.") for seat in own]
    answers = []

    def send(number, browser):
        answer = browser.post(f"/posts/{post_id}/state", data=given[number])
        answers.append(answer)
        return answer

    assert browsers_at_once(browsers, send) == {303: 1, 409: 2}
    assert counted(app) == 1
    for lost in (answer for answer in answers if answer.status_code == 409):
        assert lost.text.count("Says ") == 2
    assert counted(app, kind="idea.moved") == 1


def test_of_those_in_other_processes_one_moves(app):
    post_id = make_idea(app)

    def send(who, number):
        to = (IdeaState.REVIEW, IdeaState.ADOPTED)[number % 2]
        try:
            return move_idea(who, db.session.get_one(Post, post_id), to, Said("Go."), who.seat, 0)
        except Outdated as lost:
            return Nothing(lost.words_now)

    found = at_once(app, ["arif", "shahana", "nurul", "maya"], send)
    assert Counter(isinstance(each, int) for each in found) == {True: 1, False: 3}
    assert {each for each in found if not isinstance(each, int)} <= {
        "Under review: Go.",
        "Adopted: Go.",
    }
    assert counted(app) == 1


class Nothing:
    """What came of a move that lost: what stood there already."""

    def __init__(self, words):
        self.id = words


def test_the_same_form_sent_twenty_times_at_once_is_one_step(app, sign_in):
    post_id = make_idea(app)
    given = filled(app)
    browsers = [sign_in("arif") for _ in range(20)]
    codes = browsers_at_once(
        browsers, lambda _number, browser: browser.post(f"/posts/{post_id}/state", data=given)
    )
    assert codes == {303: 20}
    assert counted(app) == 1

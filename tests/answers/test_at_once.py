"""From two windows at the same moment: one answer stands, and the log tells of each."""

from sqlalchemy import func, select

from app.answers.models import Answer
from app.answers.operations import mark_answer
from app.comments.models import Comment
from app.core.db import db
from app.core.log import LogEntry
from tests.make import make_post, say
from tests.together import at_once


def test_two_marks_at_once_leave_one_answer(app):
    post_id = make_post(app)
    said = [say(app, post_id, text=f"Way {number}") for number in range(4)]

    def mark(who, number):
        comment = db.session.get_one(Comment, said[number])
        mark_answer(who, comment)
        return comment

    assert at_once(app, ["rahima"] * 4, mark) == said
    with app.app_context():
        (standing,) = db.session.scalars(select(Answer.comment_id))
        last = db.session.scalars(
            select(LogEntry).where(LogEntry.kind == "answer.marked").order_by(LogEntry.id.desc())
        ).first()
        assert last.facts["comment_id"] == standing


def test_the_same_mark_at_once_is_one_mark(app):
    comment_id = say(app, make_post(app))

    def mark(who, _number):
        comment = db.session.get_one(Comment, comment_id)
        mark_answer(who, comment)
        return comment

    assert at_once(app, ["rahima"] * 4, mark) == [comment_id] * 4
    with app.app_context():
        marks = select(func.count(LogEntry.id)).where(LogEntry.kind == "answer.marked")
        assert db.session.scalar(marks) == 1

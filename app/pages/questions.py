"""Questions by name: what seniors asked this officer and wait to hear, each with its clock."""

from dataclasses import dataclass
from datetime import date, datetime
from textwrap import shorten

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from app.calendar.queries import national_calendar
from app.calendar.working_days import add_working_days
from app.comments.questions import QUESTIONS, list_questions_to
from app.core.clock import day_of, today
from app.core.text import plain
from app.officers.models import Officer
from app.officers.queries import Person, person
from app.officers.session import asking
from app.pages import bp

ANSWER_WORKING_DAYS = 5  # as a colleague's first word: a working week
MOST = 50  # on the page of them
FIRST_LETTERS = 200  # of each question


@dataclass(frozen=True, slots=True)
class Asked:
    comment_id: int
    post_id: int
    words: str  # of the question, the first of them
    said_in: str
    title: str  # of the post
    language: str
    person: Person  # who asks
    at: datetime
    due_on: date
    late: bool


def questions_to(officer: Officer, most: int = QUESTIONS) -> list[Asked]:
    """The oldest first. The calendar is asked only when there are any."""
    rows = list_questions_to(officer, most)
    calendar = national_calendar() if rows else None
    asked = []
    for row in rows:
        assert calendar is not None  # noqa: S101  (there are rows)
        due = add_working_days(calendar, day_of(row.created_at), ANSWER_WORKING_DAYS)
        asked.append(
            Asked(
                row.id,
                row.post_id,
                shorten(plain(row.html), FIRST_LETTERS, placeholder=" …"),
                row.said_in,
                row.title,
                row.language,
                person(row),
                row.created_at,
                due,
                due < today(),
            )
        )
    return asked


@bp.get("/questions")
@login_required
def questions() -> ResponseReturnValue:
    return render_template("pages/questions.html", questions=questions_to(asking(), MOST))

"""What an officer has missed: a small page, for a line that is slow and a morning that is short."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from textwrap import shorten

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required
from markupsafe import Markup

from app.actions.queries import list_waiting_for
from app.core.clock import moment_of, now
from app.moderation.queries import count_open
from app.notifications.missed import Missed, list_missed
from app.notifications.things import said_of
from app.officers.models import Officer
from app.officers.session import asking
from app.pages import bp
from app.pages.questions import questions_to

DAYS = 7  # when the address says nothing
WORDS = 32  # letters of a title, in a sentence under it


@dataclass(frozen=True, slots=True)
class OfPost:
    """What was missed of one post."""

    first: Missed  # the newest: it has the title
    lines: list[tuple[Missed, Markup]]  # each with its sentence


@bp.get("/away")
@login_required
def away() -> ResponseReturnValue:
    """Since a moment that stands in the address: when one was last seen is written while one looks,
    so it tells nothing of when one left."""
    officer = asking()
    since = _start(request.args.get("since", ""))
    return render_template(
        "pages/away.html",
        posts=_by_post(officer, list_missed(officer, since)),
        since=since,
        starts=[(days, now() - timedelta(days=days)) for days in (1, DAYS, 30)],
        questions=questions_to(officer),
        waiting=list_waiting_for(officer),
        concerns=count_open(officer),
        first=True,
    )


def _start(asked: str) -> datetime:
    """In the past, whatever was asked."""
    moment = moment_of(asked)
    return moment if moment and moment < now() else now() - timedelta(days=DAYS)


def _by_post(officer: Officer, missed: Iterable[Missed]) -> list[OfPost]:
    """Posts in the order of their newest line."""
    lines = sorted(missed, key=lambda line: (-line.newest_of_post, -line.entry.id))
    return [
        OfPost(of_post[0], [(line, said_of(line, officer, _brief)) for line in of_post])
        for _, group in groupby(lines, key=attrgetter("post_id"))
        for of_post in [list(group)]
    ]


def _brief(title: str, language: str) -> Markup:
    """Its first words, in the language it is written in: all of it stands above."""
    words = shorten(title, WORDS, placeholder="…")
    return Markup('<span lang="{}">“{}”</span>').format(language, words)

from datetime import datetime
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required
from sqlalchemy import literal, select

from app.actions.queries import list_strips, list_waiting_for
from app.beginning.queries import list_first_steps
from app.core.clock import moment_of, today
from app.core.db import ask
from app.core.policy import can, refusal
from app.core.web import asked_number, number_of
from app.endorsements.desk import waiting_on_desk
from app.endorsements.policy import refusal_to_endorse
from app.files.forms import CommentWithFilesForm
from app.files.queries import has_files
from app.following.followed import is_of_followed
from app.following.queries import faces, keeps
from app.moderation.queries import open_things
from app.officers.models import Officer
from app.officers.session import asking, current_officer
from app.pages import bp
from app.pages.around import around
from app.pages.pieces import Card, card_pieces, list_cards
from app.pages.questions import questions_to
from app.posts.models import Post, PostKind
from app.posts.queries import PAGE, find_opened, hears
from app.repeats.queries import answers, find_challenge_of, find_made_of, list_ideas

FILTERS = ("all", "office", "following", "field")


@bp.get("/")
@login_required
def home() -> ResponseReturnValue:
    """The feed: the latest activity first, and never by rank or liking."""
    officer = asking()
    asked = request.args.get("only")
    only = asked if asked in FILTERS else "all"
    cards = list_cards(
        officer,
        before=place_in_feed(),
        only=only,
        within=is_of_followed() if only == "following" else None,
        reader=officer.id,
    )
    concerns, on_desk = count_waiting(officer)
    further = bool(request.args.get("before"))
    return render_template(
        "pages/home.html",
        cards=card_pieces(cards, list_strips([card.id for card in cards if card.flagged_at])),
        questions=questions_to(officer),
        on_desk=on_desk,
        waiting=list_waiting_for(officer),
        concerns=concerns,
        only=only,
        first=not further,
        steps=list_first_steps(officer) if only == "all" and not further else [],
        older=after_last(cards),
        today=today(),
    )


@bp.get("/posts/<int:post_id>")
@login_required
def post(post_id: int) -> ResponseReturnValue:
    opened = find_opened(
        current_officer, post_id, faces(), hears(), keeps(), has_files(), answers()
    )
    found = opened.post
    before = asked_number("before")
    shown = around(opened, before)
    may_seal = can(current_officer, "mark_read", found)
    return render_template(
        "pages/post.html",
        post=found,
        entry=opened.heard,
        marks=opened.marks,
        around=shown,
        before=before,
        since=asked_number("since"),
        # The rules would ask the database again for what stands in the seals.
        may_endorse=may_seal
        and refusal_to_endorse(found) is None
        and not shown.seals.endorsed_by(current_officer),
        may_read=may_seal and not shown.seals.read_by(current_officer),
        refused=refusal(current_officer, "comment_on", found),
        form=CommentWithFilesForm(),
        challenge=_challenge_around(found, opened.marks),
        today=today(),
    )


def _challenge_around(post: Post, marks: frozenset[str]) -> dict[str, Any] | None:
    """Of a challenge: the ideas that answer it, and what it is made of. Of an idea: what it
    answers. As far as the reader may read them, so it is asked each time."""
    if post.kind == PostKind.CHALLENGE:
        return {
            "ideas": list_ideas(current_officer, post.id),
            "repeat": find_made_of(current_officer, post.id),
            "open": can(current_officer, "answer_challenge", post)
            and can(current_officer, "write", Post),
        }
    if "answers" in marks:
        return {"answered": find_challenge_of(current_officer, post.id)}
    return None


def count_waiting(officer: Officer) -> tuple[int, int]:
    """Concerns, for a moderator; and what lies on a senior's desk. In one statement, or none."""
    if not (officer.is_moderator or officer.is_senior):
        return 0, 0
    concerns = open_things(officer) if officer.is_moderator else literal(0)
    desk = waiting_on_desk(officer) if officer.is_senior else literal(0)
    ((open_concerns, on_desk),) = ask(select(concerns, desk))
    return open_concerns, on_desk


def place_in_feed() -> tuple[datetime, int] | None:
    """The place in a list of cards from which to go on, as the last page wrote it:
    "<moment>_<id>"."""
    moment, _, number = request.args.get("before", "").partition("_")
    at, post_id = moment_of(moment), number_of(number)
    return (at, post_id) if at and post_id else None


def after_last(cards: list[Card]) -> str | None:
    """Where the next page goes on; pinned posts are on top of the first and do not count."""
    latest = [card for card in cards if card.pinned_at is None]
    if len(latest) < PAGE:
        return None
    return f"{latest[-1].moved_at.isoformat()}_{latest[-1].id}"

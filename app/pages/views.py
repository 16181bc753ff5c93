from datetime import datetime

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from app.actions.queries import list_strips, list_waiting_for
from app.comments.forms import CommentForm
from app.comments.queries import list_questions_to
from app.core.clock import moment_of, today
from app.core.policy import can, refusal
from app.core.web import asked_number, number_of
from app.endorsements.policy import refusal_to_endorse
from app.files.queries import has_files
from app.following.followed import is_of_followed
from app.following.queries import faces, keeps
from app.moderation.queries import count_open
from app.officers.queries import person
from app.officers.session import asking, current_officer
from app.pages import bp
from app.pages.around import around
from app.pages.pieces import Card, card_pieces, list_cards
from app.posts.queries import PAGE, find_opened, hears

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
    return render_template(
        "pages/home.html",
        cards=card_pieces(cards, list_strips([card.id for card in cards if card.flagged_at])),
        questions=[(row, person(row)) for row in list_questions_to(officer)],
        waiting=list_waiting_for(officer),
        concerns=count_open(officer),
        only=only,
        first=not request.args.get("before"),
        older=after_last(cards),
        today=today(),
    )


@bp.get("/posts/<int:post_id>")
@login_required
def post(post_id: int) -> ResponseReturnValue:
    opened = find_opened(current_officer, post_id, faces(), hears(), keeps(), has_files())
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
        form=CommentForm(),
        today=today(),
    )


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

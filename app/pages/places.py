"""Lists of posts that have an address of their own: those with a tag, those of an office."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from markupsafe import Markup
from sqlalchemy import ColumnElement, bindparam, select

from app.actions.queries import list_strips
from app.core.errors import Missing
from app.core.links import tag_of
from app.following.followed import Kind, What, list_chosen
from app.naming.queries import carries
from app.officers.models import Office
from app.officers.queries import find_office, list_seats
from app.officers.session import current_officer
from app.pages import bp
from app.pages.pieces import card_pieces, list_cards
from app.pages.views import after_last, place_in_feed
from app.posts.models import Post


@bp.get("/tags/<tag>")
@login_required
def tag(tag: str) -> ResponseReturnValue:
    """One tag has one page, however it is spelled; and it has one before anybody has used it."""
    found = tag_of(tag)
    if found is None:
        raise Missing
    if found != tag:
        return redirect(url_for("pages.tag", tag=found))
    what = What(Kind.TAG, found)
    cards, older = _cards(carries(), tag=found)
    return render_template(
        "pages/tag.html", tag=found, cards=cards, older=older, **_follows(what), first=_first()
    )


@bp.get("/offices/<int:office_id>")
@login_required
def office(office_id: int) -> ResponseReturnValue:
    """Who sits there today, and what was written there and under it."""
    found = find_office(office_id)
    whats = [What(Kind.OFFICE, found.id)]
    if found.layer == "district":
        whats.append(What(Kind.DISTRICT, found.code))
    cards, older = _cards(is_from(), under=f"{found.path}%")
    return render_template(
        "pages/office.html",
        office=found,
        seats=list_seats(found),
        cards=cards,
        older=older,
        **_follows(*whats),
        first=_first(),
    )


@cache
def is_from() -> ColumnElement[bool]:
    """Of a query that has posts: was it written in the office of a path, or `under` it?"""
    return Post.office_id.in_(select(Office.id).where(Office.path.like(bindparam("under"))))


def _cards(within: ColumnElement[bool], **told: Any) -> tuple[Sequence[Markup], str | None]:
    """The latest first, only those in sight; and where the next page goes on."""
    cards = list_cards(
        current_officer,
        before=place_in_feed(),
        only="within",
        within=within,
        **told,
    )
    strips = list_strips([card.id for card in cards if card.flagged_at])
    return card_pieces(cards, strips), after_last(cards)


def _follows(*whats: What) -> dict[str, Any]:
    return {"whats": whats, "chosen": list_chosen(current_officer, whats)}


def _first() -> bool:
    return "before" not in request.args

"""Names to choose from, while one writes and under a preview: by their words, and by how they sound
where Bangla is typed in Latin letters."""

from flask import Response, render_template, request
from flask_login import login_required

from app.core import limits
from app.core.text import tidy_line
from app.naming.choosing import Candidate, Offer, list_candidates, list_of_officers, offer
from app.officers.session import asking, current_officer
from app.pages import bp
from app.search.keys import keys
from app.search.queries import list_sounding
from app.search.words import words

HEARD = 12  # officers who are looked at for how their names sound


@bp.get("/mentions")
@login_required
@limits.CHOOSE_NAMES
def mentions() -> Response:
    """A piece for our script; nothing where nobody is meant. Whether they may read the post it does
    not say, as the preview does not (decision 0010)."""
    offers = offered(request.args.get("q", ""))
    return Response(render_template("naming/_offers.html", offers=offers) if offers else "")


@bp.app_template_global()
def offered(typed: str) -> list[Offer]:
    """Whom what was typed after an @ may mean."""
    said = tidy_line(typed).lstrip("[").rstrip("]")[:100]
    seat = current_officer.seat
    found = list_candidates(said, near=seat.office.district if seat else "")
    if not found and said.isascii():
        found = _sounding(said)
    return [one for one in offer(found) if one.reaches.id != asking().id]


def _sounding(typed: str) -> list[Candidate]:
    """In which each word is heard; one of two letters, hardly begun, only if it is alone."""
    said = words(typed)
    said = [word for word in said if len(word) > 2] or said
    asked = [key for word in said for key in keys(word)[:1]]
    if not said or len(asked) < len(said):
        return []
    heard = list_of_officers(list_sounding(asked, HEARD))
    return [one for one in heard if _sounds(one.bn, asked)]


def _sounds(name: str, asked: list[str]) -> bool:
    """Does each of the keys begin one of a word of the name?"""
    of_name = [key for word in words(name) for key in keys(word)]
    return all(any(key.startswith(begun) for key in of_name) for begun in asked)

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from app.core import limits
from app.core.web import asked_number
from app.officers.session import current_officer
from app.posts.models import PostKind
from app.search.building import KINDS
from app.search.index import MOST_HITS
from app.search.queries import PAGE, search
from app.search.results import lines_of

bp = Blueprint("search", __name__)

OF_POSTS, OF_ACTIONS = ("unanswered", "answered"), ("doing", "done", "verified")
STATES = (*OF_POSTS, *OF_ACTIONS)
STATES_OF = dict.fromkeys(PostKind, OF_POSTS) | {"notice": (), "action": OF_ACTIONS, "": STATES}
MOST_TYPED = 500


@bp.get("/search")
@login_required
@limits.SEARCH
def page() -> ResponseReturnValue:
    typed = request.args.get("q", "")[:MOST_TYPED]
    kind, state = _one_of(KINDS, "kind"), _one_of(STATES, "state")
    number = min(max(1, asked_number("page") or 1), MOST_HITS // PAGE)
    newest_first = request.args.get("sort") == "newest"
    found = search(
        current_officer, typed, kind=kind, state=state, newest_first=newest_first, page=number
    )
    return render_template(
        "search/page.html",
        typed=typed,
        found=found,
        lines=lines_of(found.hits, found.asked),
        kind=kind,
        state=state,
        kinds=[name for name in KINDS if found.uncounted or name in found.kinds],
        states=[
            name for name in STATES_OF.get(kind, ()) if found.uncounted or name in found.states
        ],
        newest_first=newest_first,
        links=_links(number, -(-found.count // PAGE)),
    )


def _links(number: int, last: int) -> list[tuple[int, str | None]]:
    """The pages around this one, each with its address; none for the one that is shown."""
    near = range(max(1, number - 3), min(last, number + 3) + 1)
    asked: dict[str, Any] = request.args.to_dict()
    return [(n, None if n == number else url_for(".page", **asked | {"page": n})) for n in near]


def _one_of(known: tuple[str, ...], name: str) -> str:
    asked = request.args.get(name, "")
    return asked if asked in known else ""

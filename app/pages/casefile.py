"""All of one case: the post, its item from the flag to the result, orders, appeals and evidence. On
paper, and as a ZIP that proves itself."""

from typing import Any

from flask import Response, current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from app.actions.forms import OUTCOMES
from app.actions.models import ActionItem
from app.actions.operations import take_case_file
from app.actions.queries import find_action
from app.actions.record import show_action
from app.appeals.queries import list_of
from app.core import limits, log
from app.core.clock import now
from app.core.policy import can, require
from app.core.transaction import transaction
from app.evidence.queries import Shown, list_evidence
from app.files.queries import has_files
from app.investigations.queries import list_seen, list_steps
from app.officers.session import asking, current_officer
from app.orders.record import list_tree
from app.pages import bp
from app.pages.around import around
from app.pages.bundle import bundle, list_entries, name_of, parts_of
from app.posts.queries import find_opened


@bp.get("/actions/<int:action_id>/file")
@login_required
def case_file(action_id: int) -> ResponseReturnValue:
    found = find_action(current_officer, action_id)
    return render_template(
        "pages/casefile.html",
        **_case(found, list_evidence(action_id)),
        takes=can(current_officer, "take_case_file", found),
        served=_served,
        missing=[],
    )


@bp.post("/actions/<int:action_id>/file.zip")
@login_required
@limits.LOOK
def case_file_taken(action_id: int) -> ResponseReturnValue:
    """Written down before anything goes out. To take it again is to be written down again."""
    found = find_action(current_officer, action_id)
    require(current_officer, "take_case_file", found)
    with transaction():
        take_case_file(current_officer, found)
    found, laid = find_action(current_officer, action_id), list_evidence(action_id)
    base = current_app.config["BASE_URL"].rstrip("/")

    def pages(missing: list[Shown]) -> dict[str, str]:
        lost = {"missing": missing, "served": name_of}
        html = render_template("pages/casefile_alone.html", **_case(found, laid), **lost)
        readme = render_template("pages/casefile.txt", number=found.number, **lost)
        # Where there is a net, its links lead home.
        return {"index.html": html.replace('href="/', f'href="{base}/'), "README.txt": readme}

    seen = [f"investigation:{one.id}" for one in list_seen(current_officer, found)]
    entries = list_entries(f"action:{action_id}", *seen)
    given = bundle(current_officer, laid, entries, pages)
    response = Response(parts_of(given.stream), content_type="application/zip")
    response.content_length = given.length
    response.headers["Content-Disposition"] = f'attachment; filename="{found.number}.zip"'
    return response


def _served(one: Shown) -> str:
    size = one.copy.name if one.copy else "whole"
    return url_for("evidence.serve", evidence_id=one.id, size=size)


def _case(item: ActionItem, laid: list[Shown]) -> dict[str, Any]:
    opened = find_opened(asking(), item.post_id, has_files())
    return {
        "item": item,
        "outcome": OUTCOMES[item.outcome] if item.outcome else None,
        "action": show_action(item.id),
        "post": opened.post,
        "around": around(opened, None),
        "entry": log.latest(),
        "orders": list_tree(item.id),
        "investigations": [(one, list_steps(one.id)) for one in list_seen(current_officer, item)],
        "appeals": list_of(item.id),
        "laid": laid,
        "now": now(),
    }

"""An action item with all that belongs to it: its chain, its words, and what hangs on it."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from app.actions.acts import blank, open_to
from app.actions.models import ActionState
from app.actions.queries import find_action
from app.actions.record import show_action
from app.core import log
from app.core.policy import refusal
from app.officers.session import current_officer
from app.pages import bp


@bp.get("/actions/<int:action_id>")
@login_required
def item(action_id: int) -> ResponseReturnValue:
    heard = log.latest()  # read first: what is done while we read is caught up, not lost
    found = find_action(current_officer, action_id)
    acts = open_to(current_officer, found)
    waits = found.state == ActionState.DONE and "verify" not in {act.name for act in acts}
    return render_template(
        "pages/item.html",
        action=show_action(found.id),
        acts=acts,
        form=blank(acts[0], found) if acts else None,
        wait=refusal(current_officer, "verify", found) if waits else None,
        heard=heard,
        entry=heard,
    )

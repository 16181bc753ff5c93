"""An action item with all that belongs to it: its chain, its words, and what hangs on it."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from app.actions.acts import blank, open_to
from app.actions.models import ActionState
from app.actions.policy import may_triage
from app.actions.queries import find_action
from app.actions.record import show_action
from app.appeals.queries import list_of
from app.core import log
from app.core.policy import can, refusal
from app.evidence.queries import laid_out, list_evidence
from app.investigations import queries as investigations
from app.officers.session import current_officer
from app.orders.record import list_tree
from app.pages import bp
from app.results.credit import is_named, list_credited
from app.results.queries import find_standing


@bp.get("/actions/<int:action_id>")
@login_required
def item(action_id: int) -> ResponseReturnValue:
    heard = log.latest()  # read first: what is done while we read is caught up, not lost
    found = find_action(current_officer, action_id)
    acts = open_to(current_officer, found)
    waits = found.state == ActionState.DONE and "verify" not in {act.name for act in acts}
    verified = found.state == ActionState.VERIFIED
    result = find_standing(found.id)
    return render_template(
        "pages/item.html",
        action=show_action(found.id),
        acts=acts,
        form=blank(acts[0], found) if acts else None,
        orders=list_tree(found.id),
        orders_given=can(current_officer, "give_order", found),
        investigations=investigations.list_of(found.id) if found.investigations else (),
        read_whole=investigations.list_seen(current_officer, found),
        may_investigate=can(current_officer, "ask_investigation", found),
        appeals=list_of(found.id),
        may_appeal=can(current_officer, "appeal", found),
        wait=refusal(current_officer, "verify", found) if waits else None,
        laid=laid_out(list_evidence(found.id)),
        may_add_evidence=can(current_officer, "add_evidence", found),
        result=result,
        publishes=verified and can(current_officer, "publish_result", found),
        credited=result is not None and current_officer.id in list_credited(found),
        named=is_named(found.id, current_officer.id),
        withdraws=result is not None and may_triage(current_officer, found.post),
        heard=heard,
        entry=heard,
    )

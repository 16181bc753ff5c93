import logging

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from app.actions.models import ActionItem
from app.actions.queries import find_action
from app.core import keys, limits, log
from app.core.db import db
from app.core.errors import Busy
from app.core.policy import refusal, require
from app.core.transaction import transaction
from app.evidence.forms import EvidenceForm
from app.evidence.models import Damage, Evidence
from app.evidence.operations import AlreadyThere, add_evidence
from app.evidence.proving import prove, write_down
from app.evidence.queries import find_served, laid_out, list_evidence, list_not_taken
from app.files.choosing import carried, keep, meet, say_gone
from app.files.operations import ChosenGone
from app.files.serving import served
from app.files.shelf import Opened
from app.officers.session import current_officer

logger = logging.getLogger(__name__)

bp = Blueprint("evidence", __name__)

WAIT_SECONDS = 1.0  # to write down what was found: no answer depends on it


class Unproven(Exception):
    """It is not as its record says."""


@bp.route("/actions/<int:action_id>/evidence", methods=["GET", "POST"])
@login_required
@limits.ATTACH
def add(action_id: int) -> ResponseReturnValue:
    """All that is laid before an item; and for those who take part in it, the form."""
    heard = log.latest()  # read first: what is done while we read is caught up, not lost
    item = find_action(current_officer, action_id)
    form = EvidenceForm()
    if form.is_submitted():
        require(current_officer, "add_evidence", item)
    meet(current_officer, form)
    if not form.validate_on_submit():
        return _page(item, form, heard), 422 if form.is_submitted() else 200
    about = form.about
    try:
        with carried(current_officer, form) as files, transaction():
            keys.once(
                current_officer.id,
                form,
                Evidence,
                lambda: add_evidence(current_officer, item, files.take()[0], about),
                lambda made: place_of(action_id, made.id),
            )
    except AlreadyThere as there:
        flash(_("This very file is here already: nothing was added twice. See it below."), "done")
        return redirect(place_of(action_id, there.evidence_id), 303)
    except ChosenGone:
        say_gone(form)
        return _page(item, form, heard), 422
    flash(_("Added. It is being sealed, and can be seen here in a moment."), "done")
    return redirect(f"{url_for('evidence.add', action_id=action_id)}?sent=note-{action_id}", 303)


@bp.get("/evidence/<int:evidence_id>/<size>")
@login_required
def serve(evidence_id: int, size: str) -> ResponseReturnValue:
    """The reach is asked each time, and so is the hash of what is read: what is not as its record
    says is not shown. The original is served to nobody."""
    found = find_served(current_officer, evidence_id, size)

    def proven() -> Opened:
        if found.damage == Damage.RECORD:  # which only the night takes back: it asks the log
            raise Unproven
        read = prove(found.place, found.part, found.sha256)
        damage = read if isinstance(read, Damage) else None
        if damage != found.damage:
            _write_down(found.part_id, damage)
        if isinstance(read, Damage):
            raise Unproven
        return read

    try:
        return served(found, found.sha256[:32], proven)
    except Unproven:
        html = render_template("evidence/damaged.html", action_id=found.action_id)
        return Response(html, 409)


def _write_down(part_id: int, damage: Damage | None) -> None:
    """At once, so that the page of the item says it too. When the database is busy, the night
    does it."""
    try:
        with transaction(wait=WAIT_SECONDS):
            write_down(part_id, damage)
    except (Busy, OperationalError, NoConnection):
        logger.warning("not written down: part %s of evidence is %s", part_id, damage)
        db.session.rollback()


def place_of(action_id: int, evidence_id: int) -> str:
    return url_for("evidence.add", action_id=action_id, _anchor=f"evidence-{evidence_id}")


def _page(item: ActionItem, form: EvidenceForm, heard: int) -> str:
    if form.is_submitted():
        keep(current_officer, form)
    there = list_evidence(item.id)
    return render_template(
        "evidence/add.html",
        item=item,
        form=form,
        heard=heard,
        entry=heard,
        reason=refusal(current_officer, "add_evidence", item),
        laid=laid_out(there),
        hides=there if current_officer.is_moderator else (),
        not_taken=list_not_taken(current_officer, item.id),
    )

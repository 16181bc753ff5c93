"""An officer leaves the service, shown before it is done; or comes back to it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from app.core import keys, limits
from app.core.clock import today
from app.core.errors import Missing
from app.core.policy import can, require
from app.core.transaction import transaction
from app.core.web import number_of
from app.officers.models import Officer
from app.officers.queries import find_profile, version_of
from app.officers.session import current_officer
from app.pages import bp
from app.pages.transfer import count_work
from app.retirement.forms import RetirementForm, ReturnForm
from app.retirement.operations import retire_officer, return_to_service


@bp.route("/administration/retirement", methods=["GET", "POST"])
@login_required
@limits.ADMINISTER
def retirement() -> ResponseReturnValue:
    officer = _whom()
    require(current_officer, "retire", officer)
    form = RetirementForm()
    if not form.validate_on_submit():
        if not form.is_submitted():
            form.since.data = today()
        return _page(officer, form), 422 if form.is_submitted() else 200
    with transaction():
        _once(officer, form, lambda: _retire(officer, form))
    flash(_("The seats are empty now. The officer and the heads of the offices are told."), "done")
    return redirect(url_for("pages.officer", officer_id=officer.id), 303)


@bp.post("/administration/return")
@login_required
@limits.ADMINISTER
def return_again() -> ResponseReturnValue:
    """Of who was retired by mistake, or is called back."""
    officer, form = _whom(), ReturnForm()
    form.validate_on_submit()
    with transaction():
        _once(officer, form, lambda: return_to_service(current_officer, officer))
    flash(_("The officer is in service again. Give them a seat by a transfer."), "done")
    return redirect(url_for("pages.transfer", officer=officer.id), 303)


def _once(officer: Officer, form: Any, do: Any) -> None:
    address = url_for("pages.officer", officer_id=officer.id)
    keys.once(current_officer.id, form, Officer, do, lambda _done: address)


def _retire(officer: Officer, form: RetirementForm) -> Officer:
    since = form.since.data or today()
    version = form.version.data or ""
    return retire_officer(current_officer, officer, since, form.leave_until.data, version)


def _whom() -> Officer:
    """Whom an administrator names; for others there is no such page."""
    if current_officer.administrator_since is None:
        raise Missing
    officer = find_profile(number_of(request.values.get("officer", "")) or 0)
    if officer.closed_at:
        raise Missing
    return officer


def _page(officer: Officer, form: RetirementForm) -> str:
    seats = officer.seats
    return render_template(
        "pages/retirement.html",
        officer=officer,
        form=form,
        version=version_of(officer),
        seats=[(seat, count_work(seat)) for seat in seats],
        may_return=can(current_officer, "return_to_service", officer),
        return_form=ReturnForm(formdata=None),
    )

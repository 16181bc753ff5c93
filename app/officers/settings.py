"""What an officer sets for oneself about pages that are live."""

from flask import redirect, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from app.core import limits
from app.core.errors import Missing
from app.core.transaction import transaction
from app.core.web import own_path
from app.officers import operations
from app.officers.models import Shown
from app.officers.session import current_officer
from app.officers.views import bp


@bp.post("/me/presence")
@login_required
@limits.SETTINGS
def presence() -> ResponseReturnValue:
    """What colleagues see of who is on a page at this moment."""
    chosen = request.form.get("shown", "")
    if chosen not in set(Shown):
        raise Missing
    with transaction():
        operations.choose_presence(current_officer, Shown(chosen))
    return redirect(own_path(request.form.get("next")), 303)


@bp.post("/me/announcing")
@login_required
@limits.SETTINGS
def announcing() -> ResponseReturnValue:
    """Whether a screen reader is told of new comments."""
    deed = {"on": operations.unhush, "off": operations.hush}.get(request.form.get("new", ""))
    if deed is None:
        raise Missing
    with transaction():
        deed(current_officer)
    return redirect(own_path(request.form.get("next")), 303)

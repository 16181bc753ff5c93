"""What an officer sets for oneself about pages that are live, and about keys."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required
from werkzeug.local import LocalProxy

from app.core import limits
from app.core.errors import Missing
from app.core.transaction import transaction
from app.core.web import own_path
from app.officers import operations
from app.officers.models import Shown
from app.officers.session import current_officer
from app.officers.views import bp, kept_by_browser


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


@bp.get("/shortcuts")
@login_required
def shortcuts() -> ResponseReturnValue:
    """What each single key does."""
    return render_template("officers/shortcuts.html")


@bp.post("/me/shortcuts")
@login_required
@limits.SETTINGS
def use_shortcuts() -> ResponseReturnValue:
    """Whether single keys do something, in this browser: a keyboard belongs to its device."""
    chosen = request.form.get("keys", "")
    if chosen not in {"on", "off"}:
        raise Missing
    return kept_by_browser("shortcuts", chosen)


def _has_shortcuts() -> bool:
    return request.cookies.get("shortcuts") != "off"


bp.record_once(
    lambda state: state.app.jinja_env.globals.update(shortcuts=LocalProxy(_has_shortcuts))
)

"""What an officer sets for oneself: how pages look and speak, what is live on them, and keys."""

from urllib.parse import parse_qsl, urlencode

from flask import (
    Response,
    current_app,
    redirect,
    render_template,
    request,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required
from werkzeug.local import LocalProxy

from app.core import limits
from app.core.errors import Missing
from app.core.i18n import COOKIE, LANGUAGES
from app.core.transaction import transaction
from app.core.web import A_YEAR, own_path
from app.officers import operations
from app.officers.models import Shown
from app.officers.session import (
    current_officer,
)
from app.officers.views import bp

THEMES = {"light", "dark"}


@bp.post("/me/language")
@limits.SETTINGS
def language() -> ResponseReturnValue:
    chosen = request.form.get("lang", "")
    if chosen not in LANGUAGES:
        raise Missing
    if current_user.is_authenticated:
        with transaction():
            operations.choose_language(current_officer, chosen)
    return _kept_by_browser(COOKIE, chosen)


@bp.post("/me/theme")
@limits.SETTINGS
def theme() -> ResponseReturnValue:
    chosen = request.form.get("theme", "")
    if chosen not in {*THEMES, "system"}:
        raise Missing
    if current_user.is_authenticated:
        with transaction():
            operations.choose_theme(current_officer, chosen if chosen in THEMES else None)
    return _kept_by_browser("theme", chosen)


def _kept_by_browser(name: str, value: str) -> Response:
    """Back to the same page, which the browser shows alike when nobody is signed in."""
    path, _mark, asked = own_path(request.form.get("next")).partition("?")
    kept = [pair for pair in parse_qsl(asked, keep_blank_values=True) if pair[0] != "lang"]
    response = current_app.make_response(
        redirect(f"{path}?{urlencode(kept)}" if kept else path, 303)
    )
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    response.set_cookie(name, value, max_age=A_YEAR, secure=secure, httponly=True, samesite="Lax")
    return response


def chosen_theme() -> str:
    """light, dark, or nothing: as the device has it."""
    if current_user.is_authenticated:
        return current_officer.theme or ""
    kept = request.cookies.get("theme", "")
    return kept if kept in THEMES else ""


# Asked anew at each rendering, and only by pages that have an <html>.
bp.record_once(lambda state: state.app.jinja_env.globals.update(theme=LocalProxy(chosen_theme)))


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
    return _kept_by_browser("shortcuts", chosen)


def _has_shortcuts() -> bool:
    return request.cookies.get("shortcuts") != "off"


bp.record_once(
    lambda state: state.app.jinja_env.globals.update(shortcuts=LocalProxy(_has_shortcuts))
)

from collections.abc import Mapping

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from markupsafe import Markup

from app.core import limits
from app.core.sentences import name_of
from app.core.transaction import transaction
from app.notifications.operations import read_all, read_thing
from app.notifications.queries import PAGE, Bell, Line, bell_of, find_line, list_lines
from app.notifications.things import page_of, said_of
from app.officers.session import asking, current_officer

bp = Blueprint("notifications", __name__)


@bp.app_template_global()
def bell_now() -> Bell:
    """The bell of who asks. Counted once a request, and only if a page shows it."""
    if "bell" not in g:
        g.bell = bell_of(current_officer)
    bell: Bell = g.bell
    return bell


@bp.get("/notifications")
@login_required
def bell_list() -> ResponseReturnValue:
    """Looking at the list reads nothing: a link that changes something would be followed by
    machines."""
    lines = list_lines(current_officer, before=_entry_id(request.args))
    return render_template(
        "notifications/list.html",
        lines=[(line, _bold(line.title, line.language), _said(line)) for line in lines],
        older=lines[-1].newest if len(lines) == PAGE else None,
        until=bell_now().heard,
        name_of=name_of,
    )


@bp.post("/notifications/reading")
@login_required
@limits.READ
def read_everything() -> ResponseReturnValue:
    until = _entry_id(request.form)
    with transaction():
        read_all(current_officer, until or 0)
    return redirect(url_for("notifications.bell_list"), 303)


@bp.post("/notifications/<int:entry_id>/opening")
@login_required
@limits.READ
def open_thing(entry_id: int) -> ResponseReturnValue:
    """Read, and on to the page itself."""
    line = find_line(current_officer, entry_id)
    if line.unread:
        with transaction():
            read_thing(current_officer, line.thing)
    return redirect(page_of(line.thing, line.comment_id), 303)


def _said(line: Line) -> Markup:
    return said_of(line, asking(), _bold)


def _bold(title: str, language: str) -> Markup:
    """A title, in the language it is written in."""
    return Markup('<b lang="{}">{}</b>').format(language, title)


def _entry_id(typed: Mapping[str, str]) -> int | None:
    """How far in the log; nothing when it is no number of ours."""
    number = typed.get("until") or typed.get("before") or ""
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else None

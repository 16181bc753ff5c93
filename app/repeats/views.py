from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from app.core.policy import can
from app.core.web import asked_number
from app.officers.session import current_officer
from app.posts.models import Post
from app.repeats.queries import WINDOW, list_repeats

bp = Blueprint("repeats", __name__)


@bp.get("/repeats")
@login_required
def index() -> ResponseReturnValue:
    before = asked_number("before")
    repeats, older = list_repeats(current_officer, before)
    return render_template(
        "repeats/list.html",
        repeats=repeats,
        older=older,
        window=WINDOW,
        may_open=can(current_officer, "give_challenge", Post),
    )

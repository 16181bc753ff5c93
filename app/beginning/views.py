from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from app.beginning.models import Step
from app.beginning.operations import say_done, skip
from app.beginning.queries import OFFICES, list_first_steps, list_offices_near
from app.core import limits
from app.core.errors import Missing
from app.core.transaction import transaction
from app.following.followed import Kind, What, list_chosen
from app.officers.session import current_officer

bp = Blueprint("beginning", __name__)


@bp.get("/first-steps/language")
@login_required
def language() -> ResponseReturnValue:
    return render_template("beginning/language.html")


@bp.get("/first-steps/offices")
@login_required
def offices() -> ResponseReturnValue:
    whats = [
        (office, What(Kind.OFFICE, office.id)) for office in list_offices_near(current_officer)
    ]
    chosen = list_chosen(current_officer, [what for _, what in whats]) if whats else set()
    steps = list_first_steps(current_officer)
    done = any(one.step == Step.FOLLOW and one.done for one in steps)
    return render_template(
        "beginning/offices.html", whats=whats, chosen=chosen, number=OFFICES, done=done
    )


@bp.post("/first-steps/<step>")
@login_required
@limits.SETTINGS
def take(step: str) -> ResponseReturnValue:
    """Said to be done, or skipped; `all`: the list is put away."""
    if step == "all":
        steps = list(Step)
    elif step in set(Step):
        steps = [Step(step)]
    else:
        raise Missing
    with transaction():
        if request.form.get("new") == "done" and len(steps) == 1:
            say_done(current_officer, steps[0])
        else:
            skip(current_officer, steps)
    return redirect(url_for("pages.home"), 303)

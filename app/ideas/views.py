from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required
from wtforms.fields.choices import SelectChoice

from app.comments.operations import SaidPlainly
from app.core import keys, limits
from app.core.errors import Missing
from app.core.policy import require
from app.core.transaction import transaction
from app.core.web import number_of, way_back
from app.ideas.forms import MergeForm, MoveForm
from app.ideas.models import IdeaState, IdeaStep
from app.ideas.operations import merge_idea, move_idea
from app.ideas.policy import ways_on
from app.ideas.queries import find_last_step, list_moves, list_owners
from app.officers.queries import find_seat
from app.officers.session import current_officer
from app.posts.models import Post
from app.posts.queries import find_post
from app.posts.seats import choices_of

bp = Blueprint("ideas", __name__)


@bp.route("/posts/<int:post_id>/state", methods=["GET", "POST"])
@login_required
@limits.WORK_ACTION
def move(post_id: int) -> ResponseReturnValue:
    post = find_post(current_officer, post_id)
    form = _form_for(post)
    if not form.validate_on_submit():
        require(current_officer, "move_idea", post)
        html = render_template("ideas/move.html", post=post, form=form, moves=list_moves(post_id))
        return html, 422 if form.is_submitted() else 200
    to, said = IdeaState(form.state.data), SaidPlainly(form.reason.data)
    version = number_of(form.version.data or "")
    back = url_for("pages.post", post_id=post_id, _anchor="idea-state")
    with transaction():
        keys.once(
            current_officer.id,
            form,
            IdeaStep,
            lambda: move_idea(current_officer, post, to, said, find_seat(form.seat.data), version),
            lambda _step: back,
        )
    flash(_("Moved. The author, the followers and the seat responsible are told."), "done")
    return redirect(way_back(back, f"state-{post_id}"), 303)


@bp.route("/posts/<int:post_id>/merge", methods=["GET", "POST"])
@login_required
@limits.WORK_ACTION
def merge(post_id: int) -> ResponseReturnValue:
    post, form = find_post(current_officer, post_id), MergeForm()
    into = _other_idea(form) if form.validate_on_submit() else None
    if into is None:
        require(current_officer, "move_idea", post)
        html = render_template("ideas/merge.html", post=post, form=form)
        return html, 422 if form.is_submitted() else 200
    said, back = SaidPlainly(form.reason.data), url_for("pages.post", post_id=into.id)
    with transaction():
        keys.once(
            current_officer.id,
            form,
            IdeaStep,
            lambda: merge_idea(current_officer, post, into, said),
            lambda _step: back,
        )
    flash(_("Merged. Who wrote, followed or endorsed the idea is told."), "done")
    return redirect(way_back(back, f"merge-{post_id}"), 303)


def _other_idea(form: MergeForm) -> Post | None:
    """What one may not read is not there, here as everywhere."""
    try:
        return find_post(current_officer, form.into_id)
    except Missing:
        form.into.errors = [_("There is no such idea. Give its address, or its number like 12.")]
        return None


def _form_for(post: Post) -> MoveForm:
    """Opened on how the idea stands, with the officer's own seat chosen."""
    last = find_last_step(post)
    form = MoveForm()
    form.offer(ways_on(last.state if last else IdeaState.SUBMITTED), _seats_to_choose(post))
    if not form.is_submitted():
        form.version.data = last.id if last else 0
    return form


def _seats_to_choose(post: Post) -> list[SelectChoice]:
    return choices_of(list_owners(current_officer, post))

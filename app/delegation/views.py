from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from app.comments.operations import Said
from app.core import keys, limits
from app.core.policy import require
from app.core.transaction import transaction
from app.delegation import operations
from app.delegation.forms import ApproveForm, ChangeForm, NamingForm, PrepareForm
from app.delegation.models import Act, Delegation, Preparation
from app.delegation.policy import refusal_to_say
from app.delegation.queries import (
    count_prepared,
    find_delegation,
    find_post_for_both,
    find_preparation,
    find_running,
    is_running,
    list_given_to,
    list_named_by,
    list_prepared_by,
    list_put_aside,
    read_by_both,
)
from app.endorsements.desk import list_waiting
from app.officers.directory import list_directory, wanted_of
from app.officers.queries import find_profile, person, person_of
from app.officers.session import asking

bp = Blueprint("delegation", __name__)


@bp.get("/me/private-secretaries")
@login_required
def named() -> ResponseReturnValue:
    """Who writes for this officer, and for whom this officer writes."""
    wanted = wanted_of(request.args)
    found = list_directory(wanted) if wanted.words and asking().is_senior else []
    return render_template(
        "delegation/named.html",
        mine=list_named_by(asking()) if asking().is_senior else [],
        given=list_given_to(asking()),
        wanted=wanted,
        people=[person(row) for row in found],
        person_of=person_of,
    )


@bp.route("/people/<int:officer_id>/private-secretary", methods=["GET", "POST"])
@login_required
@limits.SETTINGS
def name(officer_id: int) -> ResponseReturnValue:
    whom = find_profile(officer_id)
    form = NamingForm()
    if not form.validate_on_submit():
        require(asking(), "name_delegate", whom)
        status = 422 if form.is_submitted() else 200
        return render_template(
            "delegation/name.html", whom=whom, line=person_of(whom), form=form
        ), status
    with transaction():
        keys.once(
            asking().id,
            form,
            Delegation,
            lambda: operations.name_delegate(
                asking(), find_profile(officer_id), form.since.data, form.until.data
            ),
            lambda _made: url_for("delegation.named"),
        )
    flash(_("%(name)s is told, and may decline.", name=whom.name), "done")
    return redirect(url_for("delegation.named"), 303)


@bp.get("/delegations/<int:delegation_id>")
@login_required
def page(delegation_id: int) -> ResponseReturnValue:
    """The senior's desk, as far as both may read it, and what was prepared."""
    delegation = find_delegation(asking(), delegation_id)
    if delegation.senior_id == asking().id:
        waits = is_running(delegation) and count_prepared(delegation)
        return redirect(url_for("pages.desk" if waits else "delegation.named"), 303)
    if not is_running(delegation):
        return render_template("delegation/over.html", delegation=delegation)
    return render_template(
        "delegation/desk.html",
        delegation=delegation,
        lines=[
            (row.Post, person(row))
            for row in list_waiting(delegation.senior, read_by_both(delegation))
        ],
        prepared=list_prepared_by(delegation),
        aside=list_put_aside(delegation),
    )


@bp.post("/delegations/<int:delegation_id>/end")
@login_required
@limits.SETTINGS
def end(delegation_id: int) -> ResponseReturnValue:
    delegation = find_delegation(asking(), delegation_id)
    with transaction():
        operations.end_delegation(asking(), delegation)
    flash(_("It is over. No words in preparation are left."), "done")
    return redirect(url_for("delegation.named"), 303)


@bp.route("/delegations/<int:delegation_id>/posts/<int:post_id>", methods=["GET", "POST"])
@login_required
@limits.WRITE_COMMENT
def prepare(delegation_id: int, post_id: int) -> ResponseReturnValue:
    delegation = find_running(asking(), delegation_id)
    post = find_post_for_both(delegation, post_id)
    form = PrepareForm()
    if not form.validate_on_submit():
        require(asking(), "prepare", delegation)
        refused = [act for act in Act if refusal_to_say(delegation.senior, act, post)]
        status = 422 if form.is_submitted() else 200
        return render_template(
            "delegation/prepare.html",
            delegation=delegation,
            post=post,
            form=form,
            refused=refused,
        ), status
    with transaction():
        keys.once(
            asking().id,
            form,
            Preparation,
            lambda: operations.prepare_words(
                asking(), delegation, post, Act(form.act.data), form.words.data
            ),
            lambda made: url_for("delegation.change", preparation_id=made.id),
        )
    flash(_("It lies on the desk of %(name)s.", name=delegation.senior.name), "done")
    return redirect(url_for("delegation.page", delegation_id=delegation_id), 303)


@bp.route("/prepared/<int:preparation_id>", methods=["GET", "POST"])
@login_required
@limits.WRITE_COMMENT
def change(preparation_id: int) -> ResponseReturnValue:
    """Its writer corrects it, before it is said."""
    prepared = find_preparation(asking(), preparation_id)
    form = ChangeForm(data=_stands(prepared))
    form.prepared_act = prepared.act
    if not form.validate_on_submit():
        require(asking(), "change_words", prepared)
        status = 422 if form.is_submitted() else 200
        return render_template("delegation/change.html", prepared=prepared, form=form), status
    with transaction():
        operations.change_words(asking(), prepared, form.words.data, form.of_version)
    flash(_("Changed. It still waits for your senior."), "done")
    return redirect(url_for("delegation.page", delegation_id=prepared.delegation_id), 303)


@bp.route("/prepared/<int:preparation_id>/approval", methods=["GET", "POST"])
@login_required
@limits.WRITE_COMMENT
def approve(preparation_id: int) -> ResponseReturnValue:
    """Word for word, with one tap; or with other words."""
    prepared = find_preparation(asking(), preparation_id)
    form = ApproveForm(data=_stands(prepared))
    form.prepared_act = prepared.act
    if not form.validate_on_submit():
        require(asking(), "approve", prepared)
        status = 422 if form.is_submitted() else 200
        return render_template("delegation/approve.html", prepared=prepared, form=form), status
    said = Said(form.words.data if form.words.raw_data else prepared.words)
    with transaction():
        keys.once(asking().id, form, Preparation, lambda: _said(prepared, said, form), _place)
    by = prepared.delegation.delegate.name
    flash(_("Said in your name. It is labelled: prepared by %(name)s.", name=by), "done")
    return redirect(url_for("pages.desk"), 303)


def _said(prepared: Preparation, said: Said, form: ApproveForm) -> Preparation:
    operations.approve_words(asking(), prepared, said, form.of_version)
    return prepared


def _place(prepared: Preparation) -> str:
    return url_for("pages.post", post_id=prepared.post_id)


@bp.post("/prepared/<int:preparation_id>/setting-aside")
@login_required
@limits.WRITE_COMMENT
def put_aside(preparation_id: int) -> ResponseReturnValue:
    prepared = find_preparation(asking(), preparation_id)
    own = prepared.delegation.delegate_id == asking().id
    with transaction():
        operations.set_aside(asking(), prepared)
    if own:
        flash(_("Taken back."), "done")
        return redirect(url_for("delegation.page", delegation_id=prepared.delegation_id), 303)
    told = _("Put aside. %(name)s is told.", name=prepared.delegation.delegate.name)
    flash(told, "done")
    return redirect(url_for("pages.desk"), 303)


def _stands(prepared: Preparation) -> dict[str, str] | None:
    """What a form begins with; what was sent speaks for itself."""
    if request.method == "POST":
        return None
    return {"words": prepared.words, "version": str(prepared.version)}

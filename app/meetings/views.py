from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from app.comments.operations import SaidPlainly
from app.core import keys, limits
from app.core.clock import DHAKA, now, today
from app.core.errors import Outdated
from app.core.policy import can, require
from app.core.transaction import transaction
from app.core.web import asked_number, number_of
from app.meetings.agenda import by_section, list_lines
from app.meetings.forms import CallForm, CallOffForm, HoldForm, WhenForm, minutes_form
from app.meetings.invitation import calendar_of
from app.meetings.models import Meeting
from app.meetings.operations import (
    call_meeting,
    call_off_meeting,
    hold_meeting,
    move_meeting,
    write_minutes,
)
from app.meetings.queries import (
    PAGE,
    find_meeting,
    list_coming,
    list_given,
    list_guests,
    list_past,
)
from app.officers.queries import find_office
from app.officers.session import current_officer

bp = Blueprint("meetings", __name__)


@bp.get("/meetings")
@login_required
def index() -> ResponseReturnValue:
    before = asked_number("before")
    past = list_past(current_officer, before)
    return render_template(
        "meetings/list.html",
        coming=[] if before else list_coming(current_officer),
        past=past,
        older=past[-1].id if len(past) == PAGE else None,
        may_call=can(current_officer, "call_meeting", Meeting),
    )


@bp.route("/meetings/new", methods=["GET", "POST"])
@login_required
@limits.WORK_ACTION
def call() -> ResponseReturnValue:
    require(current_officer, "call_meeting", Meeting)
    form = CallForm()
    form.offer(current_officer)
    sound = form.validate_on_submit()
    office = find_office(number_of(form.office.data or "") or 0) if sound else None
    if not office or form.warns(office):
        html = render_template("meetings/call.html", form=form)
        return html, 422 if form.is_submitted() else 200
    said, when = SaidPlainly(form.words.data), form.when
    with transaction():
        meeting = keys.once(
            current_officer.id,
            form,
            Meeting,
            lambda: call_meeting(current_officer, office, when, said),
            _place,
        )
        number = meeting.id
    flash(_("Called. Those who are invited have been told."), "done")
    return redirect(url_for("meetings.page", meeting_id=number, sent="meeting"), 303)


@bp.get("/meetings/<int:meeting_id>")
@login_required
def page(meeting_id: int) -> ResponseReturnValue:
    return _shown(meeting_id, "meetings/page.html")


@bp.get("/meetings/<int:meeting_id>/print")
@login_required
def printed(meeting_id: int) -> ResponseReturnValue:
    return _shown(meeting_id, "meetings/print.html")


@bp.get("/meetings/<int:meeting_id>.ics")
@login_required
def invitation(meeting_id: int) -> ResponseReturnValue:
    meeting = find_meeting(current_officer, meeting_id)
    return Response(
        calendar_of(meeting),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="meeting-{meeting_id}.ics"'},
    )


@bp.route("/meetings/<int:meeting_id>/move", methods=["GET", "POST"])
@login_required
@limits.WORK_ACTION
def move(meeting_id: int) -> ResponseReturnValue:
    meeting = find_meeting(current_officer, meeting_id)
    local = meeting.starts_at.astimezone(DHAKA)
    stands = {"day": meeting.day, "hour": local.time(), "place": meeting.place}
    form = WhenForm(data=stands)
    if not form.validate_on_submit() or form.warns(meeting.office):
        if not form.is_submitted():
            require(current_officer, "move_meeting", meeting)
        html = render_template("meetings/move.html", form=form, meeting=meeting)
        return html, 422 if form.is_submitted() else 200
    when = form.when
    with transaction():
        keys.once(
            current_officer.id,
            form,
            Meeting,
            lambda: move_meeting(current_officer, meeting, when),
            _place,
        )
    flash(_("Moved. All who were invited have been told."), "done")
    return redirect(url_for("meetings.page", meeting_id=meeting_id), 303)


@bp.route("/meetings/<int:meeting_id>/off", methods=["GET", "POST"])
@login_required
@limits.WORK_ACTION
def call_off(meeting_id: int) -> ResponseReturnValue:
    meeting, form = find_meeting(current_officer, meeting_id), CallOffForm()
    if not form.validate_on_submit():
        if not form.is_submitted():
            require(current_officer, "call_off_meeting", meeting)
        html = render_template("meetings/off.html", form=form, meeting=meeting)
        return html, 422 if form.is_submitted() else 200
    with transaction():
        keys.once(
            current_officer.id,
            form,
            Meeting,
            lambda: call_off_meeting(current_officer, meeting, form.reason.data),
            _place,
        )
    flash(_("Called off. All who were invited have been told."), "done")
    return redirect(url_for("meetings.page", meeting_id=meeting_id), 303)


@bp.route("/meetings/<int:meeting_id>/beginning", methods=["GET", "POST"])
@login_required
@limits.WORK_ACTION
def hold(meeting_id: int) -> ResponseReturnValue:
    meeting, form = find_meeting(current_officer, meeting_id), HoldForm()
    if not form.validate_on_submit():
        require(current_officer, "hold_meeting", meeting)
        return render_template("meetings/hold.html", form=form, meeting=meeting)
    with transaction():
        keys.once(
            current_officer.id,
            form,
            Meeting,
            lambda: hold_meeting(current_officer, meeting),
            _place,
        )
    return redirect(url_for("meetings.minutes", meeting_id=meeting_id), 303)


@bp.route("/meetings/<int:meeting_id>/minutes", methods=["GET", "POST"])
@login_required
@limits.WORK_ACTION
def minutes(meeting_id: int) -> ResponseReturnValue:
    meeting = find_meeting(current_officer, meeting_id)
    require(current_officer, "write_minutes", meeting)
    lines = list_lines(meeting, current_officer)
    form, words_now = minutes_form(meeting, lines), ""
    if form.validate_on_submit():
        said, opened_on = SaidPlainly(form.words.data), number_of(form.version.data or "") or 0
        concluded = {line.id or 0: form[f"line_{line.id}"].data for line in lines}
        try:
            with transaction():
                write_minutes(current_officer, meeting, opened_on, said, concluded)
        except Outdated as outdated:
            words_now = outdated.words_now
            meeting = find_meeting(current_officer, meeting_id)
            form.version.data = str(meeting.minutes_version)
        else:
            flash(_("The minutes stand here now."), "done")
            place = url_for("meetings.page", meeting_id=meeting_id, sent=f"minutes-{meeting_id}")
            return redirect(place, 303)
    html = render_template(
        "meetings/minutes.html",
        form=form,
        meeting=meeting,
        sections=by_section(lines),
        words_now=words_now,
    )
    return html, 409 if words_now else 422 if form.is_submitted() else 200


def _shown(meeting_id: int, template: str) -> ResponseReturnValue:
    meeting = find_meeting(current_officer, meeting_id)
    lines = list_lines(meeting, current_officer)
    deeds = ("move_meeting", "call_off_meeting", "hold_meeting", "write_minutes")
    return render_template(
        template,
        meeting=meeting,
        sections=by_section(lines),
        guests=list_guests(meeting),
        given=list_given(current_officer, meeting, lines),
        may={deed for deed in deeds if can(current_officer, deed, meeting)},
        today=today(),
        now=now(),
    )


def _place(meeting: Meeting) -> str:
    return url_for("meetings.page", meeting_id=meeting.id)

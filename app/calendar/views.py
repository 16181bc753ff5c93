"""The calendar of working days and its limits: read by all officers, kept by administrators."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from app.calendar.changes import Change, foresee
from app.calendar.forms import DayForm, LimitForm, SuggestionsForm, WithdrawalForm
from app.calendar.models import CalendarDay, DayKind, Limit, LimitCode, Scope
from app.calendar.operations import NewDay, add_limit, enter_days, withdraw_day
from app.calendar.policy import refusal_to_enter
from app.calendar.queries import (
    find_day,
    limits_by_step,
    list_days,
    list_thin_years,
    list_years,
    national_calendar,
)
from app.calendar.suggestions import FIRST, LAST, Suggestion, list_known, list_suggestions
from app.calendar.working_days import count_working_days, is_weekend
from app.core import keys, limits
from app.core.clock import today
from app.core.errors import Refused
from app.core.i18n import MONTHS, lang
from app.core.policy import can, require
from app.core.transaction import transaction
from app.core.web import asked_number
from app.officers.models import Office
from app.officers.session import current_officer

bp = Blueprint("calendar", __name__)
bp.add_app_template_test(is_weekend, "weekend")

SURE = "enter"  # the button on the page that shows what moves


@dataclass(frozen=True, slots=True)
class Year:
    """What one wants to know of a year at a glance."""

    number: int
    holidays: int
    taken: int  # of these, on days that would have been worked
    opened: int  # days off on which offices are open
    worked: int


@bp.get("/calendar")
@login_required
def page() -> ResponseReturnValue:
    year = _year()
    days = list_days(year)
    standing = [day for day in days if day.withdrawn_at is None]
    return render_template(
        "calendar/page.html",
        year=_count(year, standing),
        years=list_years(),
        months=[
            (MONTHS[lang()][month - 1], _runs(list(those)))
            for month, those in groupby(standing, key=lambda day: day.date.month)
        ],
        withdrawn=[day for day in days if day.withdrawn_at],
        thin=list_thin_years(),
        today=today(),
        keeps=can(current_officer, "enter_day", CalendarDay),
    )


@bp.route("/calendar/days/new", methods=["GET", "POST"])
@login_required
@limits.ADMINISTER
def enter() -> ResponseReturnValue:
    """The form; then what would move, before anything does; then the deed."""
    require(current_officer, "enter_day", CalendarDay)
    form = DayForm()
    if not form.validate_on_submit():
        return _form(form), 422 if form.is_submitted() else 200
    office = form.find_place(wanted=form.scope.data != Scope.NATIONAL)
    new = _new_day(form, office)
    if form.errors:
        return _form(form), 422
    if "change" in request.form:
        return _form(form)
    if SURE in request.form:
        return _enter(form, new)
    if reason := refusal_to_enter(new.date, new.kind, new.scope, office):
        form.date.errors = [reason]
        return _form(form), 422
    row = new.row(current_officer)
    moves = foresee(Change(current_officer, entered=(row,)))
    return render_template("calendar/sure.html", form=form, day=row, moves=moves)


def _enter(form: DayForm, new: NewDay) -> ResponseReturnValue:
    try:
        with transaction():
            day = keys.once(
                current_officer.id,
                form,
                CalendarDay,
                lambda: enter_days(current_officer, [new])[0],
                _place,
            )
            back = _place(day)
    except Refused as refused:
        if refused.attempt:  # by a rule: no other words would help
            raise
        form.date.errors = [refused.reason]
        return _form(form), 422
    flash(_("Entered. What it moves has been counted anew, and is told."), "done")
    return redirect(back, 303)


@bp.route("/calendar/days/<int:day_id>/withdrawal", methods=["GET", "POST"])
@login_required
@limits.ADMINISTER
def withdraw(day_id: int) -> ResponseReturnValue:
    day = find_day(day_id)
    form = WithdrawalForm()
    if not form.validate_on_submit():
        require(current_officer, "withdraw_day", day)
        moves = foresee(Change(current_officer, withdrawn=(day,)))
        html = render_template("calendar/withdraw.html", form=form, day=day, moves=moves)
        return html, 422 if form.is_submitted() else 200
    with transaction():
        keys.once(
            current_officer.id,
            form,
            CalendarDay,
            lambda: withdraw_day(current_officer, day, form.reason.data),
            _place,
        )
        back = _place(day)
    flash(_("Taken back. What it moves has been counted anew, and is told."), "done")
    return redirect(back, 303)


@bp.route("/calendar/suggestions", methods=["GET", "POST"])
@login_required
@limits.ADMINISTER
def suggestions() -> ResponseReturnValue:
    """Holidays that may be missing: ticked ones are entered, after what they move was shown."""
    require(current_officer, "enter_day", CalendarDay)
    year = _year()
    offered = list_suggestions(year)
    form = SuggestionsForm()
    if not form.validate_on_submit() or "change" in request.form:
        status = 422 if form.is_submitted() and form.errors else 200
        return _suggested(form, year, offered), status
    ticked = {*form.day.data}
    chosen = [one for one in offered if one.date.isoformat() in ticked]
    if SURE not in request.form:
        if not chosen:  # somebody has entered them meanwhile
            return redirect(url_for("calendar.suggestions", year=year), 303)
        rows = [_suggested_day(one, form).row(current_officer) for one in chosen]
        moves = foresee(Change(current_officer, entered=tuple(rows)))
        return render_template(
            "calendar/sure_all.html", form=form, year=year, days=chosen, moves=moves
        )
    with transaction():
        keys.once(
            current_officer.id,
            form,
            CalendarDay,
            lambda: _enter_ticked(form, year),
            _place,
        )
    flash(_("Entered. What it moves has been counted anew, and is told."), "done")
    return redirect(url_for("calendar.page", year=year), 303)


@bp.get("/calendar/limits")
@login_required
def list_all_limits() -> ResponseReturnValue:
    return render_template(
        "calendar/limits.html",
        steps=limits_by_step(today()),
        today=today(),
        keeps=can(current_officer, "add_limit", Limit),
    )


@bp.route("/calendar/limits/new", methods=["GET", "POST"])
@login_required
@limits.ADMINISTER
def new_limit() -> ResponseReturnValue:
    require(current_officer, "add_limit", Limit)
    form = LimitForm()
    form.code.choices = [
        (step.now.code.value, step.now.said) for step in limits_by_step(today()) if step.now
    ]
    if form.validate_on_submit():
        office = form.find_place(wanted=bool(form.office.data))
    if not form.is_submitted() or form.errors:
        if not form.is_submitted() and request.args.get("code") in set(LimitCode):
            form.code.data = request.args["code"]
        html = render_template("calendar/new_limit.html", form=form)
        return html, 422 if form.is_submitted() else 200
    days, since = form.days.data or 0, form.since.data or today()
    with transaction():
        keys.once(
            current_officer.id,
            form,
            Limit,
            lambda: add_limit(current_officer, form.step, days, since, form.citation.data, office),
            lambda _limit: url_for("calendar.list_all_limits"),
        )
    flash(_("The new limit stands. What was received before keeps its own."), "done")
    return redirect(url_for("calendar.list_all_limits"), 303)


def _year() -> int:
    asked = asked_number("year")
    return asked if asked and FIRST <= asked <= LAST else today().year


def _count(year: int, standing: Sequence[CalendarDay]) -> Year:
    calendar = national_calendar()
    national = [day for day in standing if day.scope == Scope.NATIONAL]
    closed = [day for day in national if day.kind == DayKind.HOLIDAY]
    return Year(
        number=year,
        holidays=len(closed),
        taken=sum(not is_weekend(day.date) for day in closed),
        opened=len(national) - len(closed),
        worked=count_working_days(calendar, date(year - 1, 12, 31), date(year, 12, 31)),
    )


def _runs(days: Sequence[CalendarDay]) -> list[list[CalendarDay]]:
    """Of a month: days that follow each other and are alike in all else make one line, as Eid."""
    runs: list[list[CalendarDay]] = []
    for day in days:
        before = runs[-1][-1] if runs else None
        if before and before.date.toordinal() + 1 == day.date.toordinal() and _alike(before, day):
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _alike(one: CalendarDay, other: CalendarDay) -> bool:
    same = ("kind", "name_bn", "name_en", "scope", "office_id", "source", "gazette")
    return all(getattr(one, name) == getattr(other, name) for name in (*same, "entered_by_id"))


def _form(form: DayForm) -> str:
    """With what a suggestion or a link filled in, when it is asked for."""
    return render_template("calendar/enter.html", form=form)


def _new_day(form: DayForm, office: Office | None) -> NewDay:
    return NewDay(
        date=form.date.data or today(),  # the form has seen to it that there is one
        kind=DayKind(form.kind.data),
        name_bn=form.name_bn.data,
        name_en=form.name_en.data,
        scope=Scope(form.scope.data),
        office=office,
        source=form.source.data,
        gazette=form.gazette.data,
    )


def _suggested_day(one: Suggestion, form: SuggestionsForm) -> NewDay:
    return one.as_day(form.source.data, form.gazette.data)


def _enter_ticked(form: SuggestionsForm, year: int) -> CalendarDay:
    """What a colleague has entered meanwhile is refused by its day: hence all that are known."""
    ticked = {*form.day.data}
    known = [one for one in list_known(year) if one.date.isoformat() in ticked]
    return enter_days(current_officer, [_suggested_day(one, form) for one in known])[0]


def _suggested(form: SuggestionsForm, year: int, offered: Sequence[Suggestion]) -> str:
    ticked = {*form.day.data} if form.is_submitted() and form.day.data else None
    return render_template(
        "calendar/suggestions.html",
        form=form,
        year=year,
        years=[today().year, today().year + 1],
        offered=offered,
        ticked=ticked,
    )


def _place(day: Any) -> str:
    return url_for("calendar.page", year=day.date.year, _anchor=f"day-{day.id}")

"""The door, and what an officer sets for oneself."""

import logging

import flask
from flask import (
    Blueprint,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required
from werkzeug.wrappers import Response as BaseResponse

from app.core import devices, limits, refusals
from app.core.db import db
from app.core.text import tidy_line
from app.core.transaction import transaction
from app.core.web import own_path, wants_fragment
from app.officers import operations, passwords
from app.officers.browsers import in_words
from app.officers.directory import (
    PAGE,
    Band,
    count_directory,
    list_directory,
    places_to_choose,
    wanted_of,
)
from app.officers.forms import ChangePasswordForm, NewPasswordForm, SignInForm
from app.officers.models import Officer, Seat
from app.officers.queries import (
    email_of,
    find_open_account,
    find_seat,
    person,
)
from app.officers.session import (
    Session,
    current_officer,
    enter,
    find_own_session,
    list_sessions,
    login_manager,
    open_session,
    write_seen,
)
from app.officers.tickets import find_ticket

logger = logging.getLogger(__name__)

MOST = 2**31 - 1  # what a database keeps as a number

bp = Blueprint("officers", __name__)
bp.after_app_request(write_seen)
bp.app_template_filter("browser")(in_words)


@bp.route("/sign-in", methods=["GET", "POST"])
@limits.SIGN_IN_ADDRESS
@limits.SIGN_IN_ACCOUNT
def sign_in() -> ResponseReturnValue:
    goal = own_path(request.values.get("next"))
    if request.method == "GET" and current_user.is_authenticated:
        return redirect(goal)
    form = SignInForm()
    if not form.validate_on_submit():
        return _door(form, goal, 422 if form.is_submitted() else 200)
    session = _admitted(form)
    if session is None:
        logger.warning("a sign-in was refused, from %s", request.remote_addr)
        form.refuse()
        return _door(form, goal, 422)
    enter(session, stay=not form.shared.data)
    response = redirect(goal, 303)
    if not form.shared.data:
        devices.remember(response, email_of(form.email.data))
    return response


def _admitted(form: SignInForm) -> Session | None:
    """A new session, if e-mail and password go together. It takes as long if they do not."""
    account = find_open_account(form.email.data)
    kept = account.password_hash if account else None
    db.session.rollback()  # the reading ends here: weighing a password takes a while
    if not passwords.fits(kept, form.password.data) or account is None or kept is None:
        return None
    renewed = passwords.hash_of(form.password.data) if passwords.is_outdated(kept) else kept
    with transaction():
        officer = db.session.get_one(Officer, account.id)
        if officer.closed_at or officer.password_hash != kept:
            return None  # closed, or another password, while this one was weighed
        officer.password_hash = renewed
        return open_session(officer)


def _door(form: SignInForm, goal: str, status: int) -> ResponseReturnValue:
    return render_template("officers/sign_in.html", form=form, goal=goal), status


@login_manager.unauthorized_handler
def ask_to_sign_in() -> ResponseReturnValue:
    """To the door, and back afterwards; a form's own address is no page to come back to. But words
    that come too late stay in sight, beside the door."""
    if wants_fragment() or refusals.keeps_words():
        return refusals.page(401)
    here = request.full_path.rstrip("?") if request.method == "GET" else ""
    goal = here if own_path(here) != "/" else None
    return redirect(url_for("officers.sign_in", next=goal))


@bp.post("/sign-out")
@login_required
def sign_out() -> ResponseReturnValue:
    return _end(current_officer.session)


def _end(session: Session | None) -> BaseResponse:
    """End one of the officer's sessions; this browser leaves when it is its own."""
    assert session is not None  # noqa: S101  (whoever is signed in has one)
    own = session is current_officer.session
    with transaction():
        operations.end_session(current_officer, session)
    if own:
        return _leave()
    flash(_("That session is ended."), "done")
    return redirect(url_for("officers.sessions"), 303)


def _leave() -> BaseResponse:
    """Nothing private stays in this browser: the cookie goes here, pages were never kept, and our
    script, which alone keeps drafts, drops them. (Clear-Site-Data would say it once more, but with
    it Chromium was seen to stand on the old page for half a minute.)"""
    flask.session.clear()
    return redirect(url_for("officers.sign_in"), 303)


@bp.get("/me/sessions")
@login_required
def sessions() -> ResponseReturnValue:
    return render_template("officers/sessions.html", sessions=list_sessions(current_officer))


@bp.post("/me/sessions/<int:session_id>/end")
@login_required
def end_session(session_id: int) -> ResponseReturnValue:
    return _end(find_own_session(current_officer, session_id))


@bp.post("/me/sessions/end")
@login_required
def sign_out_everywhere() -> ResponseReturnValue:
    with transaction():
        operations.sign_out_everywhere(current_officer)
    return _leave()


@bp.route("/me/password", methods=["GET", "POST"])
@login_required
@limits.CONFIRM_PASSWORD
def password() -> ResponseReturnValue:
    form = ChangePasswordForm(current_officer)
    if not form.validate_on_submit():
        return _password(form, 422 if form.is_submitted() else 200)
    kept = current_officer.password_hash
    db.session.rollback()  # the reading ends here: weighing a password takes a while
    if not passwords.fits(kept, form.password.data):
        form.refuse()
        return _password(form, 422)
    chosen = passwords.hash_of(form.new_password.data)
    with transaction():
        operations.change_password(current_officer, chosen)
    flash(_("Your password is changed. All your other sessions are ended."), "done")
    return redirect(url_for("pages.officer", officer_id=current_officer.id), 303)


def _password(form: ChangePasswordForm, status: int) -> ResponseReturnValue:
    return render_template("officers/password.html", form=form), status


@bp.route("/welcome/<token>", methods=["GET", "POST"])
def welcome(token: str) -> ResponseReturnValue:
    """Sets the first password, or a lost one anew. Whoever comes too late finds no page."""
    ticket = find_ticket(token)
    form = NewPasswordForm(ticket.officer)
    if not form.validate_on_submit():
        status = 422 if form.is_submitted() else 200
        return render_template("officers/welcome.html", ticket=ticket, form=form), status
    db.session.rollback()
    chosen = passwords.hash_of(form.new_password.data)
    with transaction():
        operations.set_password_by_link(find_ticket(token), chosen)
    flash(_("Your password is set. Come in with it."), "done")
    return redirect(url_for("officers.sign_in"), 303)


def name_of_officer(officer_id: int) -> str:
    """For a sentence about somebody who did nothing: the log keeps only the number."""
    found = db.session.get(Officer, officer_id)
    return found.name if found else ""


def label_of_seat(seat_id: int) -> str:
    found = db.session.get(Seat, seat_id)
    return found.label if found else ""


bp.add_app_template_global(name_of_officer)
bp.add_app_template_global(label_of_seat)


@bp.post("/me/seat")
@login_required
@limits.SETTINGS
def act_from() -> ResponseReturnValue:
    number = request.form.get("seat", 0, int)
    seat = find_seat(number if 0 < number <= MOST else 0)
    with transaction():
        operations.act_from(current_officer, seat)
    return redirect(own_path(request.form.get("next")), 303)


@bp.get("/people")
@login_required
def directory() -> ResponseReturnValue:
    """Colleagues by name, in whatever order of rank."""
    wanted = wanted_of(request.args)
    rows = list_directory(wanted, after=_after(request.args.get("after", "")))
    people = [person(row) for row in rows[:PAGE]]
    return render_template(
        "officers/directory.html",
        people=people,
        wanted=wanted,
        count=count_directory(wanted),
        bands=list(Band),
        **places_to_choose(wanted),
        more=f"{people[-1].name}_{people[-1].id}" if len(rows) > PAGE else None,
    )


def _after(typed: str) -> tuple[str, int] | None:
    """The place in the list from which to go on, as the last page wrote it: "<name>_<id>"."""
    name, _mark, number = tidy_line(typed).rpartition("_")
    return (name, min(int(number), MOST)) if number.isascii() and number.isdigit() else None

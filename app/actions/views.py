from collections.abc import Iterator, Sequence
from datetime import date

from flask import (
    Blueprint,
    flash,
    get_template_attribute,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required
from wtforms.fields.choices import SelectChoice

from app.actions.alike import list_alike
from app.actions.flagging import decline_flag, flag_post, join_flag
from app.actions.forms import AcceptForm, DeclineForm, FlagForm, JoinForm
from app.actions.models import OPEN, ActionItem, ActionState, Flag, Ground
from app.actions.operations import accept_flag
from app.actions.queries import (
    FILTERS,
    PAGE,
    SECTIONS,
    Brief,
    find_action,
    find_flag,
    list_board,
    offices_of,
)
from app.actions.record import clock_of
from app.calendar.queries import calendar_for
from app.comments.operations import SaidPlainly
from app.core import keys, limits, tables
from app.core.clock import day_of, moment_of
from app.core.policy import refusal, require
from app.core.transaction import transaction
from app.core.web import number_of
from app.officers.queries import find_seat, person_of
from app.officers.session import current_officer
from app.posts.queries import find_post
from app.posts.seats import list_seats_for, seats_to_choose

bp = Blueprint("actions", __name__)


@bp.route("/posts/<int:post_id>/flag", methods=["GET", "POST"])
@login_required
@limits.REPORT
def flag(post_id: int) -> ResponseReturnValue:
    post = find_post(current_officer, post_id)
    form = FlagForm()
    if not form.validate_on_submit():
        require(current_officer, "flag", post)
        html = render_template("actions/flag.html", post=post, form=form)
        return html, 422 if form.is_submitted() else 200
    said = SaidPlainly(form.reason.data or "")
    with transaction():
        keys.once(
            current_officer.id,
            form,
            Flag,
            lambda: flag_post(current_officer, post, said),
            lambda _flag: url_for("pages.post", post_id=post_id),
        )
    flash(_("Flagged. A moderator or the head of the office decides, and you are told."), "done")
    return redirect(url_for("pages.post", post_id=post_id, sent=f"flag-{post_id}"), 303)


@bp.get("/flags/<int:flag_id>")
@login_required
def triage(flag_id: int) -> ResponseReturnValue:
    """A flag, and for those who decide about it, the two ways to decide."""
    found = find_flag(current_officer, flag_id)
    if item := found.item or (found.join and found.join.item):
        return redirect(url_for("pages.item", action_id=item.id), 303)
    return _triage(found, AcceptForm(), DeclineForm())


@bp.post("/flags/<int:flag_id>/acceptance")
@login_required
@limits.WORK_ACTION
def accept(flag_id: int) -> ResponseReturnValue:
    found = find_flag(current_officer, flag_id)
    form = AcceptForm()
    form.seat.choices = seats_to_choose(list_seats_for(found.post))
    if not form.validate_on_submit():
        return _triage(found, form, DeclineForm(formdata=None), 422)
    with transaction():
        item = keys.once(
            current_officer.id,
            form,
            ActionItem,
            lambda: accept_flag(
                current_officer,
                found,
                find_seat(form.seat.data),
                form.working_days,
                private=bool(form.private.data),
            ),
            lambda item: url_for("pages.item", action_id=item.id),
        )
        action_id = item.id
    flash(_("Accepted. Who holds the seat has been told."), "done")
    return redirect(url_for("pages.item", action_id=action_id), 303)


@bp.post("/flags/<int:flag_id>/refusal")
@login_required
@limits.WORK_ACTION
def decline(flag_id: int) -> ResponseReturnValue:
    found = find_flag(current_officer, flag_id)
    form = DeclineForm()
    if not form.validate_on_submit():
        return _triage(found, AcceptForm(formdata=None), form, 422)
    with transaction():
        keys.once(
            current_officer.id,
            form,
            Flag,
            lambda: decline_flag(
                current_officer, found, form.refusal.data or "", Ground(form.ground.data)
            ),
            lambda flag: url_for("actions.triage", flag_id=flag.id),
        )
    flash(_("Declined. Who flagged it has been told why."), "done")
    return redirect(url_for("actions.triage", flag_id=flag_id), 303)


@bp.post("/flags/<int:flag_id>/joining")
@login_required
@limits.WORK_ACTION
def join(flag_id: int) -> ResponseReturnValue:
    """To an item that tells of the same trouble."""
    found = find_flag(current_officer, flag_id)
    form = JoinForm()
    form.item.choices = _items_to_choose(found)
    if not form.validate_on_submit():
        return _triage(found, AcceptForm(formdata=None), DeclineForm(formdata=None), 422, form)
    item = find_action(current_officer, form.item.data)
    action_id = item.id
    with transaction():
        keys.once(
            current_officer.id,
            form,
            Flag,
            lambda: join_flag(current_officer, found, item),
            lambda _flag: url_for("pages.item", action_id=action_id),
        )
    flash(_("Joined. It goes on under this number."), "done")
    return redirect(url_for("pages.item", action_id=action_id), 303)


@bp.get("/actions")
@login_required
def board() -> ResponseReturnValue:
    """Everything under way that this officer may read; one section alone, further down, on wish."""
    only = request.args.get("only", "all")
    only = only if only in FILTERS else "all"
    asked = request.args.get("section", "")
    alone = ActionState(asked) if asked in SECTIONS else None
    after = _after(request.args.get("after", ""), alone) if alone else None
    sections = [
        (section, list_board(current_officer, section, only, after, newest=_newest()))
        for section in ([alone] if alone else SECTIONS)
    ]
    offices = offices_of(card for _section, cards in sections for card in cards)
    return render_template(
        "actions/board.html",
        sections=[(section, cards, _further(cards)) for section, cards in sections],
        clocks={
            card.action_id: clock_of(calendar_for(offices[card.action_id]), card.state, card.due_on)
            for _section, cards in sections
            for card in cards
            if card.action_id and card.due_on
        },
        only=only,
        alone=alone,
        filters=FILTERS,
        sort="new" if _newest() else None,
    )


@bp.get("/actions.csv")
@login_required
@limits.WORK_ACTION
def table() -> ResponseReturnValue:
    """The board as a table, with the filter and in the order that are chosen."""
    only = request.args.get("only", "all")
    only = only if only in FILTERS else "all"
    state = get_template_attribute("actions/words.html", "state_word")
    heading = (_("Number"), _("Trouble"), _("Seat"), _("State"), _("Since"), _("Due"))
    lines = (
        (
            *(card.number, card.title, card.seat_label or "", state(card.state)),
            *(day_of(card.since).isoformat(), card.due_on.isoformat() if card.due_on else ""),
        )
        for card in _all(only)
    )
    return tables.table(f"actions-{only}", heading, lines)


def _newest() -> bool:
    """Whether the address asks for the newest first, and not by the day."""
    return request.args.get("sort") == "new"


def _all(only: str) -> Iterator[Brief]:
    for section in SECTIONS:
        after = None
        while cards := list_board(current_officer, section, only, after, newest=_newest()):
            yield from cards
            after = (cards[-1].place, cards[-1].flag_id)


def _triage(
    flag: Flag,
    accept_form: AcceptForm,
    decline_form: DeclineForm,
    status: int = 200,
    join_form: JoinForm | None = None,
) -> ResponseReturnValue:
    reason = refusal(current_officer, "accept", flag)
    if not reason and accept_form.seat.choices is None:
        accept_form.seat.choices = seats_to_choose(list_seats_for(flag.post))
    if not reason and join_form is None:
        join_form = JoinForm(formdata=None)
        join_form.item.choices = _items_to_choose(flag)
    html = render_template(
        "actions/triage.html",
        flag=flag,
        post=flag.post,
        flagger=person_of(flag.officer),
        reason=reason,
        accept_form=accept_form,
        decline_form=decline_form,
        join_form=join_form,
    )
    return html, status


def _items_to_choose(flag: Flag) -> list[SelectChoice]:
    return [
        SelectChoice(str(item.id), f"{item.number} · {item.post.title}")
        for item in list_alike(current_officer, flag)
    ]


def _after(typed: str, section: ActionState) -> tuple[date, int] | None:
    """The place on the board from which to go on, as the last page wrote it: "<day>_<id>"."""
    place, _dash, digits = typed.partition("_")
    at = _day(place) if section in OPEN else moment_of(place)
    number = number_of(digits)
    return (at, number) if at and number else None


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _further(cards: Sequence[Brief]) -> str | None:
    if len(cards) < PAGE:
        return None
    return f"{cards[-1].place.isoformat()}_{cards[-1].flag_id}"

"""A transfer by an administrator, shown before it is done; and what a seat answers for, which stays
with the seat whoever holds it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required
from sqlalchemy import Row, Select, func, select

from app.actions.models import ActionItem
from app.core import keys, limits
from app.core.clock import today
from app.core.db import db
from app.core.errors import Missing
from app.core.policy import can
from app.core.text import tidy_line
from app.core.transaction import transaction
from app.core.web import number_of
from app.ideas.models import ENDS, IdeaState, IdeaStep
from app.officers.directory import Wanted, list_directory
from app.officers.forms import TransferForm, day_of
from app.officers.models import HoldingKind, Officer, Seat
from app.officers.operations import move_officer
from app.officers.policy import refusal_to_seat
from app.officers.queries import (
    find_profile,
    find_seat,
    find_seats,
    headed_by,
    holder_of,
    person,
    version_of,
)
from app.officers.session import current_officer
from app.orders.models import Order
from app.orders.routing import list_grants
from app.orders.table import ENDED
from app.pages import bp
from app.posts.models import Post
from app.posts.queries import may_read

SHOWN = 30  # officers and seats to choose from


@dataclass(frozen=True, slots=True)
class Work:
    """What a seat answers for: action items that are not verified, ideas whose next step is its,
    orders that have not ended."""

    items: Sequence[Row[Any]]  # of those that may be read: id, number, due_on, title, language
    ideas: Sequence[Row[Any]]  # likewise: id, title, language
    orders: Sequence[Row[Any]]  # likewise: id, due_on, html, language, number
    counted: tuple[int, int, int]  # all of each, also those out of reach

    @property
    def unseen(self) -> int:
        return sum(self.counted) - len(self.items) - len(self.ideas) - len(self.orders)


@bp.route("/administration/transfer", methods=["GET", "POST"])
@login_required
@limits.ADMINISTER
def transfer() -> ResponseReturnValue:
    if not can(current_officer, "move", current_officer):
        raise Missing
    form = TransferForm()
    if not form.validate_on_submit():
        return _show(form), 422 if form.is_submitted() else 200
    officer, seat = find_profile(form.officer.data or 0), find_seat(form.seat.data or 0)
    with transaction():
        keys.once(
            current_officer.id,
            form,
            Officer,
            lambda: _move(form, officer, seat),
            lambda moved: url_for("pages.officer", officer_id=moved.id),
        )
    flash(_("The transfer is done. The officer and the heads of both offices are told."), "done")
    return redirect(url_for("pages.officer", officer_id=officer.id), 303)


def _move(form: TransferForm, officer: Officer, seat: Seat) -> Officer:
    kind, since = HoldingKind(form.kind.data or ""), form.since.data or today()
    return move_officer(current_officer, officer, seat, since, kind, form.version.data or "")


def _show(form: TransferForm) -> str:
    """First the officer is chosen, then the seat, day and kind; then what moves is shown."""
    asked = request.values
    officer = _found(Officer, asked.get("officer", ""))
    seat = _found(Seat, asked.get("seat", "")) if officer else None
    words, kind = tidy_line(asked.get("q", ""))[:100], asked.get("kind", "")
    since = day_of(asked.get("since", "")) or today()
    found = list_directory(Wanted(words=words))[:SHOWN] if words and not officer else []
    return render_template(
        "pages/transfer.html",
        form=form,
        officer=officer,
        seat=seat,
        words=words,
        people=[person(row) for row in found],
        seats=find_seats(words, SHOWN) if words and officer and not seat else [],
        since=since,
        kind=_kind(kind),
        most=SHOWN,
        kinds=list(HoldingKind),
        **(_preview(officer, seat, since, _kind(kind)) if officer and seat else {}),
    )


def _kind(typed: str) -> HoldingKind:
    return HoldingKind(typed) if typed in set(HoldingKind) else HoldingKind.MAIN


def _preview(officer: Officer, seat: Seat, since: date, kind: HoldingKind) -> dict[str, Any]:
    main = [
        held.seat
        for held in officer.all_holdings
        if held.kind == HoldingKind.MAIN and held.lasts_on(since)
    ]
    leaves = main[0] if main and kind == HoldingKind.MAIN else None
    return {
        "leaves": leaves,
        "left_work": count_work(leaves) if leaves else (0, 0, 0),
        "new_work": count_work(seat),
        "refused": refusal_to_seat(officer, seat, since, kind),
        "version": version_of(officer),
    }


def _found(table: Any, typed: str) -> Any:
    number = number_of(typed)
    if not typed:
        return None
    found = db.session.get(table, number) if number else None
    if found is None or getattr(found, "closed_at", None):
        raise Missing
    return found


@bp.get("/seats/<int:seat_id>")
@login_required
def seat(seat_id: int) -> ResponseReturnValue:
    """For who holds or held the seat, for the heads over it, and for an administrator."""
    found = find_seat(seat_id)
    if not _may_see(found):
        raise Missing
    work = work_of(found)
    return render_template(
        "pages/seat.html",
        seat=found,
        work=work,
        holder=holder_of(found),
        grants=list_grants(found),
    )


def _may_see(seat: Seat) -> bool:
    if can(current_officer, "move", current_officer):
        return True
    if seat.office.path.startswith(tuple(headed_by(current_officer))):
        return True
    return any(held.seat_id == seat.id for held in current_officer.all_holdings)


def work_of(seat: Seat) -> Work:
    items = (
        select(ActionItem.id, ActionItem.number, ActionItem.due_on, Post.title, Post.language)
        .join(Post, Post.id == ActionItem.post_id)
        .where(*_waits(seat), may_read(current_officer))
        .order_by(ActionItem.due_on, ActionItem.id)
    )
    ideas = (
        select(Post.id, Post.title, Post.language)
        .join(IdeaStep, IdeaStep.post_id == Post.id)
        .where(*_stewards(seat), may_read(current_officer))
        .order_by(Post.id)
    )
    orders = (
        _orders(seat)
        .with_only_columns(Order.id, Order.due_on, Order.html, Order.language, ActionItem.number)
        .where(may_read(current_officer))
        .order_by(Order.due_on, Order.id)
    )
    return Work(
        db.session.execute(items).all(),
        db.session.execute(ideas).all(),
        db.session.execute(orders).all(),
        count_work(seat),
    )


def count_work(seat: Seat) -> tuple[int, int, int]:
    items = select(func.count()).select_from(ActionItem).join(Post).where(*_waits(seat))
    ideas = (
        select(func.count())
        .select_from(IdeaStep)
        .join(Post, Post.id == IdeaStep.post_id)
        .where(*_stewards(seat))
    )
    orders = _orders(seat).with_only_columns(func.count())
    numbers = [db.session.scalar(counted) or 0 for counted in (items, ideas, orders)]
    return numbers[0], numbers[1], numbers[2]


def _orders(seat: Seat) -> Select[Any]:
    """That it is to do, and have not ended."""
    return (
        select(Order.id)
        .select_from(Order)
        .join(ActionItem, ActionItem.id == Order.action_id)
        .join(Post, Post.id == ActionItem.post_id)
        .where(
            Order.seat_id == seat.id,
            Order.state.not_in(ENDED),
            Post.hidden_at.is_(None),
            Post.withdrawn_at.is_(None),
        )
    )


def _waits(seat: Seat) -> tuple[Any, ...]:
    still_open = (Post.hidden_at.is_(None), Post.withdrawn_at.is_(None))
    return (ActionItem.seat_id == seat.id, ActionItem.verified_at.is_(None), *still_open)


def _stewards(seat: Seat) -> tuple[Any, ...]:
    last = select(func.max(IdeaStep.id)).group_by(IdeaStep.post_id)
    return (
        IdeaStep.id.in_(last),
        IdeaStep.owner_seat_id == seat.id,
        IdeaStep.state.not_in({*ENDS, IdeaState.MERGED}),
        Post.hidden_at.is_(None),
        Post.withdrawn_at.is_(None),
    )

"""Who may order whom besides: a page of the administrator."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required
from sqlalchemy import or_, select
from wtforms.fields.choices import SelectChoice

from app.core import keys, limits
from app.core.clock import today
from app.core.db import db
from app.core.errors import Missing
from app.core.policy import can
from app.core.text import tidy_line
from app.core.transaction import transaction
from app.officers.models import Office, Seat
from app.officers.queries import find_office, find_seat, find_seats
from app.officers.session import current_officer
from app.orders.forms import EndGrantForm, GrantForm
from app.orders.models import OrderGrant
from app.orders.operations import end_grant, give_grant
from app.orders.views import bp

SHOWN = 30  # seats and offices to choose from


@bp.route("/administration/orders", methods=["GET", "POST"])
@login_required
@limits.ADMINISTER
def grants() -> ResponseReturnValue:
    _administers()
    form = GrantForm()
    sides = [tidy_line(request.args.get(name, ""))[:100] for name in ("of", "to")]
    _offer(form, *sides)
    if not form.validate_on_submit():
        standing = db.session.scalars(
            select(OrderGrant)
            .where(
                OrderGrant.ended_by_id.is_(None),
                or_(OrderGrant.until.is_(None), OrderGrant.until >= today()),
            )
            .order_by(OrderGrant.id.desc())
        ).all()
        html = render_template(
            "orders/grants.html",
            form=form,
            sides=sides,
            standing=standing,
            end_form=EndGrantForm(formdata=None),
        )
        return html, 422 if form.is_submitted() else 200
    kind, _dash, digits = form.to.data.partition("-")
    to: Any = (find_office if kind == "office" else find_seat)(int(digits))
    seat, since = find_seat(form.from_seat.data), form.since.data or today()
    with transaction():
        keys.once(
            current_officer.id,
            form,
            OrderGrant,
            lambda: give_grant(current_officer, seat, to, since, form.until.data),
            lambda _grant: url_for("orders.grants"),
        )
    flash(_("Given. The seat finds whom it may order when it gives an order."), "done")
    return redirect(url_for("orders.grants"), 303)


@bp.post("/administration/orders/<int:grant_id>/end")
@login_required
@limits.ADMINISTER
def end(grant_id: int) -> ResponseReturnValue:
    _administers()
    grant = db.session.get(OrderGrant, grant_id)
    if grant is None:
        raise Missing
    form = EndGrantForm()
    form.validate_on_submit()
    with transaction():
        keys.once(
            current_officer.id,
            form,
            OrderGrant,
            lambda: end_grant(current_officer, grant),
            lambda _grant: url_for("orders.grants"),
        )
    flash(_("Ended. What was ordered by it stays."), "done")
    return redirect(url_for("orders.grants"), 303)


def _administers() -> None:
    """For all others the page does not exist."""
    if not can(current_officer, "grant", OrderGrant):
        raise Missing


def _offer(form: GrantForm, of: str, to: str) -> None:
    """What was found by the words, with each office that has all of them."""
    form.from_seat.choices = [
        SelectChoice("", _("Choose a seat")),
        *(_seat(seat, "") for seat in (find_seats(of, SHOWN) if of else ())),
    ]
    offices = select(Office)
    for word in to.split()[:6]:
        columns = (Office.name_bn, Office.name_en, Office.also)
        offices = offices.where(
            or_(*(column.icontains(word, autoescape=True) for column in columns))
        )
    found = db.session.scalars(offices.order_by(Office.path).limit(SHOWN)) if to else ()
    form.to.choices = [
        SelectChoice("", _("Choose a seat or an office")),
        *(
            SelectChoice(f"office-{office.id}", _("%(office)s, and under it", office=office.name))
            for office in found
        ),
        *(_seat(seat, "seat-") for seat in (find_seats(to, SHOWN) if to else ())),
    ]


def _seat(seat: Seat, kind: str) -> SelectChoice:
    return SelectChoice(f"{kind}{seat.id}", seat.label)

"""Who brought a trouble, and who solved it: known within; to the public an officer of an office, or
by name where they said so."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from app.actions.models import ActionItem, Step, StepKind
from app.core.db import ask, db
from app.core.i18n import in_language
from app.officers.models import Office, Officer, Seat
from app.orders.models import Order, OrderStep
from app.results.models import Consent
from app.sources.models import Source

Part = tuple[int, int | None]  # an officer, and the seat from which it was done


@dataclass(frozen=True, slots=True)
class Credited:
    """As the public reads it. Without consent no name is here to be shown."""

    name_bn: str
    name_en: str
    seat_bn: str
    seat_en: str
    office_bn: str
    office_en: str

    @property
    def said(self) -> str:
        if not self.name_bn:
            office = in_language(self.office_bn, self.office_en)
            return _("an officer of %(office)s", office=office) if office else _("an officer")
        words = in_language(self.name_bn, self.name_en), in_language(self.seat_bn, self.seat_en)
        return ", ".join(filter(None, words))


def presenter_of(item: ActionItem) -> Part:
    """The officer who brought it in; of what was not brought in, who flagged it."""
    by = db.session.scalar(select(Source.brought_by_id).where(Source.post_id == item.post_id))
    if by and by == item.post.author_id:
        return by, item.post.seat_id
    return (by, None) if by else (item.flag.officer_id, item.flag.seat_id)


def list_solvers(item: ActionItem) -> list[Part]:
    """Whoever has marked it as done, and whoever did an order under it whose report was accepted:
    the last word of each."""
    done = select(Step.officer_id, Step.seat_id).where(
        Step.action_id == item.id, Step.kind == StepKind.DONE
    )
    ordered = (
        select(OrderStep.officer_id, OrderStep.seat_id)
        .join(Order, Order.id == OrderStep.order_id)
        .where(Order.action_id == item.id, Order.accepted_at.is_not(None))
        .where(OrderStep.kind == StepKind.DONE)
    )
    rows = [*ask(done.order_by(Step.id)), *ask(ordered.order_by(OrderStep.id))]
    return list({row.officer_id: row.seat_id for row in rows if row.officer_id}.items())


def list_credited(item: ActionItem) -> set[int]:
    return {number for number, _seat in (presenter_of(item), *list_solvers(item))}


def find_consent(action_id: int, officer_id: int) -> Consent | None:
    return db.session.scalar(
        select(Consent).where(Consent.action_id == action_id, Consent.officer_id == officer_id)
    )


def is_named(action_id: int, officer_id: int) -> bool:
    found = find_consent(action_id, officer_id)
    return found is not None and found.agreed_at is not None


def credits_of(action_id: int) -> tuple[Credited, tuple[Credited, ...]]:
    """Who brought it; and who solved it, each sentence once."""
    item = db.session.get_one(ActionItem, action_id)
    solvers = [_credited(item.id, *part) for part in list_solvers(item)]
    return _credited(item.id, *presenter_of(item)), tuple(dict.fromkeys(solvers))


def _credited(action_id: int, officer_id: int, seat_id: int | None) -> Credited:
    seat = db.session.get(Seat, seat_id) if seat_id else None
    office: Office | None = seat.office if seat else None
    place = (office.name_bn, office.name_en) if office else ("", "")
    if not is_named(action_id, officer_id):
        return Credited("", "", "", "", *place)
    officer = db.session.get_one(Officer, officer_id)
    label = (seat.label_bn, seat.label_en) if seat else ("", "")
    return Credited(officer.name_bn, officer.name_en, *label, *place)

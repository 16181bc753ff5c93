"""Investigations, by the usual people.

The trouble is with Rahima's seat, and she is complained of. Tanvir, above her, asks for it and
investigates; Arif, who heads the district, orders it. Omar sits in for the empty seat of the ADC,
where two are to investigate."""

from datetime import date, timedelta

from flask import Flask

from app.actions.models import ActionItem
from app.calendar.queries import due_after
from app.comments.operations import Said
from app.core.clock import today
from app.core.db import db
from app.core.transaction import transaction
from app.investigations import operations
from app.investigations.models import Accused, Investigation, InvestigationState, Proof
from app.officers.models import Holding, HoldingKind
from tests.actions import making
from tests.make import do, officer

S = InvestigationState
WHO = {"give_statement": "rahima"} | dict.fromkeys(
    ("give_notice", "call_hearing", "record_hearing", "report_findings"), "tanvir"
)


def ask(
    app: Flask,
    item_id: int | None = None,
    by: str = "tanvir",
    about: tuple[str, ...] = ("ghatail.land",),
    investigators: tuple[str, ...] = ("ghatail.uno",),
    words: str = "Was money taken for the **mutation**?",
) -> int:
    number = item_id or making.make_item(app)

    def deed() -> Investigation:
        item = db.session.get_one(ActionItem, number)
        seats = [making.seat(code) for code in about], [making.seat(code) for code in investigators]
        return operations.ask_investigation(officer(by), item, *seats, Said(words))

    return do(app, deed)


def order(app: Flask, item_id: int | None = None) -> int:
    number = ask(app, item_id)
    act(app, "order_investigation", number)
    return number


def act(app: Flask, name: str, number: int, by: str = "", words: str = "So it is.") -> int:
    """Any of the acts, by the one whose it is. A hearing is called for the next working day; of all
    that is complained of, half is proved."""

    def deed() -> object:
        one = db.session.get_one(Investigation, number)
        further: list[object] = []
        if name == "give_notice":
            further = [next((who for who in one.accused if not who.noticed_at), None), 7]
        elif name == "call_hearing":
            further = [due_after(today(), 1)]
        elif name == "report_findings":
            further = [{who.id: Proof.PARTLY for who in one.accused}]
        who = officer(by or WHO.get(name, "arif"))
        return getattr(operations, name)(who, one, Said(words), *further)

    return do(app, deed)


def hear(app: Flask, number: int) -> None:
    """Rahima is given notice, and answers."""
    act(app, "give_notice", number)
    act(app, "give_statement", number, words="I took **nothing**.")


def report(app: Flask, item_id: int | None = None) -> int:
    number = order(app, item_id)
    hear(app, number)
    act(app, "report_findings", number)
    return number


def come_to_the_hearing(app: Flask, number: int) -> None:
    """As if its day were today."""
    with app.app_context(), transaction():
        db.session.get_one(Investigation, number).hearing_on = today()


def let_the_days_run_out(app: Flask, number: int) -> None:
    """Of all who were given notice."""
    with app.app_context(), transaction():
        for who in db.session.get_one(Investigation, number).accused:
            who.answer_by = today() - timedelta(1)


def sit_in_for_the_adc(app: Flask) -> None:
    with app.app_context(), transaction():
        seat = making.seat("tangail.adc")
        held = {"officer_id": officer("omar").id, "seat_id": seat.id}
        db.session.add(Holding(**held, kind=HoldingKind.ADDITIONAL, since=date(2024, 1, 1)))


def find(app: Flask, number: int) -> Investigation:
    with app.app_context():
        found = db.session.get_one(Investigation, number)
        db.session.expunge_all()
        return found


def accused_in(app: Flask, number: int) -> int:
    """The row of the one who is complained of."""
    with app.app_context():
        return db.session.query(Accused).filter_by(investigation_id=number).one().id


def every_kind(app: Flask) -> None:
    """All that can be done with investigations, each at least once."""
    item_id = making.make_item(app)
    act(app, "refuse_investigation", ask(app, item_id))
    act(app, "withdraw_investigation", order(app, item_id))
    number = order(app, item_id)
    act(app, "give_notice", number)
    act(app, "call_hearing", number)
    come_to_the_hearing(app, number)
    act(app, "record_hearing", number)
    act(app, "give_statement", number)
    act(app, "report_findings", number)
    act(app, "return_findings", number)
    act(app, "report_findings", number)
    act(app, "accept_findings", number)
    order(app)  # which is under way when the calendar changes

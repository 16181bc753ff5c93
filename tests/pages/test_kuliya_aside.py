"""What may happen to the pond of Kuliya on its way: a transfer, silence, a late holiday, seats that
send it on, two hands at once, a second post of the same trouble. An appeal is a way of its own
(`test_kuliya_appeals.py`)."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.actions.models import ActionItem
from app.core import clock, transaction
from app.core.clock import today
from app.core.db import db
from app.core.log import LogEntry
from app.notifications.models import Notification
from app.officers.models import Officer
from app.officers.queries import version_of
from app.orders.models import Order
from tests.calendar.hands import form as day_form
from tests.make import officer
from tests.pages.kuliya import bring, finish, flag, give, order_down, post, refused, seat
from tests.reminders.making import START, at, later, list_told, look, seat_head
from tests.retirement.hands import make_administrator
from tests.sources.making import NAME, PHONE

SECOND, SECOND_PHONE = "Abdul Kuddus", "01812345699"


def told(app, kind):
    """(what it is about, to whom) of each notice of this kind."""
    with app.app_context():
        rows = db.session.execute(
            select(LogEntry.facts, Officer.email)
            .join(Notification, Notification.entry_id == LogEntry.id)
            .join(Officer, Officer.id == Notification.officer_id)
            .where(LogEntry.kind == kind)
            .order_by(LogEntry.id, Officer.email)
        )
        return [(facts, email.partition("@")[0]) for facts, email in rows]


def transfer(app, admin, name, code):
    with app.app_context():
        who = officer(name)
        asked = {"officer": str(who.id), "version": version_of(who), "kind": "main"}
    where = {"seat": seat(app, code), "since": today().isoformat()}
    page = admin.get("/administration/transfer", query_string=asked | where).text
    post(admin, "/administration/transfer", **(asked | where))
    return page


def test_the_uno_is_transferred_and_his_orders_pass_with_the_seat(app, sign_in):
    give(app, sign_in)
    order_down(app, sign_in)
    make_administrator(app)
    page = transfer(app, sign_in("omar"), "tanvir", "bhola.dc")
    assert "Answers for: 0 action items, 0 ideas, 1 order. These stay with the seat" in page
    transfer(app, sign_in("omar"), "jubayer", "ghatail.uno")

    old, new, rahima, arif = map(sign_in, ("tanvir", "jubayer", "rahima", "arif"))
    for one in (old, new):  # the sheet of what was handed over
        sheet = one.get(f"/seats/{seat(app, 'ghatail.uno')}").text
        assert 'href="/orders/1"' in sheet
        assert "Jubayer Rahman answers for it today." in sheet
    post(rahima, "/orders/2/acts/report", words="Government land, fenced since March.")
    assert [name for _facts, name in told(app, "order.reported")] == ["jubayer"]
    why = refused(old, "/orders/2/acts/accept_report", words="")
    assert "Only who holds the seat that gave the order may do this" in why
    refused(old, "/orders/2/acts/return_report", words="Since when?")
    refused(old, "/orders/1/acts/report", words="All is well.")
    post(new, "/orders/2/acts/accept_report", words="")
    post(new, "/orders/1/acts/report", words="Leased to the society, fenced by another.")
    post(arif, "/orders/1/acts/accept_report", words="")
    finish(arif)
    refused(old, "/actions/1/acts/verify", words="I know the place.")  # he had a part in it


def test_nobody_acts_and_each_stage_of_the_ladder_is_told_once(app, sign_in):
    seat_head(app, "dhaka-division", "omar")
    with clock.at(at(START)):
        give(app, sign_in, to="ghatail.uno", days="10")
    for number in range(60):
        for _again in range(2):
            look(app, later(START, number))
    due = later(START, 14)
    assert list_told(app, 1) == [
        ("answer_due", later(START, 1), ["tanvir"]),
        ("unanswered", later(START, 2), ["maya", "tanvir"]),
        ("warned", later(START, 9), ["tanvir"]),  # the seventh of ten working days
        ("due", due, ["tanvir"]),
        ("overdue", later(due, 1), ["arif", "tanvir"]),
        ("raised", later(due, 8), ["omar", "tanvir"]),
    ]
    with clock.at(at(later(START, 60))):
        page = sign_in("shahana").get("/actions/1?lang=en").text
    assert "Raised to Head, Dhaka Division" in page


def test_a_late_holiday_moves_each_day_once_with_one_line_and_one_notice(app, sign_in):
    make_administrator(app)
    with clock.at(at(START)):
        give(app, sign_in)
        order_down(app, sign_in)
        before = days(app)
        typed = day_form(later(START, 2), enter="1")
        omar = sign_in("omar")
        for _twice in range(2):
            assert omar.post("/calendar/days/new", data=typed).status_code == 303
        assert omar.post("/calendar/days/new", data=typed | {"_key": "again"}).status_code != 303
        after = days(app)
        arif = sign_in("arif").get("/actions/1?lang=en").text
    for was, is_now in zip(before, after, strict=True):
        step = timedelta(days=3 if was.weekday() == 3 else 1)  # over Friday and Saturday
        assert is_now == was + step
    assert [name for _facts, name in told(app, "action.due_moved")] == ["arif"]
    orders = told(app, "order.due_moved")
    assert [(facts["order_id"], name) for facts, name in orders] == [(1, "tanvir"), (2, "rahima")]
    with app.app_context():
        lines = db.session.scalars(select(LogEntry.kind).where(LogEntry.kind.like("%.due_moved")))
        assert sorted(lines) == ["action.due_moved", "order.due_moved", "order.due_moved"]
    assert arif.count("Due on another day: the calendar changed") == 1


def days(app) -> list[date]:
    with app.app_context():
        orders = db.session.scalars(select(Order.due_on).order_by(Order.id))
        return [db.session.get_one(ActionItem, 1).due_on, *orders]


@pytest.mark.parametrize("thing", ["/actions/1", "/orders/1"])
def test_the_third_time_it_goes_to_the_common_superior_and_stays(app, sign_in, thing):
    give(app, sign_in, to="ghatail.land" if thing == "/actions/1" else "tangail.dc")
    if thing == "/orders/1":
        words = {"words": "A report.", "done_means": "Two photos.", "days": "7"}
        post(sign_in("arif"), "/actions/1/orders/new", seat=seat(app, "ghatail.land"), **words)
    ways = (("rahima", "ghatail.social"), ("jubayer", "ghatail.land"), ("rahima", ""))
    for name, to in ways:
        browser = sign_in(name)
        page = browser.get(f"{thing}/acts/forward").text
        superior = "superior whom all these seats have in common" in page
        assert superior is not bool(to)
        asked = {"seat": seat(app, to)} if to else {}
        post(browser, f"{thing}/acts/forward", words="It is not mine.", **asked)
    assert "Tanvir Hasnat" in sign_in("omar").get(f"{thing}?lang=en").text
    assert at_seat(app, thing) == "ghatail.uno"
    # The superior decides whose it is, once; from there it goes nowhere.
    post(sign_in("tanvir"), f"{thing}/acts/forward", words="It is yours.", seat=seat(app, "ghatail.social"))  # fmt: skip
    jubayer = sign_in("jubayer")
    for to in ("ghatail.land", "ghatail.uno"):
        why = refused(jubayer, f"{thing}/acts/forward", words="No.", seat=seat(app, to))
        assert "The common superior has decided" in why
    assert at_seat(app, thing) == "ghatail.social"


def at_seat(app, thing):
    model = ActionItem if thing == "/actions/1" else Order
    with app.app_context():
        return db.session.get_one(model, 1).seat.code


def both(monkeypatch, *sent):
    """Each (browser, address, words) at the same moment, kept apart by the database alone."""
    monkeypatch.setattr(transaction, "_turn", threading.Semaphore(64))
    gate = threading.Barrier(len(sent))

    def send(one):
        browser, address, words = one
        gate.wait()
        return browser.post(address, data=words)

    with ThreadPoolExecutor(len(sent)) as pool:
        answers = list(pool.map(send, sent))
    (won,) = [answer for answer in answers if answer.status_code == 303]
    (lost,) = [answer for answer in answers if answer.status_code != 303]
    assert lost.status_code == 409, lost.text[-800:]
    return answers.index(won), lost.text


def test_of_two_who_act_at_once_one_wins_and_the_other_reads_who(app, sign_in, monkeypatch):
    jubayer = sign_in("jubayer")
    flag(jubayer, bring(jubayer))
    asked = {"limit": "30", "days": "", "admitted": "y", "seat": seat(app, "tangail.dc")}
    moderators = [(sign_in(name), "/flags/1/acceptance", asked) for name in ("maya", "mithun")]
    first, why = both(monkeypatch, *moderators)
    assert ("Maya Chakma", "Mithun Biswas")[first] in why
    with app.app_context():
        assert len(db.session.scalars(select(ActionItem)).all()) == 1

    arif = sign_in("arif")
    post(arif, "/actions/1/acts/acknowledge", words="")
    finish(arif)
    words = {"words": "I stood there."}
    both_of = [(sign_in(name), "/actions/1/acts/verify", words) for name in ("nurul", "shahana")]
    first, why = both(monkeypatch, *both_of)
    assert ("Nurul Alam", "Dr Shahana Mallik")[first] in why
    with app.app_context():
        verified = select(LogEntry.id).where(LogEntry.kind == "action.verified")
        assert len(db.session.scalars(verified).all()) == 1


def test_a_second_post_is_joined_and_both_citizens_are_carried(app, sign_in):
    number = give(app, sign_in, to="ghatail.land")
    tanvir, maya, rahima = map(sign_in, ("tanvir", "maya", "rahima"))
    words = {"title": "The pond of Kuliya is fenced", "url": "https://news.example/kuliya"}
    words |= {"citizen_name": SECOND, "citizen_phone": SECOND_PHONE}
    second = bring(tanvir, **words, anyway="1")  # it is said that one like it was brought
    flag(tanvir, second)
    assert "Is it one of these?" in maya.get("/flags/2").text
    assert post(maya, "/flags/2/joining", item="1") == "/actions/1"

    public = app.test_client()
    for phone in (PHONE, SECOND_PHONE):
        asked = {"number": number, "last_four": phone[-4:]}
        assert public.post("/status", data=asked).status_code == 200
    # Who has the one trouble in hand has both: masked, and nobody else.
    for post_id, ends in ((1, PHONE[-2:]), (second, SECOND_PHONE[-2:])):
        assert f"••••••{ends}" in rahima.get(f"/posts/{post_id}").text
        assert "••••••" not in sign_in("omar").get(f"/posts/{post_id}").text
    finish(rahima)
    post(sign_in("nurul"), "/actions/1/acts/verify", words="I stood there.")
    for name in (NAME, SECOND, "Kuddus"):
        written = {"title": "The pond is free", "words": f"{name} can fish again."}
        assert maya.post("/actions/1/result", data=written).status_code == 422, name
    written["words"] = "Ninety families can fish again."
    post(maya, "/actions/1/result", **written)
    page = public.get(f"/results/{number}?lang=en").text
    for private in (NAME, SECOND, PHONE, SECOND_PHONE):
        assert private not in page

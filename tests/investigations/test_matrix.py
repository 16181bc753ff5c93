"""Made from the table: each role tries each act in each state, through the pages."""

from html import unescape

import pytest

from app.actions.table import Role
from app.calendar.queries import due_after
from app.core.clock import now, today
from app.core.db import db
from app.core.log import LogEntry
from app.core.policy import refusal
from app.core.transaction import transaction
from app.investigations.acts import ACTS
from app.investigations.models import UNDER_WAY, Investigation, InvestigationState, Proof
from app.investigations.table import OF_INVESTIGATION
from tests.investigations import making
from tests.make import officer

S = InvestigationState
# Arif orders it, Tanvir investigates, Rahima is complained of; Jubayer flagged the trouble, Maya
# moderates, Omar reads the post as all do: to these there is no such page.
ROLES = {"arif": Role.AUTHORITY, "tanvir": Role.INVESTIGATOR, "rahima": Role.ACCUSED}
OUTSIDERS = ("jubayer", "maya", "omar")
GUARDED = {
    "give_notice": {"noticed", "heard"},  # nobody is left who does not know it
    "record_hearing": {"fresh", "noticed"},
    "call_hearing": {"fresh"},
    "report_findings": {"fresh", "noticed"},
}
STAGES = ("fresh", "noticed", "heard")


def test_every_act_of_the_table_has_its_page_and_each_page_its_act():
    assert set(ACTS) == set(OF_INVESTIGATION)


def bring(app, state, stage):
    """An investigation, to where it is to stand: nobody knows of it, Rahima does, or was heard."""
    number = making.order(app)
    if stage != "fresh":
        making.act(app, "give_notice", number)
    if stage == "heard":
        making.let_the_days_run_out(app, number)
    with app.app_context(), transaction():
        one = db.session.get_one(Investigation, number)
        one.state = state
        if stage == "heard":
            one.hearing_on = today()
            if state not in {S.ASKED, S.OPEN}:
                one.accused[0].proof = Proof.PARTLY
        if state not in UNDER_WAY:
            one.item.investigated = 0
        if state not in UNDER_WAY | {S.ASKED}:
            one.answered_at, one.answered_by_id = now(), officer("arif").id
    return number


def knows(who, stage):
    return who != "rahima" or stage != "fresh"


def is_open(act, who, state, stage):
    way = OF_INVESTIGATION[act]
    fits = stage not in GUARDED.get(act, ())
    return fits and state in way.states and ROLES.get(who) == way.role and knows(who, stage)


def form_of(app, act, number, key):
    words = {"words": "So it is.", "_key": key}
    more = {}
    with app.app_context():
        accused = making.accused_in(app, number)
        if act == "give_notice":
            more = {"whom": str(accused), "days": "7"}
        elif act == "call_hearing":
            more = {"day": due_after(today(), 2).isoformat()}
        elif act == "report_findings":
            more = {f"of_{accused}": "partly"}
    return words | more


def all_of(app):
    with app.app_context():
        rows = [tuple(row) for row in db.session.execute(Investigation.__table__.select())]
        return rows, db.session.query(LogEntry).filter(LogEntry.kind != "deed.refused").count()


def why(app, who, act, number):
    with app.test_request_context("/?lang=en"):
        return str(refusal(officer(who), act, db.session.get_one(Investigation, number)))


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("state", S)
def test_what_the_table_refuses_says_why_and_changes_nothing(app, sign_in, state, stage):
    number = bring(app, state, stage)
    before = all_of(app)
    for who in (*ROLES, *OUTSIDERS):
        client = sign_in(who)
        inside = who in ROLES and knows(who, stage)
        page = client.get(f"/investigations/{number}")
        assert page.status_code == (200 if inside else 404), who
        for act in OF_INVESTIGATION:
            address = f"/investigations/{number}/acts/{act}"
            assert (address in page.text) == is_open(act, who, state, stage), (who, act)
            if is_open(act, who, state, stage):
                continue
            answer = client.post(address, data=form_of(app, act, number, f"{who}-{act}"))
            if not inside:
                assert answer.status_code == 404, (who, act)
            else:
                refused = 409 if ROLES[who] == OF_INVESTIGATION[act].role else 403
                assert answer.status_code == refused, (who, act)
                assert why(app, who, act, number) in unescape(answer.text), (who, act)
    assert all_of(app) == before


@pytest.mark.parametrize("act", OF_INVESTIGATION)
def test_what_the_table_opens_goes_where_it_says(app, sign_in, act):
    for state in OF_INVESTIGATION[act].states:
        stage = "fresh" if act in {"give_notice", "order_investigation"} else "heard"
        number = bring(app, state, stage)
        who = next(who for who in ROLES if is_open(act, who, state, stage))
        data = form_of(app, act, number, f"{act}-{state}")
        for _twice in range(2):  # the same form sent again is the same deed
            answer = sign_in(who).post(f"/investigations/{number}/acts/{act}", data=data)
            assert answer.status_code == 303, (act, state)
        assert making.find(app, number).state == (OF_INVESTIGATION[act].to or state)

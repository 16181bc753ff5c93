"""Made from the table: each role tries each act in each state, through the pages."""

from html import unescape

import pytest

from app.actions.table import Role
from app.appeals.acts import ACTS
from app.appeals.models import WAITING, Appeal, AppealState
from app.appeals.table import OF_APPEAL
from app.core.clock import now
from app.core.db import db
from app.core.log import LogEntry
from app.core.policy import refusal
from app.core.transaction import transaction
from tests.appeals import making
from tests.make import officer

# Jubayer filed it, Tanvir decides; Rahima's seat had the trouble, Arif gave it, Maya moderates.
ROLES = {
    "tanvir": Role.JUDGE,
    "jubayer": Role.PRESENTER,
    "rahima": None,
    "arif": None,
    "maya": None,
    "omar": None,
}
WORDS = {"words": "So it is."}


def test_every_act_of_the_table_has_its_page_and_each_page_its_act():
    assert set(ACTS) == set(OF_APPEAL)


def is_open(act, who, state):
    way = OF_APPEAL[act]
    return state in way.states and ROLES[who] == way.role


def bring(app, state):
    """An appeal, to where it is to stand."""
    appeal_id = making.file(app)
    with app.app_context(), transaction():
        appeal = db.session.get_one(Appeal, appeal_id)
        appeal.state = state
        if state not in WAITING:
            appeal.answered_at, appeal.answered_by_id = now(), officer("tanvir").id
    return appeal_id


def all_of(app):
    with app.app_context():
        rows = [tuple(row) for row in db.session.execute(Appeal.__table__.select())]
        return rows, db.session.query(LogEntry).filter(LogEntry.kind != "deed.refused").count()


def why(app, who, act, appeal_id):
    with app.test_request_context("/?lang=en"):
        return str(refusal(officer(who), act, db.session.get_one(Appeal, appeal_id)))


@pytest.mark.parametrize("state", AppealState)
def test_what_the_table_refuses_says_why_and_changes_nothing(app, sign_in, state):
    appeal_id = bring(app, state)
    before = all_of(app)
    for who, role in ROLES.items():
        client = sign_in(who)
        page = client.get(f"/appeals/{appeal_id}").text
        for act in OF_APPEAL:
            address = f"/appeals/{appeal_id}/acts/{act}"
            assert (address in page) == is_open(act, who, state), (who, act)
            if is_open(act, who, state):
                continue
            answer = client.post(address, data=WORDS)
            refused = 409 if role == OF_APPEAL[act].role else 403
            assert answer.status_code == refused, (who, act)
            assert why(app, who, act, appeal_id) in unescape(answer.text), (who, act)
    assert all_of(app) == before


@pytest.mark.parametrize("act", OF_APPEAL)
def test_what_the_table_opens_goes_where_it_says(app, sign_in, act):
    for state in OF_APPEAL[act].states:
        appeal_id = bring(app, state)
        who = next(who for who in ROLES if is_open(act, who, state))
        address, key = f"/appeals/{appeal_id}/acts/{act}", {"_key": f"{act}-{state}"}
        for _twice in range(2):  # the same form sent again is the same deed
            assert sign_in(who).post(address, data=WORDS | key).status_code == 303
        with app.app_context():
            assert db.session.get_one(Appeal, appeal_id).state == OF_APPEAL[act].to

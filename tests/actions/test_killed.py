"""A process that is killed in the middle of a step: all of it, or nothing."""

import signal
import subprocess
import sys

import pytest
from sqlalchemy import func, select

from app.actions.models import ActionItem, ActionState, Step
from app.appeals.models import Appeal, AppealState
from app.config import ROOT
from app.core import log
from app.core.db import db
from app.core.log import LogEntry
from app.investigations.models import Investigation, InvestigationState
from app.notifications.models import Notification
from app.orders.models import Order
from app.posts.models import Audience
from tests.actions import making
from tests.appeals import making as appeals
from tests.investigations import making as investigations
from tests.orders import making as orders

BEFORE = {
    "done": making.make_item,
    "ordered": orders.make_item,
    "upheld": lambda app: appeals.file(app),
    "investigated": lambda app: investigations.ask(app),
    "private": making.make_item,
}
# The first order takes up its item too; of an investigation the item's readers are told besides.
ENTRIES = {"done": 1, "ordered": 2, "upheld": 1, "investigated": 2, "private": 1}


def counted(app):
    """How many rows there are of what one step writes."""
    with app.app_context():
        return [
            db.session.scalar(select(func.count()).select_from(table))
            for table in (LogEntry, Notification, Step, Order)
        ]


def kill(app, database, tmp_path, deed, thing, moment):
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.actions.killed",
            database,
            tmp_path,
            deed,
            str(thing),
            moment,
        ],
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()[-2000:]


def stands(app, deed, thing):
    """Is it as the step leaves it?"""
    with app.app_context():
        if deed == "done":
            return db.session.get_one(ActionItem, thing).state == ActionState.DONE
        if deed == "ordered":
            return db.session.get_one(ActionItem, thing).open_orders == 1
        if deed == "private":
            return db.session.get_one(ActionItem, thing).post.audience == Audience.PRIVATE
        if deed == "investigated":
            one = db.session.get_one(Investigation, thing)
            assert (one.item.investigated == 1) == (one.state == InvestigationState.OPEN)
            return one.state == InvestigationState.OPEN
        appeal = db.session.get_one(Appeal, thing)
        assert (appeal.item.state == ActionState.DOING) == (appeal.state == AppealState.UPHELD)
        return appeal.state == AppealState.UPHELD


@pytest.mark.drill
@pytest.mark.parametrize("deed", BEFORE)
def test_killed_before_its_commit_nothing_has_happened(app, database, tmp_path, deed):
    thing = BEFORE[deed](app)
    before = counted(app)
    kill(app, database, tmp_path, deed, thing, "rows")
    assert counted(app) == before
    assert not stands(app, deed, thing)
    with app.app_context():
        assert log.verify() is None


@pytest.mark.drill
@pytest.mark.parametrize("deed", BEFORE)
def test_killed_after_its_commit_all_of_it_has_happened(app, database, tmp_path, deed):
    thing = BEFORE[deed](app)
    before = counted(app)
    kill(app, database, tmp_path, deed, thing, "done")
    after = counted(app)
    assert after[0] == before[0] + ENTRIES[deed]
    assert after[1] > before[1]  # and who is told of it
    assert stands(app, deed, thing)
    with app.app_context():
        assert log.verify() is None

"""Two workers at the same moment, each as in a process of its own: every mail is sent once."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.core import clock, transaction
from app.core.db import db
from app.mail import chore
from app.mail.models import Mail, MailItem
from tests.mail.post import NOON, round_of
from tests.make import make_post, say

MORNING = NOON.replace(day=26, hour=8, minute=30)
pytestmark = pytest.mark.usefixtures("noon")


def two_workers(app, moment, rounds=4):
    gate = threading.Barrier(2)

    def run(_number):
        with clock.at(moment), app.app_context():
            gate.wait()
            for _ in range(rounds):
                chore.post()
                db.session.remove()

    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(2) as pool:
        patch.setattr(transaction, "_turn", threading.Semaphore(64))
        list(pool.map(run, range(2)))


def test_two_workers_send_each_mail_once(app, post_office):
    app.config["SMTP_URL"] = "smtp://127.0.0.1:1"
    for by in ("rahima", "jubayer", "tanvir"):
        for _ in range(4):
            say(app, make_post(app, by=by), by="shahana")
    round_of(app)
    app.config["SMTP_URL"] = post_office.address
    chore._gone.clear()
    two_workers(app, NOON + timedelta(minutes=1))
    round_of(app)
    ids = Counter(letter["Message-ID"] for letter in post_office.letters)
    assert len(ids) == 12
    assert set(ids.values()) == {1}


def test_two_workers_make_one_digest(app, post_office):
    for by in ("rahima", "tanvir"):
        for _ in range(3):
            say(app, make_post(app, by=by), by="jubayer")
    round_of(app)
    two_workers(app, MORNING)
    assert Counter(str(letter["To"]).partition(" ")[0] for letter in post_office.letters) == {
        "Rahima": 1,
        "Tanvir": 1,
    }


def test_two_workers_sum_up_a_week_once(app, post_office):
    idea = make_post(app)
    for name in ("shahana", "nurul", "jubayer"):
        say(app, idea, by=name)
    two_workers(app, NOON.replace(day=26, hour=15))
    with app.app_context():
        slots = Counter(db.session.execute(select(Mail.officer_id, Mail.slot)).tuples())
    assert set(slots.values()) == {1}
    subjects = [letter["Subject"] for letter in post_office.letters]
    assert sum("What came of your words" in subject for subject in subjects) == 2


def test_two_who_sort_the_same_entries_keep_each_once(app, post_office):
    say(app, make_post(app), by="shahana")
    round_of(app)
    with app.app_context():
        assert len(db.session.scalars(select(MailItem.id)).all()) == 1
        with transaction.transaction():
            db.session.execute(update(Mail).values(sent_at=None))
    two_workers(app, NOON + timedelta(minutes=1))
    first, second = post_office.letters
    assert first["Message-ID"] == second["Message-ID"]

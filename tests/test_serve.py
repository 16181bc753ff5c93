"""The whole house, as `python wsgi.py` runs it: how it refuses to open, and how it closes."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager

import pytest
from click.testing import CliRunner
from flask.cli import FlaskGroup
from sqlalchemy import select

from app.config import ROOT, Wrong
from app.core.db import db
from app.core.transaction import transaction
from app.officers.models import Officer
from app.serve import refuse_to_show_demo, stop_worker
from app.world.demo import ACCOUNTS
from tests import make
from tests.browser.server import free_port, template_home
from tests.buckets import server

ADMIN = "admin@uthan.example"


@pytest.fixture
def home(tmp_path, tmp_path_factory):
    return shutil.copytree(template_home(tmp_path_factory.getbasetemp()), tmp_path / "home")


@contextmanager
def running(home, **said):
    house = subprocess.Popen(
        [sys.executable, "wsgi.py"],
        cwd=ROOT,
        env={"PATH": os.defpath, "UTHAN_HOME": str(home), "PORT": str(free_port()), **said},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,  # a group of its own, in which nobody may be left
    )
    try:
        yield house
    finally:
        if is_anyone_left(house):
            os.killpg(house.pid, signal.SIGKILL)
        house.stdout.close()
        house.wait()


def is_anyone_left(house):
    try:
        os.killpg(house.pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_web_and_worker(home, number):
    with running(home) as house:
        assert any("Uthan is open at http://127.0.0.1:" in line for line in house.stdout)
        house.send_signal(number)
        rest = house.stdout.read()  # ends when the last of them has closed it
        assert house.wait(20) == 0
        assert "Traceback" not in rest
        end = time.monotonic() + 5  # init buries the last one when it likes
        while is_anyone_left(house):
            assert time.monotonic() < end, rest
            time.sleep(0.05)


def test_a_bucket_that_knows_us_not_keeps_the_house_closed(home):
    address = server().address()
    said = {"AWS_ACCESS_KEY_ID": address.key, "AWS_SECRET_ACCESS_KEY": "not this one"}
    with running(home, UTHAN_FILES=f"s3://uthan?endpoint={address.endpoint}", **said) as house:
        told = house.stdout.read()
        assert house.wait(20) == 2
    assert "the bucket uthan at http://127.0.0.1:" in told
    assert "says SignatureDoesNotMatch" in told
    assert "not this one" not in told
    assert "Traceback" not in told


def test_a_worker_that_does_not_hear_is_killed():
    deaf = (
        "import signal, time; signal.signal(15, signal.SIG_IGN); print(flush=True); time.sleep(99)"
    )
    worker = subprocess.Popen([sys.executable, "-c", deaf], stdout=subprocess.PIPE)
    worker.stdout.readline()
    stop_worker(worker, seconds=0.1)
    worker.stdout.close()
    assert worker.returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"PORT": "eighty"}, "PORT is a whole number up to 65535, not eighty."),
        ({"UTHAN_DEMO": "1", "HOST": "0.0.0.0"}, "HOST is 0.0.0.0."),
        ({"HOST": "0.0.0.0"}, "This database holds demo accounts"),
    ],
    ids=["a port", "a demo world", "a database of another day"],
)
def test_what_may_not_be_is_a_sentence_and_no_house_is_opened(home, said, sentence):
    with closing(sqlite3.connect(home / "uthan.db")) as database:
        database.execute("UPDATE officers SET email = ? WHERE email LIKE 'omar@%'", [ADMIN])
        database.commit()
    with running(home, **said) as house:
        told = house.stdout.read()
        assert house.wait(20) == 2
        assert sentence in told
        assert "Traceback" not in told
        assert "is open" not in told


def test_demo_accounts_are_shown_to_this_machine_only_until_all_are_closed(app, cast):
    with app.app_context():
        refuse_to_show_demo("0.0.0.0")
        with transaction():
            make.officer("omar").email = ADMIN
        with pytest.raises(Wrong, match="demo accounts"):
            refuse_to_show_demo("0.0.0.0")
        refuse_to_show_demo("127.0.0.1")
        db.session.rollback()
    app.test_cli_runner().invoke(args=["officers", "close", ADMIN])
    with app.app_context():
        refuse_to_show_demo("0.0.0.0")


def test_every_command_that_make_calls_exists(app):
    commands = re.findall(r"\$\(FLASK\) ([a-z ]+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert len(commands) >= 3
    for command in commands:
        flask = FlaskGroup(create_app=lambda: app)
        answer = CliRunner().invoke(flask, [*command.split(), "--help"])
        assert answer.exit_code == 0, f"flask {command}: {answer.output}"


def test_the_demo_world_is_filled_by_command_into_an_empty_house_only(app, cast):
    answer = app.test_cli_runner().invoke(args=["demo", "fill"])
    assert "Officers are here: none were added." in answer.output
    with app.app_context():
        assert ACCOUNTS[0][0] not in {
            officer.email for officer in db.session.scalars(select(Officer))
        }

"""The databases the tests run on are real ones, quick to make and gone when we are gone."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from tests.databases import clone, drop, find_binaries, postgres_url
from tests.restoring import remember, restore

ROOT = Path(__file__).parents[1]
NUMBERS = count()


@contextmanager
def database(template="template1"):
    """The name and the engine of a new database."""
    url, name = postgres_url(ROOT), f"self_test_{next(NUMBERS)}"
    engine = create_engine(clone(url, template, name), poolclass=NullPool)
    try:
        yield name, engine
    finally:
        engine.dispose()
        drop(url, name)


def test_the_server_answers_in_bangla():
    with database() as (_, engine), engine.begin() as session:
        assert engine.dialect.name == "postgresql"
        assert session.scalar(text("SELECT 'পুকুর ' || :word"), {"word": "দখল"}) == "পুকুর দখল"
        assert session.scalar(text("SHOW fsync")) == "off"


def test_a_session_sees_what_another_committed_and_nothing_before():
    with database() as (_, engine):
        with engine.begin() as session:
            session.execute(text("CREATE TABLE posts (title text)"))
        with engine.connect() as writer, engine.connect() as reader:
            writer.execute(text("INSERT INTO posts VALUES ('a pond')"))
            assert reader.scalar(text("SELECT count(*) FROM posts")) == 0
            writer.commit()
            assert reader.scalar(text("SELECT count(*) FROM posts")) == 1


def test_an_advisory_lock_is_held_by_one_until_it_commits():
    take = text("SELECT pg_try_advisory_xact_lock(7)")
    with database() as (_, engine), engine.connect() as first, engine.connect() as second:
        assert first.scalar(take) is True
        assert second.scalar(take) is False
        first.commit()
        assert second.scalar(take) is True


def test_a_clone_begins_like_its_template_and_goes_its_own_way():
    with database() as (name, template):
        with template.begin() as session:
            session.execute(text("CREATE TABLE offices AS SELECT 'Ghatail' AS name"))
        with database(name) as (_, one), database(name) as (_, other):
            with one.begin() as session:
                session.execute(text("INSERT INTO offices VALUES ('Tangail')"))
            with one.connect() as session:
                assert session.scalar(text("SELECT count(*) FROM offices")) == 2
            with other.connect() as session:
                assert session.scalar(text("SELECT count(*) FROM offices")) == 1


def test_a_dropped_database_is_gone_although_somebody_sat_in_it():
    with database() as (name, engine), engine.connect():
        drop(postgres_url(ROOT), name)
        with pytest.raises(OperationalError, match="does not exist"), engine.connect():
            pass


def test_a_restored_database_is_as_it_was_made():
    tables = """
        CREATE TABLE offices (id serial PRIMARY KEY, name text,
                              size int GENERATED ALWAYS AS (length(name)) STORED);
        CREATE TABLE posts (id serial PRIMARY KEY, office_id int REFERENCES offices (id));
        INSERT INTO offices (name) VALUES ('Tangail'), ('Ghatail');
    """
    with database() as (_, engine):
        address = engine.url.render_as_string(hide_password=False)
        with engine.begin() as session:
            session.execute(text(tables))
        remember(address)
        for _ in range(2):
            with engine.begin() as session:
                session.execute(text("INSERT INTO posts (office_id) VALUES (1), (2)"))
                session.execute(text("UPDATE offices SET name = 'Kuliya' WHERE id = 2"))
                session.execute(text("INSERT INTO offices (name) VALUES ('Savar')"))
            restore(address)
            with engine.begin() as session:
                assert session.scalar(text("SELECT string_agg(name, ' ') FROM offices")) == (
                    "Tangail Ghatail"
                )
                assert session.scalar(text("SELECT count(*) FROM posts")) == 0
                assert session.scalar(text("SELECT nextval('offices_id_seq')")) == 3
                assert session.scalar(text("SELECT nextval('posts_id_seq')")) == 1


def test_restoring_puts_out_who_still_holds_a_lock():
    with database() as (_, engine):
        address = engine.url.render_as_string(hide_password=False)
        with engine.begin() as session:
            session.execute(text("CREATE TABLE posts (id serial PRIMARY KEY)"))
        remember(address)
        straggler = engine.connect()
        straggler.execute(text("INSERT INTO posts DEFAULT VALUES"))
        restore(address)
        with pytest.raises(OperationalError):
            straggler.execute(text("SELECT 1"))
        straggler.invalidate()
        with engine.connect() as session:
            assert session.scalar(text("SELECT count(*) FROM posts")) == 0


def test_without_a_server_the_tests_say_what_to_install():
    with pytest.raises(RuntimeError, match="apt-get install postgresql"):
        find_binaries([Path("/nowhere")])


@pytest.mark.drill
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT], ids=lambda end: end.name)
def test_the_server_goes_when_the_tests_go(end):
    """Killed or stopped, no process stays behind."""
    program = (
        "import sys, time; from pathlib import Path; from tests.databases import postgres_url;"
        "print(postgres_url(Path(sys.argv[1])), flush=True); time.sleep(60)"
    )
    tests = subprocess.Popen(
        [sys.executable, "-c", program, str(ROOT)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with tests:
        url = tests.stdout.readline().strip()
        server = server_of(url)
        assert runs(server)
        tests.send_signal(end)
    deadline = time.monotonic() + 10
    while runs(server) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not runs(server)
    with pytest.raises(OperationalError), create_engine(url, poolclass=NullPool).connect():
        pass


def server_of(url):
    """The number of the server's process, as the server itself wrote it down."""
    with create_engine(url, poolclass=NullPool).connect() as session:
        data = session.scalar(text("SHOW data_directory"))
    return int(Path(data, "postmaster.pid").read_text().split()[0])


def runs(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True

"""The worker among others who write."""

import logging
import sqlite3

import pytest
from sqlalchemy.exc import OperationalError

from app import worker
from app.core import work
from app.core.errors import Busy


@pytest.mark.parametrize(
    "problem",
    [Busy(), OperationalError("BEGIN", {}, sqlite3.OperationalError("database is locked"))],
    ids=["its own turn", "another process"],
)
def test_that_others_write_without_a_break_is_no_stumble(app, caplog, monkeypatch, problem):
    def fails():
        raise problem

    monkeypatch.setattr(worker.stopping, "wait", lambda _seconds: None)
    with caplog.at_level(logging.WARNING):
        assert worker._safely(app, fails) is False
    assert [(line.levelname, line.exc_info) for line in caplog.records] == [("WARNING", None)]


def test_a_fault_is_told_whole(app, caplog, monkeypatch):
    def fails():
        raise RuntimeError("a full disk")

    monkeypatch.setattr(worker.stopping, "wait", lambda _seconds: None)
    assert worker._safely(app, fails) is False
    assert any(line.exc_info for line in caplog.records)


@pytest.fixture
def pace(monkeypatch):
    """With a clock of its own: `pace.at` seconds."""
    made = worker.Pace()
    made.at = 100.0
    monkeypatch.setattr(worker, "monotonic", lambda: made.at)
    return made


def waits(pace, number):
    """Seconds after a batch of so many entries, from its end."""
    began = pace.at
    pace.took(number)
    while not pace.due():
        pace.at += 0.25
    return pace.at - began


def test_at_rest_a_batch_is_taken_at_once_and_the_next_a_second_later(pace):
    assert pace.due()
    assert waits(pace, 1) == worker.PAUSE_SECONDS
    assert waits(pace, 0) == 0


def test_while_many_write_entries_gather_until_a_batch_is_full(pace):
    assert waits(pace, 50) == worker.PAUSE_SECONDS, "one import is not many who write"
    assert waits(pace, 50) == worker.GATHERING_SECONDS
    assert waits(pace, work.BATCH) == 0, "more wait already"
    assert waits(pace, 50) == worker.GATHERING_SECONDS
    assert waits(pace, worker.FEW) == worker.PAUSE_SECONDS


def test_who_waits_for_a_fuller_batch_holds_up_nobody_else(app, monkeypatch, pace):
    taken = []
    monkeypatch.setattr(work, "work_once", lambda name: taken.append(name) or 1)
    for _ in range(2):
        worker.drain({"search": pace})
    others = [name for name in work.listeners if name != "search"]
    assert sorted(taken) == sorted(["search", *others, *others])

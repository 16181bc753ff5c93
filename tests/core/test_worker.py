"""The worker among others who write."""

import logging
import sqlite3

import pytest
from sqlalchemy.exc import OperationalError

from app import worker
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

"""Retiring somebody of the cast, by the operation that the page uses."""

from datetime import date, timedelta

from app.core.clock import now, today
from app.core.transaction import transaction
from app.officers.queries import version_of
from app.retirement.operations import retire_officer
from tests.make import officer


def make_administrator(app, name="omar"):
    with app.app_context(), transaction():
        officer(name).administrator_since = now()


def retire(app, name, since=None, leave_until=None):
    """By Omar, today unless another day is said."""
    make_administrator(app)
    with app.test_request_context("/?lang=en"), transaction():
        whom = officer(name)
        retire_officer(officer("omar"), whom, since or today(), leave_until, version_of(whom))


def days_ago(days: int) -> date:
    return today() - timedelta(days=days)

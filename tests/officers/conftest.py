import pytest
from flask import Flask

from app.core.db import db
from app.officers import passwords
from tests.conftest import QUICK
from tests.standing import make_app


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch):
    """Hundreds of sign-ins must not take minutes. test_passwords.py looks at the real cost."""
    monkeypatch.setattr(passwords, "_hasher", QUICK)


@pytest.fixture
def make_strict(database, tmp_path):
    """`make_strict(RATELIMIT_ENABLED=True)`: the house with something switched on that is off in
    other tests."""
    made: list[Flask] = []

    def make(**changes: object) -> Flask:
        made.append(make_app(database, tmp_path, **changes))
        return made[-1]

    yield make
    for app in made:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()

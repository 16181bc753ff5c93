from collections.abc import Iterator

import pytest

from app.mail import chore
from tests.mail.post import NOON, MailServer


@pytest.fixture(autouse=True)
def _long_rounds(monkeypatch):
    """However slow the machine, a round sends all there is."""
    monkeypatch.setattr(chore, "SECONDS", 60.0)


@pytest.fixture
def post_office(app) -> Iterator[MailServer]:
    """A mail server; the application hands its mail in there."""
    with MailServer() as server:
        app.config["SMTP_URL"] = server.address
        yield server
        server.shutdown()
    chore._gone.clear()


@pytest.fixture
def noon(stop_clock):
    """It is a working day, and mail may go."""
    stop_clock(NOON)
    return stop_clock

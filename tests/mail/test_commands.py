"""What whoever keeps the machine sees of mail."""

import pytest

from app.config import Wrong, from_environment
from app.core import work
from app.mail import listener
from tests.mail.post import lying_in
from tests.make import endorse, make_idea, make_post, say


@pytest.fixture
def say_(monkeypatch, tmp_path):
    def set_(**said):
        monkeypatch.setenv("UTHAN_HOME", str(tmp_path / "home"))
        for name, value in said.items():
            monkeypatch.setenv(name, value)
        return from_environment()

    return set_


def preview(app, email):
    return app.test_cli_runner().invoke(args=["mail", "preview", "--email", email])


def test_a_preview_prints_what_would_go_and_sends_nothing(app, noon, tmp_path):
    endorse(app, make_idea(app, title="One window"), by="arif")
    say(app, make_post(app, title="Two boats"), by="jubayer")
    with app.app_context():
        work.work_once(listener.NAME)
    result = preview(app, "rahima@uthan.example")
    assert result.exit_code == 0, result.output
    assert "Subject: Ariful Bashar endorsed your idea “One window”" in result.output
    assert "Subject: 1 piece of news in Uthan, 25 November 2026" in result.output
    assert "Two boats" in result.output
    assert "2 to be sent." in result.output
    assert lying_in(tmp_path) == []


def test_a_preview_of_nobody_says_so(app):
    result = preview(app, "nobody@uthan.example")
    assert result.exit_code == 1
    assert "There is no open account nobody@uthan.example." in result.output


@pytest.mark.parametrize(
    "address",
    [
        *("http://mail.example", "smtp://", "mail.example:25", "smtp://mail.example:many"),
        *("smtp://mail.example:99999", "smtp://user:secret@mail.example:25"),
    ],
)
def test_a_wrong_mail_server_is_said_when_starting(say_, address):
    with pytest.raises(Wrong) as refused:
        say_(UTHAN_SMTP_URL=address)
    assert "UTHAN_SMTP_URL" in str(refused.value)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    "address",
    [
        *("", "smtp://127.0.0.1:25", "smtp://user:secret@127.0.0.1", "smtps://u:p@mail.example"),
        *("smtp+starttls://user:p%40ss@mail.example:587", "smtp://[::1]:25"),
    ],
)
def test_a_right_one_is_taken(say_, address):
    assert say_(UTHAN_SMTP_URL=address)["SMTP_URL"] == address


@pytest.mark.parametrize("sender", ["Uthan", "Uthan <uthan>", "a@b.example\nBcc: c@d.example"])
def test_a_sender_without_an_address_is_refused(say_, sender):
    with pytest.raises(Wrong):
        say_(UTHAN_MAIL_FROM=sender)

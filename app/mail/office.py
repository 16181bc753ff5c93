"""Where mail is handed in: a server, or, where none is set, a folder."""

import os
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

SECONDS = 5.0  # a server that does not answer holds up the worker no longer
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}

HandIn = Callable[[EmailMessage], None]


class Unreachable(Exception):
    """Nobody is there who takes any mail."""


@contextmanager
def open_office(address: str, home: Path) -> Iterator[HandIn]:
    """Give each letter to what this yields. Raises Unreachable when there is no way in."""
    if not address:
        yield lambda letter: _lay_down(letter, home / "mail")
        return
    server = _connect(address)
    try:
        yield lambda letter: _hand_in(server, letter)
    finally:
        with suppress(smtplib.SMTPException, OSError):
            server.quit()


def _connect(address: str) -> smtplib.SMTP:
    parts = urlsplit(address)
    server: smtplib.SMTP | None = None
    try:
        server = _greet(parts.scheme, parts.hostname or "", parts.port or PORTS[parts.scheme])
        if parts.scheme == "smtp+starttls":
            server.starttls(context=ssl.create_default_context())
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except (smtplib.SMTPException, OSError) as problem:
        if server:
            server.close()
        raise Unreachable(describe(problem)) from problem
    return server


def _greet(scheme: str, name: str, port: int) -> smtplib.SMTP:
    if scheme != "smtps":
        return smtplib.SMTP(name, port, timeout=SECONDS)
    safe = ssl.create_default_context()
    return smtplib.SMTP_SSL(name, port, timeout=SECONDS, context=safe)


def _hand_in(server: smtplib.SMTP, letter: EmailMessage) -> None:
    try:
        server.send_message(letter)
    except (smtplib.SMTPServerDisconnected, smtplib.SMTPConnectError, TimeoutError) as problem:
        raise Unreachable(describe(problem)) from problem


def describe(problem: Exception) -> str:
    """What went wrong, without the address it concerns: the health page shows it."""
    codes = {getattr(problem, "smtp_code", None)}
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        codes |= {answer[0] for answer in problem.recipients.values()}
    return " ".join([type(problem).__name__, *sorted(str(code) for code in codes if code)])


def _lay_down(letter: EmailMessage, folder: Path) -> None:
    """Whole or not at all. A mail that comes again lies where it lay."""
    folder.mkdir(mode=0o700, exist_ok=True)
    name = str(letter["Message-ID"]).strip("<>").partition("@")[0]
    half = folder / f"{name}.{os.getpid()}.half"
    with open(half, "wb", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
        file.write(letter.as_bytes())
        file.flush()
        os.fsync(file.fileno())
    half.replace(folder / f"{name}.eml")

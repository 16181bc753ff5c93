"""A mail server on loopback, and what lies in its bags; and the worker's round by hand."""

import socketserver
import threading
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from flask import Flask

from app.core import work
from app.core.clock import DHAKA
from app.mail import chore, listener
from app.notifications import listener as notifications

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=DHAKA)  # a Wednesday


class _Counter(socketserver.StreamRequestHandler):
    """As much of SMTP as a client needs to hand in a letter."""

    server: "MailServer"

    def handle(self) -> None:
        self._say("220 here")
        while line := self.rfile.readline():
            said = line.decode().strip()
            verb = said[:4].upper()
            self.server.heard.append(said)
            if verb == "DATA":
                self._take()
            elif verb == "RCPT" and any(name in said for name in self.server.refuses):
                self._say("550 nobody of that name")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 good")

    def _take(self) -> None:
        self._say("354 go on")
        lines: list[bytes] = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        self.server.bag.append(b"".join(lines))
        self._say("250 taken")

    def _say(self, answer: str) -> None:
        self.wfile.write(answer.encode() + b"\r\n")


class MailServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Counter)
        self.bag: list[bytes] = []
        self.heard: list[str] = []
        self.refuses: set[str] = set()
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def address(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    @property
    def letters(self) -> list[EmailMessage]:
        return [message_from_bytes(raw, policy=default) for raw in self.bag]  # type: ignore[misc]


def round_of(app: Flask) -> None:
    """What the worker does of notifications and mail in one round."""
    with app.app_context():
        work.work_once(notifications.NAME)
        work.work_once(listener.NAME)
        chore.post()


def lying_in(home: Path) -> list[EmailMessage]:
    """What was laid down in the folder, the first made first."""
    files = sorted((home / "mail").glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
    return [message_from_bytes(path.read_bytes(), policy=default) for path in files]  # type: ignore[misc]


def text_of(letter: EmailMessage) -> str:
    part = letter.get_body(("plain",))
    assert part
    return str(part.get_content())


def html_of(letter: EmailMessage) -> str:
    part = letter.get_body(("html",))
    assert part
    return str(part.get_content())


def to(letters: list[EmailMessage], name: str) -> list[EmailMessage]:
    return [letter for letter in letters if f"{name}@uthan.example" in str(letter["To"])]

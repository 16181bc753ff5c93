"""A small browser: one open line, an officer's cookie, and the forms that measurements send."""

import secrets
from http.client import HTTPConnection, RemoteDisconnected
from typing import NamedTuple
from urllib.parse import urlencode

from bench.passes import Pass

PATIENCE = 30.0  # seconds for one answer


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]  # names in small letters
    body: bytes


class Unexpected(Exception):
    """An answer that no measurement wants."""


class Browser:
    def __init__(self, port: int, who: Pass) -> None:
        self.line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.who = who

    def get(self, path: str) -> str:
        answer = self.ask("GET", path)
        if answer.status != 200:
            raise Unexpected(f"{answer.status} for {path}")
        return answer.body.decode()

    def write_post(self, title: str, body: str) -> str:
        """A question to all; the path of its page."""
        form = {"title": title, "body": body, "audience": "all"}
        answer = self.send("/posts/new/question", form)
        if answer.status != 303:
            raise Unexpected(f"{answer.status}: the post was not written")
        return answer.headers["location"].partition("?")[0]

    def write_comment(self, post_id: int, body: str) -> Answer:
        """As our script sends it: the answer is the comment's piece."""
        answer = self.send(f"/posts/{post_id}/comments", {"body": body, "parent": ""}, "1")
        if answer.status != 201:
            raise Unexpected(f"{answer.status}: the comment was not written")
        return answer

    def send(self, path: str, form: dict[str, str], fragment: str = "") -> Answer:
        tokens = {"_key": secrets.token_urlsafe(16), "csrf_token": self.who.csrf_token}
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if fragment:
            headers["X-Fragment"] = fragment
        return self.ask("POST", path, urlencode(form | tokens), headers)

    def ask(
        self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None
    ) -> Answer:
        """A line that was closed while it lay idle is opened anew; a form's key bears that."""
        given = {"Cookie": self.who.cookie, **(headers or {})}
        try:
            self.line.request(method, path, body, given)
            told = self.line.getresponse()
        except (RemoteDisconnected, ConnectionError):
            self.line.close()
            self.line.request(method, path, body, given)
            told = self.line.getresponse()
        found = {name.lower(): value for name, value in told.getheaders()}
        return Answer(told.status, found, told.read())

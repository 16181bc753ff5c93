"""An officer who comes by HTTP alone, without a window: for many at once, and for what is said
while a page is away."""

import re
import secrets
from html import unescape
from http.client import HTTPConnection, HTTPException, HTTPResponse
from http.cookies import SimpleCookie
from typing import NamedTuple
from urllib.parse import urlencode

from tests.browser.server import House
from tests.cast import PASSWORD


class Answer(NamedTuple):
    status: int
    text: str
    location: str


class Visitor:
    """Signed in, with one line that is kept open."""

    def __init__(self, house: House, name: str) -> None:
        self.name = name
        self._line = HTTPConnection("127.0.0.1", house.port, timeout=30)
        self._cookies: dict[str, str] = {}
        self._csrf = ""
        self.get("/sign-in")
        door = self.post("/sign-in", email=f"{name}@uthan.example", password=PASSWORD)
        assert door.status == 303, door.text
        assert self.get("/").status == 200

    def close(self) -> None:
        self._line.close()

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())

    def get(self, path: str) -> Answer:
        """As a browser does it: over a new line, when the kept one was cut meanwhile."""
        try:
            return self._ask("GET", path, None, {})
        except ConnectionError:
            return self._ask("GET", path, None, {})

    def post(self, path: str, *, fragment: bool = False, **fields: str) -> Answer:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        headers |= {"X-Fragment": "1"} if fragment else {}
        return self._ask("POST", path, urlencode({"csrf_token": self._csrf, **fields}), headers)

    def send_comment(self, post_id: int, words: str, key: str = "", parent: int = 0) -> Answer:
        """As the form of the post's page sends it."""
        fields = {"_key": key or secrets.token_urlsafe(16), "body": words}
        fields |= {"parent": str(parent)} if parent else {}
        return self.post(f"/posts/{post_id}/comments", fragment=True, **fields)

    def say(self, post_id: int, words: str, parent: int = 0) -> int:
        """A comment that is accepted; its number."""
        answer = self.send_comment(post_id, words, parent=parent)
        assert answer.status == 201, answer
        found = re.search(r'id="comment-(\d+)"', answer.text)
        assert found
        return int(found[1])

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        headers |= {"Accept-Language": "en"} | ({"Cookie": self.cookie} if self._cookies else {})
        try:
            self._line.request(method, path, body, headers)
            response = self._line.getresponse()
            text = response.read().decode()
        except (OSError, HTTPException):
            self._line.close()  # the next question opens another
            raise
        self._keep(response, text)
        return Answer(response.status, text, response.headers.get("Location", ""))

    def _keep(self, response: HTTPResponse, text: str) -> None:
        for header in response.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(header).items():
                self._cookies[name] = morsel.value
        if found := re.search(r'name="csrf(?:-|_)token"[^>]*?(?:value|content)="([^"]+)"', text):
            self._csrf = unescape(found[1])

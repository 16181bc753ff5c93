"""Officers' windows: signed in by the real form, watched for complaints, and what is read off them."""

import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    WebError,
    WebSocket,
    expect,
)

from tests.browser.server import House
from tests.cast import PASSWORD

# The browser calls each refused page an error. That a page is refused is what a test asks for; that
# it is refused rightly is what it asserts.
REFUSED = re.compile(r"Failed to load resource: .* status of (401|403|404|409|413|422|429|503)")
# A line that was on its way when its officer signed out.
SHUT_OUT = re.compile(r"WebSocket connection to .* failed: HTTP Authentication failed")

# What a browser says of a line that the test takes away.
NOT_THERE = r"net::ERR_(INTERNET_DISCONNECTED|CONNECTION_\w+|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED)"

IN_TIME = 10  # seconds for a deed to reach another window of an idle machine

_signed_in: dict[tuple[str, str], Any] = {}  # (address of a house, name) → cookies


def patience(seconds: float) -> float:
    """So many seconds on a machine that has nothing else to do; longer where others work too."""
    return seconds * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


class Complaints:
    """What the pages of one test had to complain of."""

    def __init__(self) -> None:
        self._heard: list[str] = []
        self._expected: list[str] = []

    def listen(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", self._stumble)

    def expect(self, pattern: str) -> None:
        """The test provokes complaints like this one."""
        self._expected.append(pattern)

    def check(self) -> None:
        unforeseen = [
            said for said in self._heard if not any(re.search(p, said) for p in self._expected)
        ]
        assert not unforeseen, "\n".join(unforeseen)

    def _console(self, message: ConsoleMessage) -> None:
        address = str(message.location.get("url"))
        refused = REFUSED.search(message.text) and "/static/" not in address
        refused = refused or SHUT_OUT.search(message.text)
        if message.type in {"error", "assert"} and not refused:
            self._heard.append(f"{message.text} ({address})")

    def _stumble(self, problem: WebError) -> None:
        self._heard.append(str(problem.error))


class Windows:
    def __init__(self, browser: Browser, complaints: Complaints) -> None:
        self._browser, self._complaints = browser, complaints
        self._contexts: list[BrowserContext] = []

    def come_in(self, house: House, name: str, *, fresh: bool = False, **options: Any) -> Page:
        key = (house.url, name)
        kept = None if fresh else _signed_in.get(key)
        context = self._browser.new_context(
            base_url=house.url, storage_state=kept, **{"locale": "en-GB"} | options
        )
        self._contexts.append(context)
        self._complaints.listen(context)
        context.set_default_timeout(patience(10) * 1000)
        if kept is None:
            sign_in(context, name)
            if not fresh:
                _signed_in[key] = context.storage_state()
        return context.new_page()

    def close(self) -> None:
        for context in self._contexts:
            context.close()


def sign_in(context: BrowserContext, name: str) -> None:
    """By the form, as everyone. Leaves no page open."""
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_label("Email").fill(f"{name}@uthan.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")
    page.close()


class Line:
    """The open line of a page, as it is heard on the wire. Made before the page is opened."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.frames: list[str] = []
        self.sockets: list[WebSocket] = []
        self.caught_up = 0  # answers to the question what was missed
        page.on("websocket", self._opened)
        page.on("requestfinished", self._finished)

    @property
    def seats(self) -> int:
        """Rooms in which the page was given a seat, on all its lines."""
        return sum('[{"ok":true}]' in frame for frame in self.frames)

    @property
    def is_down(self) -> bool:
        return all(socket.is_closed() for socket in self.sockets)

    @property
    def pushes(self) -> int:
        return sum('["piece",' in frame for frame in self.frames)

    def wait_for_seats(self, number: int = 2) -> None:
        """Until the page sits in so many rooms: a post's page has two, the post's and the bell's."""
        until(self.page, lambda: self.seats >= number, 15)

    def _finished(self, request: Request) -> None:
        self.caught_up += "/live/" in request.url

    def _opened(self, socket: WebSocket) -> None:
        self.sockets.append(socket)
        socket.on("framereceived", lambda frame: self.frames.append(str(frame)))


def open_live(page: Page, path: str, seats: int = 2) -> Line:
    """Open a page and wait until it sits in its rooms and has caught up."""
    line = Line(page)
    page.goto(path)
    line.wait_for_seats(seats)
    until(page, lambda: line.caught_up >= seats, 15)  # each room asks once it has its seat
    page.wait_for_load_state("networkidle")
    return line


@dataclass
class Window:
    """Somebody's, who has one page open and looks up from it only to act."""

    page: Page
    script: bool

    def open(self, path: str) -> None:
        if self.script:
            open_live(self.page, path)
            self.page.evaluate("window.stays = true")
        else:
            self.page.goto(path)

    def sees(self, where: str, *words: str) -> None:
        """What somebody else did, on the page that was open all the while."""
        if not self.script:
            self.page.reload()
        for said in words:
            expect(self.page.locator(where)).to_contain_text(said, timeout=patience(IN_TIME) * 1000)
        if self.script:
            assert self.page.evaluate("window.stays === true"), "it was loaded anew"

    def fills(self, words: dict[str, str]) -> None:
        for label, said in words.items():
            self.page.get_by_label(label, exact=True).fill(said)

    def chooses(self, label: str, seat: str) -> None:
        field = self.page.get_by_label(label, exact=True)
        line = field.locator("option").filter(has_text=re.compile(f"^{re.escape(seat)}")).first
        field.select_option(label=line.inner_text())

    def sends(self, button: str) -> None:
        """Its form; and waits for the page that says what was done."""
        self.page.get_by_role("button", name=button, exact=True).click()
        expect(self.page.locator(".notice[role=status]").first).to_be_visible()

    def follows(self, link: str) -> None:
        name = re.compile(f"^{re.escape(link)}(:|$)")  # some say of which post they speak
        self.page.get_by_role("link", name=name).first.click()


def has_run(page: Page, script: str) -> None:
    """Until one of our scripts, which came for itself or is on its way, has run: that a page is
    loaded says nothing of what its own script fetches. (What a script shows can be waited for.)"""
    page.evaluate(
        """(script) => import(document.querySelector("script[src$='/uthan.js']").src
          .replace("/uthan.js", `/${script}.js`)).then(() => {})""",
        script,
    )


def until(page: Page, true: Callable[[], object], seconds: float = 5) -> None:
    """Wait until it is true. (Playwright's own wait_for_function needs what our policy forbids.)"""
    end = time.monotonic() + patience(seconds)
    while not true():
        assert time.monotonic() < end, "it did not come true in time"
        page.wait_for_timeout(20)


def texts(page: Page, of: str = "#comments .comment__text") -> list[str]:
    """What is said on the page, in the order in which it stands there."""
    return [text.strip() for text in page.locator(of).all_inner_texts()]

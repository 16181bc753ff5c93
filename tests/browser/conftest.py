"""Browser tests drive the Chromium of this machine against a whole house (server.py). Where there is
no Chromium they say that they did not run, and under CI that is a failure.

A page that complains fails its test: an error in its console, a script that stumbles, anything
that the policy of the house forbids. What a test provokes on purpose it announces with
`complaints.expect(…)`."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.server import House, open_house, shared_house
from tests.browser.visitor import Visitor
from tests.browser.windows import Complaints, Windows, patience

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
NONE_HERE = "There is no Chromium on this machine: NOTHING WAS TRIED IN A BROWSER."


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    if CHROMIUM is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(NONE_HERE)
    in_time = patience(30) * 1000
    return {"executable_path": CHROMIUM, "args": list(QUIET), "timeout": in_time}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    number = sum(NONE_HERE in str(report.longrepr) for report in skipped)
    if number:
        terminalreporter.section("no browser", red=True)
        terminalreporter.write_line(f"{NONE_HERE} {number} tests did not run.", red=True, bold=True)


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The one that tests share."""
    shared = shared_house(tmp_path_factory.getbasetemp())
    yield shared
    shared.leave()
    shared.check()


@pytest.fixture
def own_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """For a test that kills it."""
    with open_house(tmp_path_factory.getbasetemp()) as opened:
        yield opened


@pytest.fixture
def visit() -> Iterator[Callable[[House, str], Visitor]]:
    """`visit(house, "rahima")`: she comes by HTTP alone."""
    with ExitStack() as stack:
        yield lambda house, name: stack.enter_context(closing(Visitor(house, name)))


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    heard = Complaints()
    yield heard
    heard.check()


@pytest.fixture
def come_in(browser: Browser, complaints: Complaints) -> Iterator[Callable[..., Page]]:
    """`come_in(house, "rahima")`: an empty window of her own, signed in. `fresh`: in a session that
    no other window shares; other options are those of Playwright's new_context."""
    expect.set_options(timeout=patience(5) * 1000)
    windows = Windows(browser, complaints)
    yield windows.come_in
    windows.close()

"""What a page weighs on the line, and when it is there, for who comes for the first time."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import brotli
import pytest
from playwright.sync_api import CDPSession, Page, expect

from app.config import ROOT
from assets import compress
from tests import make
from tests.browser.server import House, open_house
from tests.browser.windows import patience

pytestmark = pytest.mark.browser

KB = 1024
HEAD = 400  # bytes of a static answer's head
STATIC = ROOT / "app" / "static"
LIVE = ("/live/", "/js/live.js", "/socket.io.")  # comes when the page is there, for what others do
SLOW_3G = {"latency": 2000, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}

# Chromium keeps what it saw of each page: the last candidate is the largest; shifts after a key or a
# touch are the reader's own doing.
WATCH = """
window.seen = { lcp: 0, cls: 0 }
new PerformanceObserver((list) => { window.seen.lcp = list.getEntries().at(-1).startTime })
  .observe({ type: "largest-contentful-paint", buffered: true })
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.seen.cls += shift.value
}).observe({ type: "layout-shift", buffered: true })
"""


class Load(NamedTuple):
    address: str
    bytes: int


def packed(address: str) -> int:
    """`make` compresses the static files before it runs anything. Where it has not done so since
    they were changed, a file is weighed as it will have it; elsewhere 0: the line is believed."""
    _, static, path = urlsplit(address).path.partition("/static/")
    file = STATIC / path.partition("/")[2]
    if not static or file.suffix == ".woff2" or Path(f"{file}.br").exists():
        return 0
    return len(brotli.compress(compress.sent(file))) + HEAD


class Meter:
    """What goes over the line for a page: heads and bodies, as they travel."""

    def __init__(self, page: Page) -> None:
        self._addresses: dict[str, str] = {}
        self.loads: list[Load] = []
        self.cdp: CDPSession = page.context.new_cdp_session(page)
        self.cdp.send("Network.enable")
        self.cdp.on("Network.requestWillBeSent", self._asked)
        self.cdp.on("Network.loadingFinished", self._came)

    @property
    def fonts(self) -> int:
        return sum(load.bytes for load in self.loads if load.address.endswith(".woff2"))

    @property
    def rest(self) -> int:
        return sum(load.bytes for load in self.loads) - self.fonts

    @property
    def asked(self) -> int:
        """Requests over the line, without the optional font."""
        return sum(not load.address.endswith(".woff2") for load in self.loads)

    def _asked(self, event: dict) -> None:
        if redirected := event.get("redirectResponse"):
            self.loads.append(Load(redirected["url"], redirected["encodedDataLength"]))
        self._addresses[event["requestId"]] = event["request"]["url"]

    def _came(self, event: dict) -> None:
        if size := int(event["encodedDataLength"]):  # nothing: it was at hand
            address = self._addresses.get(event["requestId"], "")
            self.loads.append(Load(address, packed(address) or size))

    def __str__(self) -> str:
        lines = [f"{load.bytes:7} {load.address}" for load in self.loads]
        return "\n".join([f"\n{self.rest} bytes, {self.asked} requests, font {self.fonts}", *lines])


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with open_house(tmp_path_factory.getbasetemp()) as opened:
        for number in range(18):  # a full page of the feed
            make.make_idea(opened.app, by="jubayer", title=f"Answers by phone in ward {number}")
        yield opened
        opened.leave()


def come_for_the_first_time(come_in, house: House, name="rahima", **window) -> tuple[Page, Meter]:
    """Signed in, and nothing kept from before but that."""
    page = come_in(house, name, **window)
    meter = Meter(page)
    meter.cdp.send("Network.clearBrowserCache")
    return page, meter


@pytest.mark.parametrize("name", ["rahima", "omar"], ids=["en", "bn"])
def test_the_first_visit_to_the_feed_is_light(house, come_in, name):
    page, meter = come_for_the_first_time(come_in, house, name)
    page.goto("/")
    page.wait_for_load_state("networkidle")
    print(meter)
    assert meter.rest <= 90 * KB
    assert meter.asked <= 8
    assert meter.fonts <= 48 * KB


def test_the_second_visit_brings_the_page_alone(house, come_in):
    page, meter = come_for_the_first_time(come_in, house)
    page.goto("/")
    page.wait_for_load_state("networkidle")
    meter.loads.clear()
    page.goto("/actions")
    page.wait_for_load_state("networkidle")
    print(meter)
    assert meter.rest <= 10 * KB


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_an_idea_is_opened_written_and_sent_in_few_bytes(house, come_in, script):
    """60 KB in all. Six requests without script; with it, three more, of which one is only for who
    writes: the live line, which opens when all else is there, stands in nobody's way and is not
    counted."""
    page, meter = come_for_the_first_time(come_in, house, java_script_enabled=script)
    title = "A light at the landing" if script else "A lamp at the landing"
    page.goto("/posts/new/idea")
    page.get_by_label("Title").fill(title)
    page.get_by_label("What is wrong").fill("Boats come in the dark.")
    page.get_by_label("What you propose").fill("One lamp.")
    page.get_by_role("button", name="Post to colleagues").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.wait_for_load_state("networkidle")
    print(meter)
    assert meter.rest <= 60 * KB
    needed = [load for load in meter.loads if not any(part in load.address for part in LIVE)]
    assert len(needed) <= (9 if script else 6)


def test_on_slow_3g_the_feed_is_there_and_does_not_jump(house, come_in):
    """The goal is 3.5 s. 5 s are allowed here, and more on a machine that is busy with other work,
    so that the test fails for a page that became slow, not for a neighbour."""
    page, meter = come_for_the_first_time(come_in, house)
    meter.cdp.send("Network.emulateNetworkConditions", {"offline": False} | SLOW_3G)
    page.add_init_script(WATCH)
    page.goto("/", timeout=patience(30) * 1000)
    page.wait_for_load_state("networkidle", timeout=patience(60) * 1000)
    page.wait_for_timeout(500)
    seen = page.evaluate("window.seen")
    print(f"\nSlow 3G: LCP {seen['lcp'] / 1000:.2f} s, CLS {seen['cls']:.4f}")
    assert seen["cls"] <= 0.02
    assert 0 < seen["lcp"] <= patience(5) * 1000

"""Row 12: what a first visit to the feed brings over the wire, and in how many requests.

Follows what a browser would: links of the page, imports of its modules, pictures of its styles. The
font of Bangla is counted apart: it is optional, and kept after the first page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

import brotli

from bench.browser import Browser, Unexpected

BROWSER = "gzip, deflate, br"

_IN_HTML = re.compile(r'<link[^>]*?\bhref="([^"]+)"|\bsrc="([^"]+)"|<use[^>]*?\bhref="([^"#]+)')
_IN_SCRIPT = re.compile(r'\bfrom "(\.[^"]+)"|\bimport\(?"(\.[^"]+)"')
_IN_STYLES = re.compile(r'url\("?([^")]+)"?\)')
_FOLLOW = {"html": _IN_HTML, "js": _IN_SCRIPT, "css": _IN_STYLES}
_HEAD = len("HTTP/1.1 200 OK\r\n\r\n")


@dataclass(frozen=True)
class Fetched:
    path: str
    kind: str  # html, css, js, svg, woff2 …
    bytes: int  # head and body, as they come over the wire


def first_visit(browser: Browser) -> list[Fetched]:
    waiting, known, got = ["/"], {"/"}, []
    for path in waiting:
        fetched, text = fetch(browser, path)
        got.append(fetched)
        for found in links(fetched.kind, text):
            target = urljoin(path, found.partition("#")[0])
            if target not in known:
                known.add(target)
                waiting.append(target)
    return got


def fetch(browser: Browser, path: str) -> tuple[Fetched, str]:
    answer = browser.ask("GET", path, headers={"Accept-Encoding": BROWSER})
    if answer.status != 200:
        raise Unexpected(f"{answer.status} for {path}")
    head = _HEAD + sum(len(name) + len(value) + 4 for name, value in answer.headers.items())
    body = answer.body
    if answer.headers.get("content-encoding") == "br":
        body = brotli.decompress(body)
    kind = "html" if path == "/" else path.rsplit(".", 1)[-1]
    text = body.decode() if kind in _FOLLOW else ""
    return Fetched(path, kind, head + len(answer.body)), text


def links(kind: str, text: str) -> Iterator[str]:
    if kind not in _FOLLOW:
        return
    for groups in _FOLLOW[kind].findall(text):
        found = groups if isinstance(groups, str) else next(filter(None, groups))
        if not found.startswith(("http:", "https:", "data:")):
            yield found

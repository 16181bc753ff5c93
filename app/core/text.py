"""What officers write, made safe to show: once, on write. The only file that knows the sanitisers.

Markdown without HTML, then bleach's list of what may stay, then nh3 as the last barrier, because
bleach gets no more security fixes and lets `href="javascript:1"` through."""

import re
import threading
import unicodedata
from html import unescape

import bleach
import nh3
from markdown_it import MarkdownIt

from app.core.links import Links, link_names

MAX_BYTES = 40_000  # 12,000 letters of Bangla; bounds the time of rendering (under a second)
POLICY = 1  # raise it when the lists below change: stored HTML is then rendered anew

TAGS = {"p", "br", "strong", "em", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr"}
ATTRIBUTES = {"a": {"href"}}
SCHEMES = {"http", "https", "mailto", "tel"}

# Controls, and marks that turn the reading direction for whoever comes after: never typed in good
# faith. Joiners (200C, 200D) stay: they decide how র‍্যাব is drawn.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_MARKS = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]{3})[\u0300-\u036f"
    r"\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]+"
)

# A link leads to another site by a scheme on the list, or to a page of this one.
_LINK = re.compile(r"(?:https?://|mailto:|tel:|/(?!/))", re.IGNORECASE)
# Where mentions lead: of these the rule of links.py is the only maker.
_MENTION = re.compile(r"/(?:people|offices)/\d+#(?:at|seat-\d+)")

_local = threading.local()


def tidy(typed: str) -> str:
    """The words as typed, without what cannot be seen: NFC, one kind of line end, no heaps of
    marks that would cover the neighbours."""
    lines = typed.replace("\r\n", "\n").replace("\r", "\n")
    return _MARKS.sub(r"\1", _UNSEEN.sub("", unicodedata.normalize("NFC", lines))).strip()


def tidy_line(typed: str) -> str:
    """As `tidy`, on one line."""
    return " ".join(tidy(typed).split())


def render(source: str, links: Links | None = None) -> str:
    """Markdown to safe HTML. Headings become plain paragraphs: the page keeps its own outline.
    With `links`, tags and mentions lead somewhere, and are gathered there."""
    return clean(_markdown().render(source, {"links": links}))


def clean(html: str) -> str:
    """Of any HTML what is on the lists, and no more."""
    return nh3.clean(
        _cleaner().clean(html),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow ugc",
    )


def plain(html: str) -> str:
    """The words of safe HTML, for search and for a card: tags become spaces."""
    bare = nh3.clean(html.replace("<", " <"), tags=set(), attributes={})
    return " ".join(unescape(bare).split())


def _markdown() -> MarkdownIt:
    if not hasattr(_local, "markdown"):
        made = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True})
        made.validateLink = _may_lead_there  # type: ignore[method-assign]
        made.core.ruler.after("linkify", "names", link_names)
        _local.markdown = made.enable("linkify").disable(["image", "html_block", "html_inline"])
    markdown: MarkdownIt = _local.markdown
    return markdown


def _may_lead_there(url: str) -> bool:
    return bool(_LINK.match(url)) and not _MENTION.fullmatch(url)


def _cleaner() -> bleach.Cleaner:
    # Cleaner promises nothing about threads: one each.
    if not hasattr(_local, "cleaner"):
        _local.cleaner = bleach.Cleaner(
            tags=TAGS,
            attributes={tag: list(names) for tag, names in ATTRIBUTES.items()},
            protocols=SCHEMES,
            strip=True,
        )
    cleaner: bleach.Cleaner = _local.cleaner
    return cleaner

"""Tags and mentions in what officers write: a plain rule of rendering, which makes links of them.

A tag is `#` with 2 to 40 letters, digits or `_` of Bangla or English, one of them a letter. A
mention is `@` with a code, or with a name in brackets, as in `@ghatail.uno` or `@[Ministry of
Land]` (decision 0010). Code, addresses and headings are left alone."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import islice
from typing import Any
from urllib.parse import quote, unquote

from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from werkzeug.datastructures import MultiDict

MOST = 10  # tags of a text, and mentions: what names everything names nothing
TAG_LETTERS = (2, 40)

# Handles → where each leads, if it leads anywhere.
Find = Callable[[Collection[str]], Mapping[str, str]]

_BANGLA = "\u0981-\u0983\u0985-\u09b9\u09bc-\u09ce\u09d7\u09dc-\u09e3\u09e6-\u09f1\u09fc\u09fe"
_LETTER = rf"A-Za-z0-9_{_BANGLA}\u200c\u200d"
_MARKS = r"\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff"
_NAMED = re.compile(
    # Neither in the middle of a word nor cut off where the letters of another script go on.
    rf"(?<![\w{_LETTER}{_MARKS}&/#@.+-])"
    rf"(?:\#(?P<tag>[{_LETTER}]+)(?![\w{_LETTER}{_MARKS}])"
    r"|@(?P<handle>\[[^\[\]\n]{2,120}\]|[A-Za-z0-9](?:[A-Za-z0-9._-]{0,78}[A-Za-z0-9])))"
)
_MEANT = re.compile(r"(\[[^\[\]\n]+\]|[^\s\[\]]+) (.+)")
_LINKED = re.compile(r'<a href="([^"]+)"[^>]*>([#@])')
_JOINERS = re.compile(
    rf"(?<![{_BANGLA}])[\u200c\u200d]+|[\u200c\u200d]+(?![{_BANGLA}\u200c\u200d])"
    r"|(?<=[\u200c\u200d])[\u200c\u200d]+"
)
_DIGITS = str.maketrans("০১২৩৪৫৬৭৮৯", "0123456789")
_TAGS = "/tags/"


def tag_of(typed: str) -> str | None:
    """The one spelling of a tag, however it was typed: NFC, small letters, Latin digits, and
    joiners only where they join. None when it is no tag."""
    if not 1 < len(typed) < 200:
        return None
    tag = unicodedata.normalize("NFC", unicodedata.normalize("NFC", typed).casefold())
    tag = _JOINERS.sub("", tag.translate(_DIGITS))
    letters = len(tag) - sum(map(tag.count, "\u200c\u200d"))
    if not TAG_LETTERS[0] <= letters <= TAG_LETTERS[1] or not re.fullmatch(f"[{_LETTER}]+", tag):
        return None
    return tag if any(letter.isalpha() for letter in tag) else None


def tags_in(line: str) -> list[str]:
    """The tags of one plain line, such as a title."""
    found = (tag_of(match["tag"]) for match in _NAMED.finditer(line) if match["tag"])
    return list(dict.fromkeys(filter(None, found)))[:MOST]


def linked_in(html: str) -> Iterator[tuple[str, str]]:
    """What safe HTML names: ("#", tag) and ("@", address), in its order."""
    for address, sign in _LINKED.findall(html):
        if sign == "@":
            yield sign, address
        elif address.startswith(_TAGS) and (tag := tag_of(unquote(address[len(_TAGS) :]))):
            yield sign, tag


def with_meant(sent: MultiDict[str, Any]) -> MultiDict[str, Any]:
    """The fields of a form, with what each `meant` of it says ("typed meant", two handles as they
    stand after the @) put into their words."""
    choices = (_MEANT.fullmatch(choice) for choice in sent.getlist("meant"))
    chosen = {found[1]: found[2] for found in choices if found and _NAMED.fullmatch(f"@{found[2]}")}
    if not chosen:
        return sent

    def put(said: Any) -> Any:
        return _NAMED.sub(meant, said) if isinstance(said, str) else said  # else it is a file

    def meant(named: re.Match[str]) -> str:
        handle = named["handle"]
        return f"@{chosen[handle]}" if handle in chosen else named[0]

    pairs = sent.items(multi=True)
    return MultiDict((name, put(said)) for name, said in pairs if name != "meant")


def tag_address(tag: str) -> str:
    return _TAGS + quote(tag, safe="")


class Links:
    """The tags and handles of one post, or of one comment: its sections share them."""

    def __init__(self, find: Find, title: str = "") -> None:
        self.tags: dict[str, None] = dict.fromkeys(tags_in(title))
        self.handles: dict[str, str | None] = {}  # as typed → where it leads
        self._find = find

    def link(self, texts: list[Token]) -> dict[int, list[Token]]:
        """Of the pieces of text those that name something, cut up, by their id."""
        self._look_up(texts)
        return {id(text): list(self._cut(text)) for text in texts if _NAMED.search(text.content)}

    def _look_up(self, texts: list[Token]) -> None:
        """All at once: a text that mentions ten asks as often as one that mentions one."""
        typed = (
            match["handle"]
            for text in texts
            for match in _NAMED.finditer(text.content)
            if match["handle"] and match["handle"] not in self.handles
        )
        new = list(islice(dict.fromkeys(typed), MOST - len(self.handles)))
        if new:
            found = self._find(new)
            self.handles |= {handle: found.get(handle) for handle in new}

    def _cut(self, text: Token) -> Iterator[Token]:
        end = 0
        for match in _NAMED.finditer(text.content):
            if address := self._address(match):
                yield _text(text.content[end : match.start()])
                yield Token("link_open", "a", 1, attrs={"href": address})
                yield _text(match[0])
                yield Token("link_close", "a", -1)
                end = match.end()
        yield _text(text.content[end:])

    def _address(self, match: re.Match[str]) -> str | None:
        if match["handle"]:
            return self.handles.get(match["handle"])
        tag = tag_of(match["tag"])
        if tag and (tag in self.tags or len(self.tags) < MOST):
            self.tags[tag] = None
            return tag_address(tag)
        return None


def link_names(state: StateCore) -> None:
    """The rule, for markdown-it: after addresses were found, before what was escaped is joined."""
    links: Links | None = state.env.get("links")
    if links is None:
        return
    lines = [
        token
        for before, token in zip([None, *state.tokens], state.tokens, strict=False)
        if token.type == "inline" and not (before and before.type == "heading_open")
    ]
    cut = links.link([text for line in lines for text in _free_texts(line)])
    for line in lines:
        children = line.children or []
        line.children = [part for child in children for part in cut.get(id(child), [child])]


def _free_texts(line: Token) -> Iterator[Token]:
    """Those that are in no link yet."""
    within = 0
    for child in line.children or []:
        within += child.nesting if child.type in {"link_open", "link_close"} else 0
        if child.type == "text" and not within:
            yield child


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)

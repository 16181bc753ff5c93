"""The styles that stand inside every page, and the hash by which the browser lets them."""

import base64
import hashlib
import re
from pathlib import Path

from markupsafe import Markup

_SOURCE = Path(__file__).parent.parent / "static" / "css" / "critical.css"


def _without_blanks(css: str) -> str:
    """No comments and no blanks that mean nothing. Blanks before a colon (`a :hover`) and around
    signs (`1px + 2px`) mean something and stay."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,<>=]) ?", r"\1", css)
    return re.sub(r": ", ":", css).replace(";}", "}").strip()


def _hash(css: str) -> str:
    digest = hashlib.sha256(css.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


CRITICAL = Markup(_without_blanks(_SOURCE.read_text(encoding="utf-8")))  # noqa: S704  (our own file)
CRITICAL_HASH = _hash(CRITICAL)

"""A style says the same without its comments and blanks, as a browser reads it. Of the scripts all
tests here say it: `make test` compresses first, and Chromium takes the copies."""

import re

import pytest
from playwright.sync_api import Browser

from assets import compress

pytestmark = pytest.mark.browser

RULES = """(text) => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(text)
  return [...sheet.cssRules].map((rule) => rule.cssText).join("\\n")
}"""
BLANKS = re.compile(r"\s*([{},;:])\s*")  # of custom properties a browser keeps them


@pytest.mark.parametrize(
    "path", sorted(compress.STATIC.glob("css/*.css")), ids=lambda path: path.name
)
def test_a_style_has_the_same_rules_without_comments(browser: Browser, path):
    page = browser.new_page()
    whole, slim = (
        BLANKS.sub(r"\1", page.evaluate(RULES, text))
        for text in (path.read_text(), compress.sent(path).decode())
    )
    page.close()
    assert len(whole) > 1000
    assert slim == whole

"""Writing as officers do, and what came of it."""

import re

from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from app.core.db import db
from app.drafts.models import Draft
from app.posts.models import Post
from tests.browser.server import House
from tests.browser.windows import until
from tests.cast import PASSWORD

KEPT = "JSON.stringify(localStorage)"
PLAIN = {"java_script_enabled": False}
WORDS = {
    "Title": "A ferry that waits",
    "What is wrong": "The last one leaves before the clinic closes.",
    "What you propose": "One more trip at eight.",
}
NAMES = dict(zip(WORDS, ("title", "problem", "proposal"), strict=True))  # of their fields


def drafts(house: House) -> list[dict[str, list[str]]]:
    with house.app.app_context():
        found = list(db.session.scalars(select(Draft.fields).order_by(Draft.id)))
        db.session.rollback()
        return found


def count_posts(house: House, title: str) -> int:
    with house.app.app_context():
        number = db.session.scalar(select(func.count()).where(Post.title == title))
        db.session.rollback()
        return number or 0


def write(page: Page, words: dict[str, str] = WORDS) -> None:
    for label, text in words.items():
        page.get_by_label(label, exact=True).fill(text)


def reads(page: Page, words: dict[str, str] = WORDS) -> None:
    for label, text in words.items():
        expect(page.get_by_label(label, exact=True)).to_have_value(text)


def is_on_the_device(page: Page, *words: str) -> None:
    """Each of them: a form that is slowly filled is kept in parts."""
    wanted = words or WORDS.values()
    until(page, lambda: all(w in page.evaluate(KEPT) for w in wanted))


def is_on_the_server(page: Page, house: House, **words: str) -> None:
    """Quietly, some seconds after the last key; in parts, while it is slowly filled."""
    wanted = words or {NAMES[label]: text for label, text in WORDS.items()}
    until(
        page,
        lambda: any(all(d[name] == [w] for name, w in wanted.items()) for d in drafts(house)),
        15,
    )
    page.wait_for_url(re.compile(r"draft=\d+"))


def send(page: Page) -> None:
    page.get_by_role("button", name="Post to colleagues").click()


def is_posted(page: Page, title: str) -> None:
    """And the page after the form, which drops what the device kept, has had time to do so."""
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.wait_for_load_state()


def sign_in(page: Page, name: str = "rahima") -> None:
    page.get_by_label("Email").fill(f"{name}@uthan.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()

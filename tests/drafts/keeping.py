"""Drafts, made as the pages make them."""

import re

from sqlalchemy import select

from app.core.db import db
from app.drafts.models import Draft

IDEA = {
    "title": "Answers by phone",
    "problem": "",
    "proposal": "One number for each union.",
    "days_now": "about ১২",
    "audience": "office",
    "_key": "k1",
    "draft": "0",
}
SCRIPT = {"X-Fragment": "1"}


def save(browser, words=IDEA, kind="idea", headers=None, **changes):
    return browser.post(f"/posts/new/{kind}/draft", data=words | changes, headers=headers)


def drafts(app):
    with app.app_context():
        return list(db.session.scalars(select(Draft).order_by(Draft.id)))


def saved(browser, **changes):
    """Save one; its number."""
    found = re.search(r"draft=(\d+)", save(browser, **changes).location)
    assert found
    return int(found[1])

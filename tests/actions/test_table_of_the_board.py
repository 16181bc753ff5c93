"""The board as a table for a spreadsheet."""

import csv
import io
import re
from html import unescape

from app.actions import queries, views
from app.actions.models import ActionItem
from app.core.db import db
from app.core.transaction import transaction
from app.posts.models import Audience
from tests.actions import making
from tests.make import make_post


def table(browser):
    return browser.get("/actions.csv?lang=en").data.decode("utf-8-sig").splitlines()


def test_the_board_is_a_table_too_with_every_line_once_and_no_formula(app, sign_in, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    titles = [f"=SUM({number})" for number in range(5)]
    for title in titles:
        making.make_item(app, making.make_flag(app, make_post(app, title=title)))
    making.make_flag(app, make_post(app, title="Waits"))
    hidden = making.make_item(app, making.make_flag(app, make_post(app, title="Ours alone")))
    with app.app_context(), transaction():
        db.session.get_one(ActionItem, hidden).post.audience = Audience.OFFICE
    answer = sign_in("omar").get("/actions.csv?lang=en")
    assert answer.content_type == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert rows[0][:2] == ["Number", "Trouble"]
    assert [row for row in rows if row[1] == "Waits"] == []  # others decide about it
    waits = next(csv.reader(line for line in table(sign_in("maya")) if "Waits" in line))
    assert waits[:4] == ["", "Waits", "", "Flagged"]
    assert sorted(row[1] for row in rows[1:]) == [f"'{title}" for title in titles]
    assert "Ours alone" in sign_in("tanvir").get("/actions.csv").text
    assert len(sign_in("omar").get("/actions.csv?only=mine").text.splitlines()) == 1


def test_the_newest_first_is_another_order_that_pages_and_tables_keep(app, sign_in, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    monkeypatch.setattr(views, "PAGE", 2)
    titles = ["first", "second", "third"]
    for days, title in zip((15, 7, 30), titles, strict=True):
        making.make_item(app, making.make_flag(app, make_post(app, title=title)), days=days)
    client = sign_in("omar")

    def seen(path):
        return re.findall(r">(first|second|third)</a>", client.get(path).text)

    assert seen("/actions") == ["second", "first"]
    page = client.get("/actions?sort=new").text
    assert seen("/actions?sort=new") == ["third", "second"]
    further = unescape(re.search(r'href="(/actions\?[^"]*after=[^"]*)"', page)[1])
    assert seen(further) == ["first"]
    rows = client.get("/actions.csv?sort=new").text.splitlines()[1:]
    assert [row.split(",")[1] for row in rows] == ["third", "second", "first"]

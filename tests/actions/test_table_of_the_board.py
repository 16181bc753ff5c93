"""The board as a table for a spreadsheet."""

import csv
import io

from app.actions import queries
from app.actions.models import ActionItem
from app.core.db import db
from app.core.transaction import transaction
from app.posts.models import Audience
from tests.actions import making
from tests.make import make_post


def test_the_board_is_a_table_too_with_every_line_once_and_no_formula(app, sign_in, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    titles = [f"=SUM({number})" for number in range(5)]
    for title in titles:
        making.make_item(app, making.make_flag(app, make_post(app, title=title)))
    hidden = making.make_item(app, making.make_flag(app, make_post(app, title="Ours alone")))
    with app.app_context(), transaction():
        db.session.get_one(ActionItem, hidden).post.audience = Audience.OFFICE
    answer = sign_in("omar").get("/actions.csv?lang=en")
    assert answer.content_type == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert rows[0][:2] == ["Number", "Trouble"]
    assert sorted(row[1] for row in rows[1:]) == [f"'{title}" for title in titles]
    assert "Ours alone" in sign_in("tanvir").get("/actions.csv").text
    assert len(sign_in("omar").get("/actions.csv?only=mine").text.splitlines()) == 1

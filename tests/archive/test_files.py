"""What a file may look like, and what is said of one that cannot be read."""

import json

import pytest
from sqlalchemy import func, select

from app.comments.models import Comment
from app.core.db import db
from app.posts.models import Post
from tests.archive.files import GOOD, HEAD

ROW = "1,,idea,A,,2020-01-01,T,b,en,s\n"
LINE = {"id": "1", "date": "2020-01-01", "title": "T", "body": "words", "source": "j"}


def line(**said):
    return json.dumps(LINE | said, ensure_ascii=False) + "\n"


def bodies(app):
    with app.app_context():
        return [post.source["problem"] for post in db.session.scalars(select(Post))]


def test_json_lines_are_read_alike(app, bring):
    answer = bring(line(id=1), name="old.jsonl")
    assert answer.exit_code == 0, answer.output
    assert bodies(app) == ["words"]


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85"], ids=ascii)
def test_only_a_line_end_ends_a_line_of_json(app, bring, mark):
    answer = bring(line(body=f"one{mark}two"), name="old.jsonl")
    assert answer.exit_code == 0, answer.output
    assert len(bodies(app)) == 1


def test_zero_is_an_id_like_any_other(app, bring):
    answer = bring(line(id=0) + line(id=1, parent_id=0), name="old.jsonl")
    assert answer.exit_code == 0, answer.output
    with app.app_context():
        assert db.session.scalar(select(func.count(Comment.id))) == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (line() + line(id="2") + "{oops\n", "row 3, row: this is not JSON Lines"),
        ("[1]\n", "row 1, row: one object with the columns by name is needed"),
        ('{"id": ' + "9" * 5_000 + "}\n", "row 1, row: a number here has too many digits"),
        ("[" * 200_000 + "\n", "row 1, row: the brackets here are too deep"),
        (line(body="HALF").replace("HALF", "\\ud800"), "row 1, body: this holds half a letter"),
        (line(title="HALF").replace("HALF", "\\ud800"), "row 1, title: this holds half a letter"),
        (line(body={"bn": "x"}), "row 1, body: write this as text"),
        (line(id=True), "row 1, id: write this as text"),
        (line(parnet_id="7"), "row 1, row: there is no column 'parnet_id'; the columns are id, "),
        ("\n \n", "row 1, file: there are no rows in it"),
    ],
    ids=range(10),
)
def test_what_is_no_json_lines_is_told_with_its_line(app, bring, words, sentence):
    answer = bring(words, name="old.jsonl")
    assert answer.exit_code == 1
    assert sentence in answer.output
    assert bodies(app) == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "row 1, file: there are no rows in it"),
        (HEAD, "row 1, file: there are no rows in it"),
        ("ID;Body\n1;x\n", "row 1, columns: there is no column 'ID', 'Body'; the columns are id, "),
        (HEAD.replace("parent_id", "parnet_id") + ROW, "there is no column 'parnet_id'"),
        ("id,date,title,body\n1,2020-01-01,T,b\n", "row 1, columns: the first line names"),
        ("id," + HEAD + "1," + ROW, "row 1, columns: the first line names a column twice"),
        (HEAD + ROW + ROW.replace("en,s", "en,s,more"), "row 3, row: it has 11 cells for 10"),
        (HEAD + ROW + f"2,,idea,A,,2020-01-01,T,{'x' * 500_000},en,s\n", "row 3, row: a cell here"),
        (HEAD + ROW + '2,,idea,A,,2020-01-01,"T,b,en,s\n\n', "row 3, row: a quotation mark is"),
        (HEAD + ROW + '2,,idea,A,,2020-01-01,"T"x,b,en,s\n', "row 3, row: a quotation mark within"),
        (HEAD + ROW.replace("T,b", '"T\n",b') + ROW.replace("T", ""), "row 4, title: a post needs"),
    ],
    ids=range(11),
)
def test_what_is_no_csv_is_told_with_its_line(app, bring, words, sentence):
    answer = bring(words)
    assert answer.exit_code == 1
    assert sentence in answer.output
    assert bodies(app) == []


@pytest.mark.parametrize("separator", [";", "\t"], ids=["semicolon", "tab"])
def test_excel_may_separate_as_it_likes(app, bring, separator):
    answer = bring((HEAD + ROW).replace(",", separator) + separator * 9 + "\n")
    assert answer.exit_code == 0, answer.output
    assert bodies(app) == ["b"]


def test_a_file_that_is_not_utf8_says_so(bring):
    answer = bring(HEAD.encode() + "1,,idea,A,,2020-01-01,Café,b,en,s".encode("latin-1"))
    assert "row 2, file: the file is not UTF-8" in answer.output


def test_a_file_with_a_byte_order_mark_is_read(app, bring):
    assert bring(("\ufeff" + GOOD).encode()).exit_code == 0

import csv
from io import StringIO

from app.archive.rows import COLUMNS, read_rows
from bench.polis import write_archive

EXPORT = """timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body
1500282615559,Mon Jul 17 2017,7,3,38,7,1,"Ferries should run at night, too."
1500236599862,Sun Jul 16 2017,2,1,1,92,0,The ghat needs a lamp.
1500282688020,Mon Jul 17 2017,9,4,0,30,-1,Words that the moderators turned away.
"""


def archive(tmp_path, name="night.ferry-ghat"):
    folder = tmp_path / name
    folder.mkdir()
    (folder / "comments.csv").write_text(EXPORT, "utf-8")
    out = StringIO()
    write_archive([tmp_path], out)
    return out.getvalue()


def test_a_conversation_becomes_a_question_with_its_statements(tmp_path):
    rows = list(csv.DictReader(StringIO(archive(tmp_path))))
    assert [row["id"] for row in rows] == ["conversation", "2", "7"]
    assert rows[0]["title"] == "Night ferry ghat"
    assert rows[0]["kind"] == "question"
    assert "CC BY 4.0" in rows[0]["body"]
    assert rows[1]["body"] == "The ghat needs a lamp."
    assert rows[1]["author"] == "Participant 1"
    assert {row["parent_id"] for row in rows[1:]} == {"conversation"}
    assert {row["source"] for row in rows} == {"polis/night.ferry-ghat"}
    assert {row["office"] for row in rows} == {""}, "polis sounds like police"


def test_what_moderators_turned_away_stays_out(tmp_path):
    assert "turned away" not in archive(tmp_path)


def test_the_archive_import_reads_it_without_a_mistake(tmp_path):
    file = tmp_path / "archive.csv"
    file.write_text(archive(tmp_path), "utf-8")
    rows, mistakes = read_rows(file)
    assert not mistakes
    assert len(rows) == 3
    assert tuple(file.read_text("utf-8").splitlines()[0].split(",")) == COLUMNS

"""The pen writes what Whoosh's own writer writes, in one commit or joined from many."""

import random

import pytest
from whoosh import index as whoosh_index

from app.search import index, joining
from app.search.pen import Pen

WORDS = [
    *("পুকুর", "পুকুরের", "দখল", "করেছিলেন", "ভূমি_অফিস", "১২৩/৪৫", "UNO's", "services", "pukur"),
    *("ก็ไม่มี", "日本語", "O’Neil", "ৎ", "a", "-", "x" * 300, "café", "র‍্যাব", "DC office"),
]


def make(number, chance):
    text = " ".join(chance.choices(WORDS, k=chance.randrange(90)))
    kind, state = chance.choice([("comment", ""), ("idea", "answered"), ("idea", "unanswered")])
    return {
        "id": f"{kind}:{number}", "kind": kind, "state": state, "at": 1_700_000_000 + number,
        "reach": chance.choice(["all", "in4 head4 head1 by7"]), "words": text, "key": text,
    }  # fmt: skip


@pytest.fixture
def documents():
    chance = random.Random("documents")
    return [make(number, chance) for number in range(300)]


def create(folder):
    folder.mkdir()
    return whoosh_index.create_in(str(folder), index.schema(), indexname=index.INDEX)


def write_with_whoosh(folder, documents):
    writer = create(folder).writer()
    for document in documents:
        writer.add_document(**document)
    writer.commit()
    return told(folder)


def told(folder):
    """All that can be asked of an index, by the ids of its documents."""
    with index._open(folder).reader() as reader:
        ids = {number: stored["id"] for number, stored in reader.iter_docs()}
        terms = {}
        for leaf, offset in reader.leaf_readers():
            for name, term in leaf.all_terms():
                matcher = leaf.postings(name, term)
                while matcher.is_active():
                    number = matcher.id() + offset
                    if number in ids:
                        value = matcher.value() or b""
                        terms[name, term, ids[number]] = (matcher.weight(), value)
                    matcher.next()
        rows = {
            stored["id"]: (
                stored,
                reader.column_reader("at")[number],
                *(reader.doc_field_length(number, name) for name in ("words", "key", "id")),
            )
            for number, stored in reader.iter_docs()
        }
    return rows, terms


def known_of_terms(folder):
    with index._open(folder).reader() as reader:
        known = {term: reader.term_info(*term) for term in reader.all_terms()}
    return {
        term: (
            *(info.weight(), info.doc_frequency(), info.min_length(), info.max_length()),
            *(info.max_weight(), info.min_id(), info.max_id()),
        )
        for term, info in known.items()
    }


def test_one_commit_holds_what_whoosh_would_have_written(tmp_path, documents):
    expected = write_with_whoosh(tmp_path / "whoosh", documents)
    pen = Pen(create(tmp_path / "ours"))
    for document in documents:
        pen.put(document)
    pen.commit(merge=False)
    assert told(tmp_path / "ours") == expected
    assert known_of_terms(tmp_path / "ours") == known_of_terms(tmp_path / "whoosh")


def test_many_commits_joined_hold_the_same_without_what_was_dropped(tmp_path, documents):
    expected = write_with_whoosh(tmp_path / "whoosh", documents[20:])
    opened = create(tmp_path / "ours")
    for start in range(0, len(documents), 30):
        pen = Pen(opened)
        for document in documents[start : start + 30]:
            pen.put(document)
        pen.commit(merge=False)
    pen = Pen(opened)
    pen.delete_by_query(index.any_of("id", [document["id"] for document in documents[:20]]))
    pen.join(lambda segments: segments)
    assert len(list((tmp_path / "ours").glob("*.seg"))) == 1
    assert told(tmp_path / "ours") == expected


def test_a_commit_that_only_drops_leaves_the_rest(tmp_path, documents):
    opened = create(tmp_path / "ours")
    pen = Pen(opened)
    for document in documents:
        pen.put(document)
    pen.commit(merge=False)
    pen = Pen(opened)
    pen.delete_by_query(index.any_of("id", [document["id"] for document in documents[:299]]))
    pen.join(joining.choose)
    rows, _ = told(tmp_path / "ours")
    assert list(rows) == [documents[299]["id"]]


class Segment:
    def __init__(self, documents):
        self.documents = documents

    def doc_count_all(self):
        return self.documents + 3

    def deleted_count(self):
        return 3


def test_documents_are_joined_a_few_times_and_segments_stay_few():
    segments, written = [Segment(5_000) for _ in range(22)], 0
    for _ in range(1_000):
        chosen = joining.choose(segments)
        total = sum(one.documents for one in chosen)
        assert total <= joining.AT_MOST
        segments = [one for one in segments if one not in chosen]
        segments.append(Segment(total + 20))
        written += total
    assert len(segments) - 22 < 25
    assert written < 5 * 20 * 1_000
    assert all(one.documents <= joining.AT_MOST + 20 for one in segments)

"""Posts of every kind are found by their words and told apart by their kind."""

import pytest

from app.posts.models import PostKind
from app.posts.operations import Written, write_post

WRITTEN = {
    PostKind.HELP: {"need": "two ferries", "place": "Shariatpur"},
    PostKind.NOTICE: {"body": "two ferries run", "concerned": "Shariatpur"},
    PostKind.PROPOSITION: {"claim": "two ferries", "reasons": "Shariatpur waits"},
    PostKind.ISSUE: {"trouble": "two ferries", "wanted": "Shariatpur waits"},
    PostKind.CHALLENGE: {"problem": "two ferries", "causes": "", "sought": "Shariatpur waits"},
}


@pytest.mark.parametrize("kind", WRITTEN)
def test_it_is_found_by_each_of_its_words_and_by_its_kind(house, sign_in, kind):
    written = Written(kind, "The river", WRITTEN[kind])
    post = house.do(lambda: write_post(house.officer("arif"), written).id)
    question = house.write("Ferries to Shariatpur")
    for typed in ("ferries", "Shariatpur"):
        assert set(house.ids("omar", typed)) == {f"post:{post}", f"post:{question}"}
        assert house.ids("omar", typed, kind=kind.value) == [f"post:{post}"]
    page = sign_in("omar").get(f"/search?q=ferries&kind={kind.value}")
    assert page.status_code == 200
    assert f'data-kind="{kind.value}"' in page.text


def test_a_notice_is_neither_answered_nor_waiting(house):
    written = Written(PostKind.NOTICE, "The river", WRITTEN[PostKind.NOTICE])
    house.do(lambda: write_post(house.officer("arif"), written).id)
    assert house.ids("omar", "ferries")
    for state in ("answered", "unanswered"):
        assert house.ids("omar", "ferries", state=state) == []

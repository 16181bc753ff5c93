"""Whatever the order in which news arrives, an open page ends as if it had been loaded just now."""

import json

import pytest
from playwright.sync_api import expect

from tests import make
from tests.browser.server import open_house
from tests.browser.shuffled import LATE_SECONDS
from tests.browser.windows import open_live, texts, until

pytestmark = pytest.mark.browser

# What a reader sees, without what only tells how it came: the number of the log, a mark of new.
SEEN = """() => {
  const seen = []
  const of = "#comments, #comments [id], #comment-count, #endorsements, #thread"
  for (const piece of document.querySelectorAll(of)) {
    const own = piece.cloneNode(true)
    own.querySelectorAll("ol").forEach((list) => list.remove())
    const words = own.textContent.replace(/\\s+/g, " ").trim()
    const marks = [...piece.classList].filter((name) => !/--(new|arrived)$/.test(name))
    const removed = "removed" in piece.dataset
    seen.push([piece.id, piece.parentElement.closest("[id]").id, marks, removed, words])
  }
  return seen
}"""


def test_a_page_that_was_told_in_disorder_is_the_page_that_is_loaded(
    come_in, visit, tmp_path_factory
):
    folder = tmp_path_factory.getbasetemp()
    with open_house(folder, entry="tests/browser/shuffled.py") as house:
        post_id = make.make_idea(house.app, by="rahima")
        tanvir, maya, arif = (visit(house, name) for name in ("tanvir", "maya", "arif"))
        page = come_in(house, "jubayer")
        line = open_live(page, f"/posts/{post_id}")
        before = line.pushes

        said = [tanvir.say(post_id, f"word {number}") for number in range(4)]
        replies = [tanvir.say(post_id, f"answer {number}", said[0]) for number in range(2)]
        hide(maya, said[1])
        hide(maya, replies[0])
        arif.post(f"/posts/{post_id}/endorsement", _key="k", reason="It saves a journey.")
        said.append(arif.say(post_id, "A senior asks."))
        hide(maya, said[2])
        tanvir.say(post_id, "answer 2", said[3])
        assert maya.post(f"/comments/{said[2]}/showing").status == 303
        tanvir.say(post_id, "the last")

        until(page, lambda: line.pushes - before >= 30, 20)
        until(page, lambda: is_quiet(line), 20)
        order = [json.loads(frame[2:])[1]["entry"] for frame in line.frames if '"piece"' in frame]
        assert order != sorted(order), "they did come in disorder"
        expect(page.locator("#endorsements")).to_contain_text("It saves a journey.")
        told = page.evaluate(SEEN)
        assert "word 1" not in texts(page)
        page.reload()
        loaded = page.evaluate(SEEN)
        assert told == loaded
        assert "word 2" in texts(page)


def is_quiet(line):
    """For longer than any piece of news is late."""
    before = line.pushes
    line.page.wait_for_timeout(LATE_SECONDS * 1000 + 500)
    return line.pushes == before


def hide(moderator, comment_id):
    answer = moderator.post(f"/comments/{comment_id}/hiding", reason="An attack on a person.")
    assert answer.status == 303

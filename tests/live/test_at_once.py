"""Many at once on SQLite, against the house as it is run; and a house that is killed in the middle."""

import re
import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPException

import pytest
from sqlalchemy import func, select

from app.comments.models import Comment
from app.core.db import db
from app.core.transaction import WAIT_SECONDS
from tests import make
from tests.browser.windows import patience
from tests.live.wire import Wire

EIGHT = ("rahima", "tanvir", "jubayer", "arif", "shahana", "nurul", "maya", "omar")
SECONDS = 10


def test_eight_write_and_eight_read_and_nothing_is_lost(house, visit):
    post_id = make.make_post(house.app)
    writers, readers = ([visit(house, name) for name in EIGHT] for _ in range(2))
    end = time.monotonic() + SECONDS
    with closing(Wire(house, readers[0].cookie)) as line, ThreadPoolExecutor(17) as pool:
        line.come_in()
        assert line.join(f"post:{post_id}")
        writing = [pool.submit(write, writer, post_id, end) for writer in writers]
        reading = [pool.submit(read, reader, post_id, end) for reader in readers]
        pool.submit(listen, line, end).result()
        said = [one for way in writing for one in way.result()]
        read_in = [took for way in reading for took in way.result()]
        words, write_in = zip(*said, strict=True)

        print(f"\ncomments: {len(words) / SECONDS:.0f} a second, p99 {p99(write_in):.0f} ms")
        print(f"pages:    {len(read_in) / SECONDS:.0f} a second, p99 {p99(read_in):.0f} ms")
        assert sorted(words) == sorted(kept(house, post_id)), "what was accepted is there, once"
        assert f"{len(words)} comments" in readers[0].get(f"/posts/{post_id}").text
        # Nobody waits longer than the turn to write, after which one is turned away. How quick it
        # is on a machine with nothing else to do is told by `make bench`.
        assert p99(write_in) < patience(WAIT_SECONDS) * 1000
        assert_all_was_told(line, len(words), last_comment(house, post_id))


def write(writer, post_id, end):
    """(words, seconds) of each comment that was accepted: all must be."""
    said = []
    while time.monotonic() < end:
        words = f"{writer.name} {len(said)}"
        began = time.monotonic()
        answer = writer.send_comment(post_id, words)
        assert answer.status == 201, answer
        said.append((words, time.monotonic() - began))
    return said


def read(reader, post_id, end):
    """Seconds of each reading."""
    took = []
    while time.monotonic() < end:
        began = time.monotonic()
        answer = reader.get(f"/posts/{post_id}")
        assert answer.status == 200, answer
        took.append(time.monotonic() - began)
    return took


def listen(line, end):
    while time.monotonic() < end:
        try:
            line.read(0.5)
        except TimeoutError:
            continue


def assert_all_was_told(line, number, last):
    """Each comment once, in the order of the log; and at last the right count."""
    line.wait_for(lambda said: rf"id=\"comment-{last}\"" in said, patience(20))
    line.wait_for(lambda said: f">{number} comments<" in said, patience(20))
    pieces = [said for said in line.heard if said.startswith('42["piece"')]
    entries = [int(re.search(r'"entry":(\d+)', piece)[1]) for piece in pieces]
    assert entries == sorted(entries)
    told = [
        found[1] for piece in pieces if (found := re.search(r'<li[^>]*id=\\"comment-(\d+)', piece))
    ]
    assert len(told) == len(set(told)) == number


def p99(seconds):
    """In milliseconds."""
    return sorted(seconds)[int(len(seconds) * 0.99)] * 1000


def kept(house, post_id):
    with house.app.app_context():
        return list(db.session.scalars(select(Comment.source).where(Comment.post_id == post_id)))


def last_comment(house, post_id):
    """Its id: other posts of the house have comments too."""
    with house.app.app_context():
        return db.session.scalar(select(func.max(Comment.id)).where(Comment.post_id == post_id))


@pytest.mark.drill
def test_what_was_accepted_survives_a_kill_and_a_second_sending_adds_nothing(own_house, visit):
    house = own_house
    post_id = make.make_post(house.app)
    writers = [visit(house, name) for name in EIGHT[:4]]
    accepted, unknown = {}, {}  # words → (who, key)
    with ThreadPoolExecutor(len(writers)) as pool:
        ways = [pool.submit(write_until_cut, one, post_id, accepted, unknown) for one in writers]
        while len(accepted) < 40 and not any(way.done() for way in ways):
            time.sleep(0.01)
        house.kill()
        for way in ways:
            way.result()
    house.open()

    there = kept(house, post_id)
    print(f"\n{len(accepted)} were accepted before the kill, {len(unknown)} were on their way,")
    print(f"of which {len(set(there) & set(unknown))} had been written")
    assert len(there) == len(set(there))
    assert set(accepted) <= set(there), "each that was accepted is there"
    for words, (writer, key) in (accepted | unknown).items():
        assert writer.send_comment(post_id, words, key).status == 201
    assert sorted(kept(house, post_id)) == sorted(accepted | unknown), (
        "sent again, it is there once"
    )


def write_until_cut(writer, post_id, accepted, unknown):
    for number in range(10_000):
        words, key = f"{writer.name} {number}", secrets.token_urlsafe(16)
        try:
            answer = writer.send_comment(post_id, words, key)
        except (OSError, HTTPException):
            unknown[words] = (writer, key)
            return
        assert answer.status == 201, answer
        accepted[words] = (writer, key)

"""The measuring clients, before a server that is known to be right."""

import pytest

from bench import bare, processes, viewers, visitors, wire
from bench.fanout import bare as bare_rounds


def test_a_frame_comes_back_as_it_was_sent():
    for size in (3, 125, 126, 4_000):
        buffer = bytearray(bare.frame(b"x" * size) + b"\x81")
        assert [len(payload) for _, _, payload in viewers.frames(buffer)] == [size]
        assert buffer == b"\x81", "the beginning of the next frame stays"


def test_an_answer_is_as_long_as_its_head_says():
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
    assert visitors.length_of(head[:-1]) == 0
    assert visitors.length_of(head) == len(head) + 5
    with pytest.raises(ConnectionError):
        visitors.length_of(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n")


def test_links_are_followed_as_a_browser_would():
    html = '<link rel="stylesheet" href="/a.css"><script src="/b.js"></script><a href="/c">c</a>'
    assert list(wire.links("html", html)) == ["/a.css", "/b.js"]
    assert list(wire.links("css", '@font-face{src:url("../x.woff2")}')) == ["../x.woff2"]
    script = 'import { place } from "./place.js"\nconst { io } = await import("../vendor/io.js")'
    assert list(wire.links("js", script)) == ["./place.js", "../vendor/io.js"]


def test_what_was_started_is_stopped_with_all_its_children():
    command = ["sh", "-c", "sleep 60 & sleep 60"]
    with processes.started(command, {}) as process:
        while len(family := processes.family_of(process.pid)) < 3:
            pass
    assert not any(processes.cpu_of(pid) for pid in family)
    assert process.returncode is not None


def test_every_viewer_hears_a_broadcast(monkeypatch):
    monkeypatch.setattr("bench.fanout.VIEWERS", 12)
    monkeypatch.setattr("bench.fanout.ROUNDS", 2)
    monkeypatch.setattr("bench.fanout.PAUSE", 0)
    rounds = bare_rounds(500)
    assert [len(one.after) for one in rounds] == [12, 12]
    assert {one.bytes for one in rounds} == {500}

"""Eight who change something at once, in one process and without the web: what transaction() itself
allows (house decision 1). Each change is a comment with its log, notifications and work rows.

Reads JSON {home, officers, posts} and prints JSON; an officer is named by the hash of a session's
token."""

import json
import sys
import threading
import time
from pathlib import Path
from typing import Any

from app.comments.operations import Said, post_comment
from app.core.db import db
from app.core.transaction import transaction
from app.officers.session import find_session
from app.posts.models import Post
from bench.world import open_house

EACH = 80


def change(asked: dict[str, Any]) -> dict[str, Any]:
    app, said = open_house(Path(asked["home"])), Said("The fence is gone. " * 20)
    waited: list[float] = []
    failed: list[str] = []

    def go_on(token_hash: str) -> None:
        with app.test_request_context():
            for number in range(EACH):
                post_id, began = asked["posts"][number % len(asked["posts"])], time.perf_counter()
                try:
                    with transaction():
                        session = find_session(token_hash)  # as the edge does
                        assert session
                        post = db.session.get_one(Post, post_id)
                        _held = post_comment(session.officer, post, said)  # till the answer
                except Exception as problem:  # counted and told
                    failed.append(repr(problem))
                else:
                    waited.append(time.perf_counter() - began)
            db.session.remove()

    go_on(asked["officers"][0])  # statements are made once a process
    waited.clear()
    threads = [threading.Thread(target=go_on, args=(one,)) for one in asked["officers"]]
    began = time.perf_counter()
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    took = time.perf_counter() - began
    return {"seconds": took, "waited": sorted(waited), "failed": failed}


if __name__ == "__main__":
    print(json.dumps(change(json.load(sys.stdin))))

"""Officers who write one comment after the other: a thread each, in a process of their own.

Reads JSON {port, officers: [[cookie, csrf_token]], posts, seconds} and prints JSON."""

import json
import random
import sys
import threading
import time
from itertools import count
from typing import Any

from bench import words
from bench.browser import Browser
from bench.passes import Pass

WORDS = 60  # of a comment


def write(asked: dict[str, Any]) -> dict[str, Any]:
    waited: list[float] = []
    failed: list[str] = []
    began = time.perf_counter()
    end = began + asked["seconds"]

    def go_on(place: int, who: Pass) -> None:
        chance, browser = random.Random(f"writer {place}"), Browser(asked["port"], who)
        said = [words.text(chance, words.language_for(chance), WORDS) for _ in range(20)]
        for number in count():
            asked_at = time.perf_counter()
            if asked_at >= end:
                return
            post_id = chance.choice(asked["posts"])
            try:
                browser.write_comment(post_id, f"{place} {number} {said[number % len(said)]}")
            except Exception as problem:  # counted and told: a lost comment is a figure too
                failed.append(repr(problem))
            else:
                waited.append(time.perf_counter() - asked_at)

    threads = [
        threading.Thread(target=go_on, args=(place, Pass(*who)))
        for place, who in enumerate(asked["officers"])
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    took = time.perf_counter() - began
    return {"seconds": took, "waited": sorted(waited), "failed": failed}


def main() -> None:
    print(json.dumps(write(json.load(sys.stdin))))


if __name__ == "__main__":
    main()

"""Rows 9, 10 and 11: the search page for rare and common words, indexing, and how soon a new post
is findable."""

import time
from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from whoosh import index as whoosh_index
from whoosh.query import Or, Term

from app.search import generations
from app.search.stems import stem
from bench import processes
from bench.browser import Browser
from bench.homes import Homes, say
from bench.passes import sign_in
from bench.table import Line, middle, ms, times
from bench.world import World, open_house

WORDS, ASKED = 5, 6  # so many words of each kind, each so often
LONG = 12  # words of a sentence: more are not looked at
RARE = 5  # texts that have a rare word
COMMON = 1 / 3  # of all texts have a common one
NEW_POSTS = 3
FINDABLE_WITHIN = 30.0  # seconds, then we give up


def measure(homes: Homes) -> Iterator[Line]:
    world = homes.world
    busy = processes.busy_share()
    built = homes.built
    rate, rate_cpu = built.documents / built.seconds, built.documents / built.cpu
    yield Line(
        "11", f"indexing of {built.documents:,} documents: a second, a second of CPU",
        f"{rate:.0f}, {rate_cpu:.0f}", "≥ 150", rate_cpu >= 150, "", busy,
    )  # fmt: skip
    say("Words are searched for")
    rare = world.find_words(RARE, WORDS)
    common = world.find_words(round(world.texts * COMMON), WORDS)
    bare_rare, bare_common = bare_queries(world, rare), bare_queries(world, common)
    busy = processes.busy_share()
    who = sign_in(open_house(world.home), [world.writers[0].id])[0]
    with processes.web(world.home) as server:
        asker = Browser(server.port, who)
        search(asker, [*rare, *common], 2)  # both processes open their readers
        took_rare, took_common = search(asker, rare, ASKED), search(asker, common, ASKED)
        took_long = search(asker, sentences(world), ASKED)
    half, longest = middle(took_rare), max(took_rare)
    yield Line(
        "9", f"search page, rare word (in {RARE} of {world.texts:,} texts): p50, max",
        f"{ms(half)}, {ms(longest)}", "p50 ≤ 15 ms", half <= 0.015,
        times(half, bare_rare, f"{ms(bare_rare)} (the query alone)"), busy,
    )  # fmt: skip
    half, longest = middle(took_common), max(took_common)
    yield Line(
        "10", "search page, common word (in a third of all texts): p50, max",
        f"{ms(half)}, {ms(longest)}", "p50 ≤ 250 ms, max ≤ 2 s", half <= 0.25 and longest <= 2,
        times(half, bare_common, f"{ms(bare_common)} (the query alone)"), busy,
    )  # fmt: skip
    half, longest = middle(took_long), max(took_long)
    yield Line(
        "10", f"search page, sentences of {LONG} common words: p50, max",
        f"{ms(half)}, {ms(longest)}", "max ≤ 2 s", longest <= 2, "", busy,
    )  # fmt: skip
    yield findable(homes)


def sentences(world: World) -> list[str]:
    """Of the commonest words there are, in each language; and with one that stands nowhere."""
    known = [word for word, _ in world.heard.most_common() if len(word) > 2]
    english = [word for word in known if word.isascii()][:LONG]
    bangla = [word for word in known if not word.isascii()][:LONG]
    asked = [english, bangla, [*english[1:], "zzznosuch"], [*bangla[1:], "zzznosuch"]]
    return [" ".join(one) for one in asked]


def search(asker: Browser, words: Sequence[str], often: int) -> list[float]:
    """Seconds of each whole page."""
    took = []
    for word in words * often:
        began = time.perf_counter()
        asker.get(f"/search?{urlencode({'q': word})}")
        took.append(time.perf_counter() - began)
    return took


def bare_queries(world: World, words: Sequence[str]) -> float:
    """What Whoosh alone needs for the best twenty, with a searcher that is open: seconds."""
    with open_house(world.home).app_context():
        folder = generations.current()
    took = []
    with whoosh_index.open_dir(str(folder)).searcher() as searcher:
        for word in [*words[:1], *words * 3]:
            began = time.perf_counter()
            searcher.search(Or([Term("words", one) for one in {word, stem(word)}]), limit=20)
            took.append(time.perf_counter() - began)
    return middle(took[1:])


def findable(homes: Homes) -> Line:
    """From the answer to a new post until the search page shows it, at rest."""
    world = homes.world
    say("New posts are looked for")
    busy = processes.busy_share()
    who = sign_in(open_house(world.home), [world.writers[0].id])[0]
    took = []
    with processes.whole(world.home) as server:
        server.wait()
        time.sleep(2)  # the worker's first looks are over
        for number in range(NEW_POSTS):
            writer, word = Browser(server.port, who), f"findme{number}x{time.time_ns()}"
            address = writer.write_post(f"{word} in the title", "A body of a few words.")
            began = time.perf_counter()
            while f'"{address}"' not in writer.get(f"/search?q={word}"):
                if time.perf_counter() - began > FINDABLE_WITHIN:
                    raise TimeoutError(f"a new post was not findable in {FINDABLE_WITHIN} s")
                time.sleep(0.03)
            took.append(time.perf_counter() - began)
    half, longest = middle(took), max(took)
    return Line(
        "11", "a new post is findable after: p50, max", f"{half:.1f} s, {longest:.1f} s", "≤ 2 s",
        longest <= 2, "", busy,
    )  # fmt: skip

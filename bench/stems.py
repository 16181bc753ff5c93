"""How well the stemmer serves search, measured on pairs of an inflected form and its lemma.

    python bench/stems.py PAIRS

PAIRS is a UTF-8 text of lines `form<TAB>lemma`, as they follow in running text; other lines are
passed over. All words are normalized first. Counted are

- *forms*: the lines whose form differs from its lemma. One meets its lemma when both have the same
  stem, which is the term that search asks for. A form that stands on ten lines counts ten times;
  the second figure counts each pair once.
- *lemmas that fall together*: of the distinct lemmas of the whole file, those that have the stem of
  another lemma. Two lemmas with one stem count as two. Spellings of one word (রানী, রানি) that the
  file holds to be two lemmas are counted too.
- *time*: one stem of each distinct form, nothing remembered.

Ends with 1 if fewer than half the forms meet their lemma or more than 3 % of lemmas fall together.
"""

import sys
import time
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.search.stems import stem
from app.search.words import normalize

LEAST_MEETING, MOST_TOGETHER = 50.0, 3.0  # per cent


def read_pairs(path: Path) -> list[tuple[str, str]]:
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [(normalize(row[0].strip()), normalize(row[1].strip())) for row in rows if len(row) == 2]


def find_meeting(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(form, lemma) for form, lemma in pairs if stem(form) == stem(lemma)]


def find_falling_together(lemmas: set[str]) -> list[set[str]]:
    by_stem: dict[str, set[str]] = defaultdict(set)
    for lemma in lemmas:
        by_stem[stem(lemma)].add(lemma)
    return [group for group in by_stem.values() if len(group) > 1]


def measure_speed(forms: set[str]) -> float:
    """Microseconds a word, the best of three rounds."""
    rounds = []
    for _ in range(3):
        stem.cache_clear()
        began = time.perf_counter()
        for form in forms:
            stem(form)
        rounds.append(time.perf_counter() - began)
    return min(rounds) * 1e6 / len(forms)


def main(path: Path) -> bool:
    pairs = read_pairs(path)
    differing = [pair for pair in pairs if pair[0] != pair[1]]
    if not differing:
        print(f"{path}: no line with a form and another lemma")
        return False
    lemmas = {lemma for _, lemma in pairs}
    groups = find_falling_together(lemmas)
    meeting, together = find_meeting(differing), sum(map(len, groups))
    share, share_together = 100 * len(meeting) / len(differing), 100 * together / len(lemmas)
    distinct, distinct_meeting = len(set(differing)), len(set(meeting))

    print(f"{path}: {len(pairs)} lines, {len(lemmas)} distinct lemmas")
    print(f"forms that differ from their lemma and meet it: {len(meeting)} of {len(differing)}")
    print(f"  = {share:.1f} %  (wanted: at least {LEAST_MEETING:.0f} %)")
    print(f"each pair counted once: {distinct_meeting} of {distinct}", end="")
    print(f" = {100 * distinct_meeting / distinct:.1f} %")
    print(f"lemmas that fall together: {together} of {len(lemmas)}, in {len(groups)} groups")
    print(f"  = {share_together:.2f} %  (wanted: at most {MOST_TOGETHER:.0f} %)")
    print(f"time: {measure_speed({form for form, _ in pairs}):.1f} microseconds a word")
    return share >= LEAST_MEETING and share_together <= MOST_TOGETHER


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python bench/stems.py PAIRS  (lines of form<TAB>lemma)")
    sys.exit(0 if main(Path(sys.argv[1])) else 1)

"""What the demonstration's officers say and do obeys the rules that bind everyone."""

import unicodedata
from collections import Counter
from itertools import pairwise
from typing import Any

import pytest

from tests.world.pack import (
    OFFICERS,
    OFFICES,
    SEATS,
    is_senior_to,
    line_of,
    load,
    office_of,
    reads,
    seats_of,
)

POSTS = {post["key"]: post for post in load("demo_posts")}
COMMENTS = {
    comment["key"]: (post, comment) for post in POSTS.values() for comment in post["comments"]
}
ACTIONS = load("demo_actions")
MODERATION = load("demo_moderation")
FIELD = {"district", "upazila", "union"}
MEASURES = ["time_now", "time_hoped", "cost_now", "cost_hoped", "visits_now", "visits_hoped"]

each_post = pytest.mark.parametrize("post", POSTS.values(), ids=POSTS.keys())
each_action = pytest.mark.parametrize("action", ACTIONS, ids=[a["post"] for a in ACTIONS])


def syllables(text: str) -> int:
    """Orthographic syllables: what a reader counts as letters."""
    count, joined = 0, False
    for letter in text:
        mark = unicodedata.category(letter).startswith("M") or letter in "\u200c\u200d"
        count += not (mark or joined)
        joined = letter == "\u09cd" or (joined and letter in "\u200c\u200d")
    return count


def test_there_are_forty_posts_of_three_kinds_in_both_languages() -> None:
    assert len(POSTS) == len(load("demo_posts")) == 40
    assert Counter(post["kind"] for post in POSTS.values()) == {
        "idea": 27,
        "question": 12,
        "issue": 1,
    }
    assert Counter(post["language"] for post in POSTS.values()) == {"bn": 26, "en": 14}
    assert len(COMMENTS) == sum(len(post["comments"]) for post in POSTS.values())


def test_posts_stand_from_the_oldest_to_the_newest() -> None:
    days = [post["days_ago"] for post in POSTS.values()]
    assert days == sorted(days, reverse=True)
    assert days[0] <= 55
    assert days[-1] == pytest.approx(0.1)


@each_post
def test_a_post_is_whole(post: dict[str, Any]) -> None:
    assert post["author"] in OFFICERS
    assert 10 <= syllables(post["title"]) <= len(post["title"]) <= 80
    parts = ("problem", "sufferers", "proposal")
    if post["kind"] == "idea":
        assert all(len(post[part]) > 30 for part in parts)
        assert not post["body"]
    elif post["kind"] == "issue":
        assert all(len(post[part]) > 30 for part in ("trouble", "wanted"))
    else:
        assert len(post["body"]) > 150
        assert not any(post[part] for part in (*parts, "tried"))
    bangla = sum("\u0980" <= letter <= "\u09ff" for letter in post["title"])
    assert (bangla > len(post["title"]) / 2) == (post["language"] == "bn")


@each_post
def test_what_is_hoped_is_never_worse_than_what_is(post: dict[str, Any]) -> None:
    assert list(post["measures"]) == MEASURES
    for now, hoped in zip(MEASURES[::2], MEASURES[1::2], strict=True):
        measured = (post["measures"][now], post["measures"][hoped])
        assert measured == (None, None) or None not in measured
        if now != "cost_now" and None not in measured:
            assert 0 <= measured[1] <= measured[0]
        if post["kind"] == "question":
            assert measured == (None, None)


@each_post
def test_talk_goes_forward_and_answers_go_one_level_deep(post: dict[str, Any]) -> None:
    days = [post["days_ago"], *(comment["days_ago"] for comment in post["comments"])]
    assert all(earlier > later > 0 for earlier, later in pairwise(days))
    openings: set[str] = set()
    for comment in post["comments"]:
        assert comment["text"]
        assert reads(comment["author"], post)
        assert comment["reply_to"] is None or comment["reply_to"] in openings
        if comment["reply_to"] is None:
            openings.add(comment["key"])
        if comment["asks"]:
            assert is_senior_to(comment["author"], post["author"])
            assert "?" in comment["text"]


@each_post
def test_endorsements_and_readings_are_a_seniors(post: dict[str, Any]) -> None:
    given = [endorsement["officer"] for endorsement in post["endorsements"]]
    assert len(set(given)) == len(given)
    for word in [*post["endorsements"], *post["reads"]]:
        assert is_senior_to(word["officer"], post["author"])
        assert reads(word["officer"], post)
        assert 0 < word["days_ago"] < post["days_ago"]
    for endorsement in post["endorsements"]:
        assert post["kind"] == "idea"
        assert len(endorsement["reason"]) > 15


def test_the_seniors_desk_is_full_and_spread_over_districts() -> None:
    silent = [
        post
        for post in POSTS.values()
        if not post["comments"] and OFFICES[office_of(post["author"])]["layer"] in FIELD
    ]
    districts = {
        next(
            code
            for code in line_of(office_of(post["author"]))
            if OFFICES[code]["layer"] == "district"
        )
        for post in silent
    }
    assert len(silent) >= 9
    assert len(districts) >= 5


def test_one_thread_is_long_and_the_others_are_not() -> None:
    lengths = sorted((len(post["comments"]) for post in POSTS.values()), reverse=True)
    assert lengths[0] >= 25
    assert lengths[1] <= 12


def test_some_posts_are_for_an_office_and_the_outsider_reads_none_of_them() -> None:
    inner = [post for post in POSTS.values() if post["audience"] == "office"]
    assert len(inner) == 5
    assert not any(reads("outsider", post) for post in inner)
    assert all(reads("outsider", post) for post in POSTS.values() if post["audience"] == "all")
    for word in ("টেন্ডার-পর্যালোচনা", "zibanchur"):
        holding = [post for post in POSTS.values() if word in str(post)]
        assert [post["audience"] for post in holding] == ["office"]


def test_the_pond_of_kuliya_is_told_as_it_was() -> None:
    pond = POSTS["kuliya"]
    assert pond["title"] == "কুলিয়ার পুকুর দখল: সরকারি জলমহাল একজনের হাতে"
    assert "৫০৮ একর" in pond["trouble"]
    assert "সরকারি হোক বা ব্যক্তির" in pond["source"]["captured"]
    assert "জমি সরকারের মালিকানায়" in str(pond["comments"])
    said = {(comment["author"], comment["text"]) for comment in pond["comments"]}
    assert ("secretary", "এই জরুরি বিষয়টির সমাধান হওয়া দরকার।") in said
    assert {"dc", "uno", "field"} <= {author for author, _ in said}


@each_action
def test_an_action_item_goes_step_by_step(action: dict[str, Any]) -> None:
    post = POSTS[action["post"]]
    steps = ["flagged", "accepted", "done", "verified"]
    taken = [step for step in steps if action[f"{step}_by"]]
    assert taken == steps[: len(taken)]
    days = [post["days_ago"], *(action[f"{step}_days_ago"] for step in taken)]
    assert all(earlier > later > 0 for earlier, later in pairwise(days))
    for step in steps:
        assert (action[f"{step}_by"] is None) == (action[f"{step}_days_ago"] is None)
    assert all(reads(action[f"{step}_by"], post) for step in taken)
    assert action["flag_reason"]
    if "accepted" in taken:
        assert action["seat"] in SEATS
        assert 1 <= action["working_days"] <= 30
        heads = {
            SEATS[seat]["office"] for seat in seats_of(action["accepted_by"]) if SEATS[seat]["head"]
        }
        above = set(line_of(office_of(post["author"]))) & set(
            line_of(SEATS[action["seat"]]["office"])
        )
        assert "moderator" in OFFICERS[action["accepted_by"]]["roles"] or heads & above
    if "done" in taken:
        assert action["seat"] in seats_of(action["done_by"])
        assert action["done_sentence"]
    if "verified" in taken:
        line = line_of(SEATS[action["seat"]]["office"])
        assert not {SEATS[seat]["office"] for seat in seats_of(action["verified_by"])} & set(line)
        assert action["verified_by"] not in {
            action["done_by"],
            action["accepted_by"],
            action["flagged_by"],
        }
        assert action["verified_sentence"]


def test_every_state_of_an_action_item_is_seen() -> None:
    def state(action: dict[str, Any]) -> str:
        if action["verified_by"]:
            return "verified"
        if action["done_by"]:
            return "done"
        if not action["accepted_by"]:
            return "waiting"
        days = action["working_days"] * 7 / 5 + 2  # with the weekends, and two holidays
        return "overdue" if action["accepted_days_ago"] > days else "in progress"

    states = Counter(state(action) for action in ACTIONS)
    assert states == {"verified": 2, "done": 1, "waiting": 1, "overdue": 1, "in progress": 2}


def test_moderation_names_what_exists_and_gives_reasons() -> None:
    assert len(MODERATION["concerns"]) == 2
    assert len(MODERATION["hidden"]) == len(MODERATION["pinned"]) == 1
    for word in [*MODERATION["concerns"], *MODERATION["hidden"]]:
        assert (word["post"] is None) != (word["comment"] is None)
        post, said = COMMENTS[word["comment"]] if word["comment"] else (POSTS[word["post"]],) * 2
        assert word["by"] != said["author"]
        assert reads(word["by"], post)
        assert 0 < word["days_ago"] < said["days_ago"]
        assert len(word["reason"]) > 15
    for deed in [*MODERATION["hidden"], *MODERATION["pinned"]]:
        assert "moderator" in OFFICERS[deed["by"]]["roles"]
    pinned = MODERATION["pinned"][0]
    assert pinned["days_ago"] < POSTS[pinned["post"]]["days_ago"]


def test_ideas_are_moved_by_seniors_with_a_reason_and_a_seat_that_exists() -> None:
    moves = load("demo_ideas")
    assert {move["state"] for move in moves} >= {"discussion", "review", "piloting", "adopted"}
    for move in moves:
        post = POSTS[move["post"]]
        assert post["kind"] == "idea"
        assert is_senior_to(move["by"], post["author"])
        assert reads(move["by"], post)
        assert move["owner"] in SEATS
        assert len(move["reason"]) > 15
        assert 0 < move["days_ago"] < post["days_ago"]

"""The files of the country pack and of the demonstration, and what follows from them."""

import json
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[2] / "app" / "world" / "data"


def load(name: str) -> Any:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


RANKS = {rank["code"]: rank for rank in load("ranks")}
OFFICES = {office["code"]: office for office in load("offices")}
SEATS = {seat["code"]: seat for seat in load("seats")}
OFFICERS = {officer["key"]: officer for officer in load("demo_officers")}


def line_of(office: str | None) -> list[str]:
    """Codes of an office and those above it, up to the root."""
    codes = []
    while office is not None:
        codes.append(office)
        office = OFFICES[office]["parent"]
    return codes


def seats_of(officer: str) -> list[str]:
    """Codes of the seats an officer sits in today, the main one first."""
    held = [held for held in OFFICERS[officer]["holdings"] if held["until"] is None]
    return [held["seat"] for held in sorted(held, key=lambda held: held["kind"] != "main")]


def office_of(officer: str) -> str:
    return SEATS[seats_of(officer)[0]]["office"]


def seniority(officer: str) -> int:
    return RANKS[OFFICERS[officer]["rank"]]["seniority"]


def reads(officer: str, post: dict[str, Any]) -> bool:
    """Whether a post's audience lets this officer read it: all officers; or whoever sits in the
    author's office or under it, and the heads of the offices above."""
    office = office_of(post["author"])
    return (
        post["audience"] == "all"
        or officer == post["author"]
        or any(office in line_of(SEATS[seat]["office"]) for seat in seats_of(officer))
        or any(
            SEATS[seat]["head"] and SEATS[seat]["office"] in line_of(office)
            for seat in seats_of(officer)
        )
    )


def is_senior_to(officer: str, other: str) -> bool:
    return seniority(officer) >= 60 and seniority(officer) > seniority(other)

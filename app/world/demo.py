"""The demo world: invented officers, whose talk goes through the same operations as real talk.

Everything is told in the order in which it happened, with the clock stopped at each moment, and in
one change: a demo world is there whole, or not at all."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from argon2 import PasswordHasher
from flask import current_app
from sqlalchemy import select

from app.actions.flagging import flag_post
from app.actions.models import ActionItem, Ended, Flag, Outcome
from app.actions.operations import accept_flag, mark_done, verify_action
from app.answers.operations import mark_answer
from app.citizens.operations import Known
from app.comments.models import Comment
from app.comments.operations import Said, SaidPlainly, ask_author, post_comment
from app.core.clock import DHAKA, at, now, today
from app.core.db import db
from app.core.transaction import transaction
from app.endorsements.operations import endorse_post, mark_read
from app.ideas.models import IdeaState
from app.ideas.operations import move_idea
from app.ideas.queries import find_last_step
from app.moderation.models import Reason
from app.moderation.operations import (
    hide_comment_with_reason,
    hide_post_with_reason,
    raise_concern,
)
from app.officers.models import Holding, HoldingKind, Office, Officer, Rank, Seat
from app.officers.operations import change_profile
from app.officers.profiles import Told, topics_of
from app.officers.queries import find_seat_by_code, version_of
from app.posts.models import SECTIONS, Audience, Post, PostKind
from app.posts.operations import Written, pin_post, write_post
from app.retirement.operations import retire_officer
from app.sources.models import Medium
from app.sources.operations import Captured, share_in, verify_source
from app.sources.queries import find_source
from app.sources.seen import Seen
from app.world.chain import Chain
from app.world.country import read, read_object

PASSWORD = "uthan-demo"  # noqa: S105  (known to all; refused unless the host is loopback)
ACCOUNTS = (
    ("field@uthan.example", "Assistant Commissioner (Land), Ghatail"),
    ("uno@uthan.example", "Upazila Nirbahi Officer, Ghatail"),
    ("dc@uthan.example", "Deputy Commissioner, Tangail"),
    ("secretary@uthan.example", "Secretary, Ministry of Land"),
    ("mentor@uthan.example", "Joint Secretary, a mentor"),
    ("moderator@uthan.example", "Moderator, Cabinet Division"),
    ("auditor@uthan.example", "Auditor"),
    ("admin@uthan.example", "Administrator"),
    ("outsider@uthan.example", "An officer of another ministry"),
)

HERE_FOR = timedelta(days=400)  # accounts: nobody in this world is a newcomer

Deed = tuple[float, Callable[[], object]]  # days ago, and what was done then


def holds_demo() -> bool:
    """Is there an account whose password is known to all, or was?"""
    emails = [row["email"] for row in read("demo_officers")]
    open_ = select(Officer.id).where(Officer.email.in_(emails), Officer.closed_at.is_(None))
    return db.session.scalar(open_.limit(1)) is not None


def fill_demo() -> None:
    with current_app.test_request_context(), transaction():
        World().fill()


class World:
    """What has been made so far, by the keys of the files."""

    def __init__(self) -> None:
        self.officers: dict[str, Officer] = {}
        self.posts: dict[str, Post] = {}
        self.comments: dict[str, Comment] = {}
        self.flags: dict[str, Flag] = {}
        self.items: dict[str, ActionItem] = {}

    def fill(self) -> None:
        began = now()
        self._seat_officers()
        told = (*self._deeds(), *Chain(self, began).deeds())
        for days, do in sorted(told, key=lambda deed: -deed[0]):
            with at(_moment(began, days)):
                do()
                db.session.flush()

    def _seat_officers(self) -> None:
        ranks = {rank.code: rank.id for rank in db.session.scalars(select(Rank))}
        seats = {seat.code: seat.id for seat in db.session.scalars(select(Seat))}
        known = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1).hash(PASSWORD)
        retired = read_object("demo_people")["retired"]  # they cannot sign in
        for row in (*read("demo_officers"), *retired):
            officer = Officer(
                email=row["email"],
                name_bn=row["name_bn"],
                name_en=row["name_en"],
                rank_id=ranks[row["rank"]],
                language=row["language"],
                password_hash=None if row in retired else known,
                created_at=now() - HERE_FOR,
                **{f"{role}_since": now() for role in row["roles"]},
            )
            db.session.add(officer)
            db.session.flush()
            db.session.add_all(_holdings(row, officer.id, seats))
            self.officers[row["key"]] = officer
        db.session.flush()

    def _deeds(self) -> Iterator[Deed]:
        for row in (*read("demo_posts"), *read("demo_kinds")):
            yield from self._around(row)
        for row in read("demo_answers"):
            yield row["days_ago"], partial(self._settle, row)
        for row in read("demo_ideas"):
            yield row["days_ago"], partial(self._move, row)
        for row in read("demo_actions"):
            yield from self._chain(row)
        yield from self._curate()
        yield from self._people()

    def _around(self, row: dict[str, Any]) -> Iterator[Deed]:
        """A post, and what was said of it."""
        yield row["days_ago"], partial(self.write, row)
        if (source := row.get("source")) and source["verified_by"]:
            yield source["verified_days_ago"], partial(self.look, row)
        for said in row["comments"]:
            yield said["days_ago"], partial(self._say, row, said)
        for given in row["endorsements"]:
            yield given["days_ago"], partial(self._endorse, row, given)
        for seen in row["reads"]:
            yield seen["days_ago"], partial(self._read, row, seen)

    def _people(self) -> Iterator[Deed]:
        rows = read_object("demo_people")
        for row in rows["retired"]:
            yield row["days_ago"], partial(self._retire, row)
        for row in rows["profiles"]:
            yield row["days_ago"], partial(self._describe, row)
        for row in rows["comments"]:
            yield row["days_ago"], partial(self._advise, row)

    def _retire(self, row: dict[str, Any]) -> None:
        by, whom, day = self.officers[row["by"]], self.officers[row["key"]], today()
        leave_until = day + timedelta(days=row["leave_days"])
        retire_officer(by, whom, day, leave_until, version_of(whom))

    def _describe(self, row: dict[str, Any]) -> None:
        topics, _ = topics_of(row["topics"])
        told = Told(row["about"], row["batch"], topics=tuple(topics), helps=row["helps"])
        change_profile(self.officers[row["officer"]], told)

    def _advise(self, row: dict[str, Any]) -> None:
        post_comment(self.officers[row["author"]], self.posts[row["post"]], Said(row["text"]))

    def write(self, row: dict[str, Any]) -> None:
        kind, measures = PostKind(row["kind"]), row["measures"] or {}
        within = row.get("needed_within_days")
        names = {"days": "time", "taka": "cost", "visits": "visits"}
        written = Written(
            kind=kind,
            title=row["title"],
            source={section: row[section] for section in SECTIONS[kind]},
            audience=Audience(row["audience"]),
            measures={
                f"{ours}_{when}": measures.get(f"{theirs}_{when}")
                for ours, theirs in names.items()
                for when in ("now", "hoped")
            },
            needed_on=today() + timedelta(days=within) if within else None,
        )
        author = self.officers[row["author"]]
        if kind == PostKind.ISSUE:
            known = Known(**row["source"]["citizen"])
            post = share_in(author, written, _captured(row["source"]), known)
        else:
            post = write_post(author, written)
        self.posts[row["key"]] = post

    def look(self, row: dict[str, Any]) -> None:
        source, said = row["source"], SaidPlainly(row["source"]["finding"])
        who = self.officers[source["verified_by"]]
        verify_source(who, find_source(self.posts[row["key"]]), said)

    def _say(self, row: dict[str, Any], said: dict[str, Any]) -> None:
        officer, post = self.officers[said["author"]], self.posts[row["key"]]
        words = Said(said["text"])
        if said["asks"]:
            self.comments[said["key"]] = ask_author(officer, post, words)
        else:
            parent = self.comments.get(said["reply_to"] or "")
            self.comments[said["key"]] = post_comment(officer, post, words, parent)

    def _settle(self, row: dict[str, Any]) -> None:
        mark_answer(self.officers[row["by"]], self.comments[row["comment"]])

    def _chain(self, row: dict[str, Any]) -> Iterator[Deed]:
        """A flag, and as much of what follows as has happened."""
        key = row["post"]

        def flag() -> None:
            who = self.officers[row["flagged_by"]]
            self.flags[key] = flag_post(who, self.posts[key], Said(row["flag_reason"]))

        def accept() -> None:
            seat = db.session.scalars(select(Seat).where(Seat.code == row["seat"])).one()
            who = self.officers[row["accepted_by"]]
            self.items[key] = accept_flag(who, self.flags[key], seat, row["working_days"])

        def done() -> None:
            said = Said(row["done_sentence"])
            mark_done(self.officers[row["done_by"]], self.items[key], said, Ended(Outcome.SERVED))

        def verify() -> None:
            said = Said(row["verified_sentence"])
            verify_action(self.officers[row["verified_by"]], self.items[key], said)

        yield row["flagged_days_ago"], flag
        for who, step in (("accepted", accept), ("done", done), ("verified", verify)):
            if row[f"{who}_by"]:
                yield row[f"{who}_days_ago"], step

    def _curate(self) -> Iterator[Deed]:
        rows = read_object("demo_moderation")
        deeds = {"concerns": self._worry, "hidden": self._hide, "pinned": self._pin}
        for name, do in deeds.items():
            for row in rows[name]:
                yield row["days_ago"], partial(do, row)

    def _endorse(self, row: dict[str, Any], given: dict[str, Any]) -> None:
        who = self.officers[given["officer"]]
        endorse_post(who, self.posts[row["key"]], given["reason"])

    def _move(self, row: dict[str, Any]) -> None:
        post, owner = self.posts[row["post"]], find_seat_by_code(row["owner"])
        last = find_last_step(post)
        assert owner is not None  # noqa: S101  (the file's)
        move_idea(
            self.officers[row["by"]],
            post,
            IdeaState(row["state"]),
            Said(row["reason"]),
            owner,
            last.id if last else 0,
        )

    def _read(self, row: dict[str, Any], seen: dict[str, Any]) -> None:
        mark_read(self.officers[seen["officer"]], self.posts[row["key"]])

    def _pin(self, row: dict[str, Any]) -> None:
        pin_post(self.officers[row["by"]], self.posts[row["post"]])

    def _worry(self, row: dict[str, Any]) -> None:
        comment = self.comments.get(row["comment"] or "")
        post = db.session.get_one(Post, comment.post_id) if comment else self.posts[row["post"]]
        raise_concern(self.officers[row["by"]], post, comment, Reason.OTHER, row["reason"])

    def _hide(self, row: dict[str, Any]) -> None:
        who = self.officers[row["by"]]
        if row["comment"]:
            hide_comment_with_reason(who, self.comments[row["comment"]], row["reason"])
        else:
            hide_post_with_reason(who, self.posts[row["post"]], row["reason"])


def _holdings(row: dict[str, Any], officer_id: int, seats: dict[str, int]) -> Iterator[Holding]:
    for held in row["holdings"]:
        yield Holding(
            seat_id=seats[held["seat"]],
            officer_id=officer_id,
            kind=HoldingKind(held["kind"]),
            since=date.fromisoformat(held["since"]),
            until=date.fromisoformat(held["until"]) if held["until"] else None,
        )


def _captured(source: dict[str, Any]) -> Captured:
    """Seen on the day before, at 10:20."""
    place = db.session.scalars(select(Office.id).where(Office.code == source["place"])).one()
    day = today() - timedelta(days=1)
    seen = Seen(day, datetime(day.year, day.month, day.day, 10, 20, tzinfo=DHAKA))
    said = SaidPlainly(source["captured"])
    return Captured(Medium(source["medium"]), source["url"], said, seen, place)


def _moment(began: datetime, days: float) -> datetime:
    return began - timedelta(days=days)

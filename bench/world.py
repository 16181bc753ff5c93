"""A seeded world in a house of its own: officers and offices of a country, posts and comments.

Rows go in by bulk, as the operations would have left them. What operations add around a deed (the
log, notifications) is not there."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import upgrade

from app import config, create_app
from app.comments.models import Comment
from app.core.db import db
from app.core.text import plain
from app.core.transaction import transaction
from app.endorsements.models import Endorsement
from app.officers.models import SENIOR
from app.posts.models import SECTIONS, Audience, Follow, Post, PostKind
from bench import words
from bench.country import Writer, put, settle

OFFICERS, OFFICES, POSTS = 10_776, 5_072, 10_000  # of a country, at scale 1
COMMENTS = (55, 20, 4, *[3] * 7)  # under each ten posts: a hundred
ODD = (1, 30)  # two posts more, whose pages are compared
REPLIES = 0.3  # share of comments that answer another
BEGAN = datetime(2024, 1, 7, 4, tzinfo=UTC)
CHUNK = 500  # posts written at once


@dataclass
class World:
    home: Path
    writers: list[Writer] = field(default_factory=list)
    posts: dict[int, list[int]] = field(default_factory=dict)  # comments under it → post ids
    heard: Counter[str] = field(default_factory=Counter)  # word → texts in which it stands

    @property
    def texts(self) -> int:
        return sum((comments + 1) * len(ids) for comments, ids in self.posts.items())

    def find_words(self, texts: int, number: int) -> list[str]:
        """Words that stand in about so many texts."""
        known = (word for word in self.heard if len(word) > 2)
        return sorted(known, key=lambda word: (abs(self.heard[word] - texts), word))[:number]


def open_house(home: Path) -> Flask:
    """The application on a folder, as the processes started with UTHAN_HOME see it."""
    home = home.resolve()
    home.mkdir(parents=True, exist_ok=True)
    return create_app(
        config.settings(
            home=home,
            index=home / "search_index",
            database=f"sqlite:///{home / 'uthan.db'}",
            secret=config.kept_secret(home),
            rate_limits=False,
        )
    )


def make_world(home: Path, scale: float) -> World:
    """Scale 1 is a country: 10,776 officers, 5,072 offices, 10,000 posts, 100,000 comments."""
    world = World(home)
    with open_house(home).app_context():
        upgrade()
        with transaction():
            world.writers = settle(round(OFFICES * scale), round(OFFICERS * scale))
            talk = Talk(world, random.Random(f"talk {scale}"))
            under = [COMMENTS[n % len(COMMENTS)] for n in range(round(POSTS * scale))]
            for comments in (*under, *ODD):
                talk.write_post(comments)
            talk.put_down()
        db.session.remove()
        db.engine.dispose()
    return world


class Talk:
    """Posts and comments, held as rows until they are put down."""

    def __init__(self, world: World, chance: random.Random) -> None:
        self.world, self.chance = world, chance
        self.rows: dict[type, list[dict[str, Any]]] = {}
        self.last_post = self.last_comment = 0
        self.seniors = [one for one in world.writers if one.seniority >= SENIOR]

    def write_post(self, comments: int) -> int:
        """A post with so many comments; its id. The rows are put down now and then."""
        if len(self.rows.get(Post, ())) >= CHUNK:
            self.put_down()
        self.last_post += 1
        number, author = self.last_post, self.chance.choice(self.world.writers)
        at = BEGAN + timedelta(minutes=37 * number)
        post = self._post(number, author, at)
        said = [self._comment(post, at + timedelta(minutes=9 * n)) for n in range(1, comments + 1)]
        self._answer(said)
        if said:
            post["replied_at"], post["moved_at"] = said[0]["created_at"], said[-1]["created_at"]
        seniors = [row["created_at"] for row in said if row["senior"]]
        post["answered_at"] = seniors[0] if seniors else None
        self._keep(Post, [post])
        self._keep(Comment, said)
        followers = dict.fromkeys([author.id, *(row["author_id"] for row in said)])
        self._keep(Follow, [{"post_id": number, "officer_id": one} for one in followers])
        if number % 4 == 0 and number % 3:  # an idea: see `_post`
            self._keep(Endorsement, self._endorsements(number))
        self.world.posts.setdefault(comments, []).append(number)
        return number

    def put_down(self) -> None:
        for table in (Post, Comment, Follow, Endorsement):
            put(table, self.rows.pop(table, []))

    def _keep(self, table: type, rows: Sequence[dict[str, Any]]) -> None:
        self.rows.setdefault(table, []).extend(rows)

    def _post(self, number: int, author: Writer, at: datetime) -> dict[str, Any]:
        kind = PostKind.IDEA if number % 3 else PostKind.QUESTION
        language = words.language_for(self.chance)
        source = {part: words.text(self.chance, language, 40) for part in SECTIONS[kind]}
        html = {part: paragraphs(text) for part, text in source.items()}
        title = words.title(self.chance, language)
        self._hear(" ".join((title, *source.values())))
        return {
            "id": number, "created_at": at, "moved_at": at, "kind": kind, "title": title,
            "source": source, "html": html, "summary": plain(next(iter(html.values())))[:280],
            "language": language, "audience": Audience.ALL, "author_id": author.id,
            "seat_id": author.seat_id, "office_id": author.office_id,
            "seniority": author.seniority, "from_field": author.from_field, "author_text": "",
            "reply_due_on": (at + timedelta(days=7)).date(), "replied_at": None,
        }  # fmt: skip

    def _comment(self, post: dict[str, Any], at: datetime) -> dict[str, Any]:
        self.last_comment += 1
        author, language = self.chance.choice(self.world.writers), words.language_for(self.chance)
        source = words.text(self.chance, language)
        self._hear(source)
        return {
            "id": self.last_comment, "created_at": at, "post_id": post["id"], "parent_id": None,
            "author_id": author.id, "seat_id": author.seat_id, "author_text": "",
            "source": source, "html": paragraphs(source), "language": language,
            "senior": author.seniority >= SENIOR and author.seniority > post["seniority"],
            "asks": False,
        }  # fmt: skip

    def _answer(self, said: list[dict[str, Any]]) -> None:
        """Some of the comments answer an earlier one of the first level."""
        roots = said[:1]
        for row in said[1:]:
            if self.chance.random() < REPLIES:
                row["parent_id"] = self.chance.choice(roots)["id"]
            else:
                roots.append(row)

    def _endorsements(self, post_id: int) -> list[dict[str, Any]]:
        return [
            {
                "post_id": post_id, "officer_id": one.id, "seat_id": one.seat_id,
                "seniority": one.seniority, "reason": words.title(self.chance, "bn"),
                "language": "bn",
            }
            for one in self.chance.sample(self.seniors, 2)
        ]  # fmt: skip

    def _hear(self, text: str) -> None:
        self.world.heard.update({word.strip(".।") for word in text.split()})


def paragraphs(text: str) -> str:
    """As `core.text.render` makes of words without marks, at a hundredth of its time."""
    return "".join(f"<p>{part}</p>\n" for part in text.split("\n\n"))

"""The ceiling: what plain Flask and SQLAlchemy need for such a page, and nothing of ours.

Twenty items with their joined author, loaded as objects and rendered by Jinja, without sessions,
permissions, languages or live lines. CEILING_DB is its SQLite file; CEILING_SHELL so many bytes of
constant markup, to bring it to the weight of the page that it is compared with."""

import os
import random
from pathlib import Path
from typing import Any

from flask import Flask, render_template
from jinja2 import DictLoader
from sqlalchemy import ForeignKey, create_engine, event, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, joinedload, mapped_column, relationship

from bench import words

ITEMS = 20
TOPICS = 100
AUTHORS = 1_000

PAGE = """<!doctype html>
<html lang="bn"><head><meta charset="utf-8"><title>{{ topic }}</title></head>
<body>{{ shell | safe }}
<main>{% for item in items %}
<article id="item-{{ item.id }}">
<h3><a href="/authors/{{ item.author.id }}">{{ item.author.name }}</a></h3>
<p>{{ item.author.title }}</p>
<div lang="{{ item.language }}">{{ item.body | safe }}</div>
<p><a href="/items/{{ item.id }}/answer">{{ item.author.name }}</a></p>
</article>{% endfor %}</main></body></html>"""


class Base(DeclarativeBase):
    pass


class Author(Base):
    __tablename__ = "authors"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    title: Mapped[str]


class Item(Base):
    __tablename__ = "items"

    id: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[int] = mapped_column(index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("authors.id"), index=True)
    body: Mapped[str]
    language: Mapped[str]

    author: Mapped[Author] = relationship()


def fill(database: Path) -> None:
    chance = random.Random("ceiling")
    engine = create_engine(f"sqlite:///{database}")
    Base.metadata.create_all(engine)
    titles = [
        {"name": words.title(chance, "bn"), "title": words.title(chance, "en")}
        for _ in range(AUTHORS)
    ]
    items = []
    for number in range(TOPICS * ITEMS):
        language = words.language_for(chance)
        body = "".join(f"<p>{part}</p>\n" for part in words.text(chance, language).split("\n\n"))
        row = {"topic": number // ITEMS + 1, "author_id": chance.randint(1, AUTHORS)}
        items.append(row | {"body": body, "language": language})
    with Session(engine) as session, session.begin():
        session.execute(insert(Author), titles)
        session.execute(insert(Item), items)
    engine.dispose()


def make_app(database: str, shell: int) -> Flask:
    app, engine = Flask(__name__), create_engine(f"sqlite:///{database}")
    app.jinja_loader = DictLoader({"page.html": PAGE})
    constant = "<p>" + "." * max(0, shell - 7) + "</p>"

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA cache_size=-32000")

    @app.get("/topics/<int:topic>")
    def page(topic: int) -> str:
        with Session(engine) as session:
            rows = select(Item).options(joinedload(Item.author)).where(Item.topic == topic)
            items = session.scalars(rows.order_by(Item.id).limit(ITEMS)).all()
            return render_template("page.html", topic=topic, items=items, shell=constant)

    return app


def from_environment() -> Flask:
    """`gunicorn "bench.ceiling:from_environment()"`"""
    return make_app(os.environ["CEILING_DB"], int(os.environ["CEILING_SHELL"]))

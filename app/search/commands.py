"""`flask search …`: build the index anew, or show how a line is read."""

import json
import sys

import click
from flask.cli import with_appcontext

from app.search.analyzers import explain
from app.search.listener import build


@click.group("search")
def search() -> None:
    """The search index."""


@search.command("rebuild")
@with_appcontext
def rebuild() -> None:
    """Build a new index beside the old one, then swap. Searching goes on meanwhile."""
    number = build()
    if number is None:
        click.echo("Another build is under way.", err=True)
        sys.exit(1)
    click.echo(f"{number:,} documents are findable.")


@search.command("analyze")
def analyze() -> None:
    """Read lines, and print for each one JSON object with its terms. Needs no database."""
    for line in sys.stdin:
        terms = explain(line.rstrip("\n"))
        click.echo(json.dumps({"terms": terms}, ensure_ascii=False))

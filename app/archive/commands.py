"""`flask archive import FILE`: says what it would do, or does all of it."""

import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from app.archive.files import COLUMNS, Mistake
from app.archive.operations import Plan, import_archive, plan_import
from app.archive.rows import Row, read_rows
from app.core.db import db
from app.core.transaction import transaction

MISTAKES_SHOWN = 20


@click.group("archive")
def archive() -> None:
    """Bring in what was written elsewhere."""


@archive.command("import", help=f"CSV or JSON Lines with the columns {', '.join(COLUMNS)}.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would come in.")
@with_appcontext
def import_file(file: Path, dry_run: bool) -> None:
    rows, mistakes = read_rows(file)
    plan = _planned(rows)
    _stop_at(sorted([*mistakes, *plan.mistakes], key=lambda mistake: mistake.line))
    posts = sum(row.parent is None for row, _ in plan.new)
    words = f"{_many(posts, 'post')} and {_many(len(plan.new) - posts, 'comment')}"
    if dry_run:
        click.echo(f"Would bring in {words}; {_many(plan.known, 'row')} here already.")
    elif not plan.new:
        click.echo(f"Nothing new; {_many(plan.known, 'row')} here already.")
    else:
        with transaction():
            import_archive(plan, file.name)
        click.echo(f"Brought in {words}; {_many(plan.known, 'row')} here already.")


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _planned(rows: list[Row]) -> Plan:
    with click.progressbar(length=len(rows), label="Reading", file=sys.stderr) as bar:
        plan = plan_import(rows, lambda: bar.update(1))
    db.session.rollback()  # the reading is over: writers need not wait for it
    return plan


def _stop_at(mistakes: list[Mistake]) -> None:
    if not mistakes:
        return
    for mistake in mistakes[:MISTAKES_SHOWN]:
        click.echo(str(mistake), err=True)
    rest = len(mistakes) - MISTAKES_SHOWN
    if rest > 0:
        click.echo(f"… and {rest:,} more.", err=True)
    click.echo("Nothing was brought in.", err=True)
    sys.exit(1)

"""`flask evidence …`: whether all of it is as its record says, asked at once and not by night."""

import click
from flask.cli import with_appcontext

from app.core.db import db
from app.core.transaction import transaction
from app.evidence.proving import judge, write_down
from app.evidence.queries import list_parts, list_strangers
from app.files import store

FEW = 200


@click.group("evidence")
def evidence() -> None:
    """What was laid before action items."""


@evidence.command("check")
@with_appcontext
def check() -> None:
    """Look at every file there is: after a backup was brought back, say. Prints what is not as its
    record says, and what is sealed though no record names it; then ends with code 1."""
    after, number, wrong = 0, 0, 0
    while due := list_parts(after, FEW):
        after = due[-1].part_id
        db.session.rollback()
        for one in due:
            damage = judge(one)
            with transaction():
                write_down(one.part_id, damage)
            number += 1
            if damage:
                wrong += 1
                click.echo(f"evidence {one.evidence_id}, {one.name}: {damage}")
    for name in list_strangers(name for name, _came in store.shelf().list(store.SEALED)):
        wrong += 1
        click.echo(f"sealed/{name}: no record names it")
    click.echo(f"{number} files were looked at; {wrong} are not as they should be.", err=True)
    if wrong:
        raise SystemExit(1)

"""`flask log …`: whether the record still says what was written."""

import click
from flask.cli import with_appcontext

from app.core import log


@click.group("log")
def log_group() -> None:
    """Look after the log of all deeds."""


@log_group.command("verify")
@with_appcontext
def verify() -> None:
    """Walk the chain from the first entry to the last. Keep what it prints apart from the machine:
    entries that are cut off at the end show only beside an older answer."""
    if flaw := log.verify():
        raise click.ClickException(f"Entry {flaw.number} is not as it was written: {flaw.what}.")
    number, seal = log.last()
    click.echo(f"{number} entries, each as it was written. The seal of the last: {seal}")

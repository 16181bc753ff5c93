"""`flask officers geography`: the whole country's field, into a house that is filled already."""

import click
from flask.cli import with_appcontext

from app.core.transaction import transaction
from app.world.geography import fill_geography


@click.command("geography")
@with_appcontext
def geography() -> None:
    """Add the upazilas and usual seats that are missing, and the other spellings of places."""
    with transaction():
        offices, seats = fill_geography()
    click.echo(f"{offices} offices and {seats} seats were added.")
    click.echo("To find officers by other spellings in search too: flask search rebuild.", err=True)

"""Commands for whoever runs the house: `flask --app wsgi <command>`."""

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from app import worker
from app.archive.commands import archive
from app.core import work
from app.core.commands import log_group
from app.core.policy import RULES
from app.core.transaction import transaction
from app.evidence.commands import evidence
from app.mail.commands import mail
from app.officers.commands import officers
from app.search.commands import search
from app.world.commands import geography
from app.world.demo import holds_demo
from app.world.fill import fill_if_empty


def init_app(app: Flask) -> None:
    officers.add_command(geography)
    for command in (work_group, log_group, rules, demo, archive, search, officers):
        app.cli.add_command(command)
    app.cli.add_command(mail)
    app.cli.add_command(evidence)


@click.group("work", invoke_without_command=True)
@click.option("--started-by", type=int, help="Stop when this parent process is gone.")
@click.pass_context
@with_appcontext
def work_group(context: click.Context, started_by: int | None) -> None:
    """Do the slow work until told to stop; or look after what was set aside."""
    if context.invoked_subcommand is None:
        worker.run(current_app._get_current_object(), started_by)  # type: ignore[attr-defined]


@work_group.command("retry")
@with_appcontext
def retry() -> None:
    """Give what was set aside its tries again."""
    with transaction():
        number = work.retry_set_aside()
    click.echo(f"{number} to be tried again.")


@click.command("rules")
@with_appcontext
def rules() -> None:
    """Print who may do what: each rule with the file that says it."""
    for (thing, action), rule in sorted(RULES.items(), key=lambda item: str(item[0])):
        click.echo(f"{thing.__name__:14} {action:16} {rule.__module__}.{rule.__name__}")


@click.group("demo")
def demo() -> None:
    """The demo world."""


@demo.command("fill")
@with_appcontext
def fill() -> None:
    """Fill an empty database with invented officers and their talk."""
    fill_if_empty(demo=True)
    click.echo("The demo world is here." if holds_demo() else "Officers are here: none were added.")

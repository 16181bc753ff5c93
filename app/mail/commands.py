"""`flask mail …`: what would be sent, and what was set aside."""

import click
from flask.cli import with_appcontext

from app.mail import outbox
from app.mail.models import MailKind, Pace
from app.mail.outcomes import list_outcomes
from app.mail.queries import Item, list_waiting, paces_of
from app.mail.writing import compose
from app.officers.models import Officer
from app.officers.queries import find_by_email


@click.group("mail")
def mail() -> None:
    """Mail to officers."""


@mail.command("preview")
@click.option("--email", required=True, help="Of the account.")
@with_appcontext
def preview(email: str) -> None:
    """Print each mail that would go to an officer if all that waits went now. Nothing is sent."""
    officer = find_by_email(email)
    if officer is None or officer.closed_at:
        raise click.ClickException(f"There is no open account {email}.")
    heaps = _heaps(officer)
    for pace, items in heaps:
        scope = items[0].kind if pace == Pace.AT_ONCE or _is_of_words(items) else pace
        letter = compose(officer, items, pace, scope)
        text = letter.get_body(("plain",))
        click.echo(f"Subject: {letter['Subject']}\nTo: {letter['To']}\n")
        click.echo(text.get_content() if text else "")
    click.echo(f"{len(heaps)} to be sent.", err=True)


@mail.command("retry")
@with_appcontext
def retry() -> None:
    """Give the mails that were set aside their tries again."""
    click.echo(f"{outbox.retry_set_aside()} to be tried again.")


def _heaps(officer: Officer) -> list[tuple[Pace, list[Item]]]:
    waiting = list_waiting(officer)
    alone: dict[str, list[Item]] = {}
    for item in waiting.pop(Pace.AT_ONCE):
        alone.setdefault(item.thing, []).append(item)
    heaps = [(Pace.AT_ONCE, items) for items in alone.values()]
    heaps += [(pace, items) for pace, items in waiting.items() if items]
    if officer.is_senior and paces_of(officer)[MailKind.OUTCOMES] != Pace.NEVER:
        outcomes = list_outcomes(officer)
        heaps += [(Pace.WEEKLY, outcomes)] if outcomes else []
    return heaps


def _is_of_words(items: list[Item]) -> bool:
    return items[0].kind == MailKind.OUTCOMES

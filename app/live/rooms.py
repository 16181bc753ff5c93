"""The rooms there are, and who may sit in each. A room has its subject's name."""

from app.actions.queries import find_action
from app.core.errors import Missing
from app.officers.models import Officer
from app.posts.queries import find_post


def admit(officer: Officer, room: str) -> None:
    """Raise Missing unless the officer could open that page by HTTP: it is the same query."""
    kind, _, number = room.partition(":")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise Missing
    if kind == "post":
        find_post(officer, int(number))
    elif kind == "action":
        find_action(officer, int(number))
    elif kind == "officer":
        if officer.id != int(number):
            raise Missing
    else:
        raise Missing

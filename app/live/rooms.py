"""The rooms there are, and who may sit in each. A room has its subject's name."""

import re

from app.actions.queries import find_action
from app.core.errors import Missing
from app.investigations.queries import find_investigation
from app.officers.models import Officer
from app.posts.queries import find_post

_NUMBER = re.compile("[1-9][0-9]{0,8}")


def admit(officer: Officer, room: str) -> None:
    """Raise Missing unless the officer could open that page by HTTP: it is the same query."""
    kind, _, number = room.partition(":")
    if not _NUMBER.fullmatch(number):
        raise Missing
    if kind == "post":
        find_post(officer, int(number))
    elif kind == "action":
        find_action(officer, int(number))
    elif kind == "investigation":
        find_investigation(officer, int(number))
    elif kind == "officer":
        if officer.id != int(number):
            raise Missing
    else:
        raise Missing


def may_sit(officer: Officer, room: str) -> bool:
    try:
        admit(officer, room)
    except Missing:
        return False
    return True

"""Files that come in one form with words. With what is posted they hang on what it makes; with what
is not they wait, for a browser cannot fill them in again."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from flask_babel import lazy_gettext as _l

from app.comments.models import Comment
from app.core.transaction import transaction
from app.files import store
from app.files.forms import CarryingForm
from app.files.models import File
from app.files.operations import (
    Brought,
    attach_files,
    attach_to_comment,
    keep_chosen,
    take_chosen,
)
from app.files.queries import list_chosen
from app.files.sniffing import Upload
from app.officers.models import Officer
from app.posts.models import Post

Thing = TypeVar("Thing", Post, Comment)


class Carried:
    """What a form brings, on the disk already."""

    def __init__(self, officer: Officer, form: CarryingForm, fresh: Sequence[Brought]) -> None:
        self._officer, self._form, self._fresh = officer, form, fresh
        self.hung = False

    def hang_on(self, thing: Thing) -> Thing:
        """All of it, if there is any, within the change that made the thing. Raises ChosenGone."""
        if self._form.kept.data or self._fresh:
            self.hang_alone(thing)
        return thing

    def take(self) -> list[Brought]:
        """All of it, by whoever makes something of it in this change. Raises ChosenGone."""
        ticked, self.hung = self._form.kept.data, True
        waiting = take_chosen(self._officer, str(self._form.key.data), ticked) if ticked else []
        return [*waiting, *self._fresh]

    def hang_alone(self, thing: Post | Comment) -> File:
        """The first of the files, for the key of their form."""
        files = self.take()
        if isinstance(thing, Comment):
            return attach_to_comment(self._officer, thing, files, self._form.alt.data)
        return attach_files(self._officer, thing, files, self._form.alt.data)


@contextmanager
def carried(officer: Officer, form: CarryingForm) -> Iterator[Carried]:
    """To be opened before the change: what the form brings is written down first, and is gone again
    when nothing was made of it."""
    sent = form.files.data
    if not sent:
        yield Carried(officer, form, ())
        return
    with store.taken_in(one.stream for one in sent) as places:
        files = Carried(officer, form, _brought(sent, places))
        yield files
        if not files.hung:  # the same form had come before
            store.let_go(*places)


def meet(officer: Officer, form: CarryingForm) -> None:
    """Before a form is judged: what waits with it."""
    if form.kept.data:
        form.validate_key(form.key)
        form.chosen = list_chosen(officer, form.key.data)


def show(officer: Officer, form: CarryingForm) -> None:
    """A form that is opened again comes with all that waits with it."""
    form.chosen = list_chosen(officer, form.key.data)
    form.kept.data = [one.id for one in form.chosen]


def keep(officer: Officer, form: CarryingForm) -> None:
    """Of a form that was sent and not posted: so much of what it brought as can wait with it."""
    good, number = form.files.good, 0
    if good or form.chosen:
        with store.taken_in(one.stream for one in good) as places, transaction():
            brought = _brought(good, places)
            number = keep_chosen(officer, str(form.key.data), form.kept.data, brought)
        store.let_go(*places[number:])
        show(officer, form)
    form.lost = number < len(form.files.data)


def say_gone(form: CarryingForm) -> None:
    """What was to be posted with the words waits no more: they go without it, or with it again."""
    form.kept.data, form.chosen = [], ()
    form.files.errors = [_l("A file that was chosen before is not here any more. Choose it again.")]


def _brought(sent: Sequence[Upload], places: Sequence[str]) -> list[Brought]:
    return [
        Brought(one.kind, one.format, one.name, one.size, one.sha256, place)
        for one, place in zip(sent, places, strict=True)
        if one.format
    ]

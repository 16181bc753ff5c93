"""Keys: a form sent twice is one deed. The key was made when the form was shown."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import UniqueConstraint, bindparam, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.db import Base, Model, db, insert_unless_there, is_sqlite, put, table_of
from app.core.errors import KeyReused
from app.core.forms import CreatingForm

KEPT = timedelta(hours=48)

T = TypeVar("T", bound=Base)


class Key(Model):
    __tablename__ = "keys"
    __table_args__ = (UniqueConstraint("officer_id", "key"),)

    officer_id: Mapped[int]
    key: Mapped[str]
    body_hash: Mapped[str]
    words: Mapped[str]  # as they were typed: only their own writer is ever shown them
    thing_id: Mapped[int | None]
    place: Mapped[str] = mapped_column(default="")


def once(
    officer_id: int,
    form: CreatingForm,
    thing: type[T],
    make: Callable[[], T],
    place: Callable[[T], str],
    *,
    alike: bool = False,
) -> T:
    """Make the thing, or give back the one that the same form made before.

    First statement of its transaction: of two that come together one waits here for the other.
    `place` says where the thing is seen, for the page that must tell of it later. Raises KeyReused
    when the form's key comes with other words, or from another form. `alike`: the same words are
    the same thing under another key too, as when a browser went back and got a fresh form."""
    key, body_hash = form.key.data, form.body_hash
    row_of_it = {
        "officer_id": officer_id,
        "key": key,
        "body_hash": body_hash,
        "words": form.words_typed,
    }
    claimed = put(_claiming(is_sqlite()), row_of_it).first()
    if claimed is None:
        mine = select(Key).where(Key.officer_id == officer_id, Key.key == key)
        row = db.session.scalars(mine).one()
        # The same body is of the same form, so the number is one of this kind of thing.
        if row.body_hash != body_hash:
            raise KeyReused(row.words, row.place)
        return db.session.get_one(thing, row.thing_id)
    if alike and (there := _claim_words(row_of_it)):
        _keep(claimed.id, there.thing_id, there.place)
        return db.session.get_one(thing, there.thing_id)
    made = make()
    db.session.flush()
    _keep(claimed.id, made.id, place(made))
    if alike:
        same = select(Key.id).where(Key.officer_id == officer_id, Key.key == _words_key(body_hash))
        _keep(db.session.scalars(same).one(), made.id, place(made))
    return made


def _claim_words(row_of_it: dict[str, Any]) -> Key | None:
    """The row of what was made from the same words; None when these are the first to say them."""
    mine = row_of_it | {"key": _words_key(row_of_it["body_hash"])}
    if put(_claiming(is_sqlite()), mine).first():
        return None
    there = select(Key).where(Key.officer_id == mine["officer_id"], Key.key == mine["key"])
    return db.session.scalars(there).one()


def _words_key(body_hash: str) -> str:
    return f"= {body_hash}"  # with a blank, which no form's key has


def _keep(number: int, thing_id: int | None, place: str) -> None:
    put(_KEEPING, {"number": number, "thing": thing_id, "seen_at": place})


def refuse_sent(officer_id: int, key: str) -> None:
    """Raises KeyReused when a form with this key has made its thing already."""
    mine = select(Key).where(Key.officer_id == officer_id, Key.key == key)
    if row := db.session.scalar(mine):
        raise KeyReused(row.words, row.place)


@cache  # to build a statement costs more than to give it
def _claiming(_sqlite: bool) -> Any:
    return insert_unless_there(Key).returning(Key.id)


_KEEPING = (
    update(table_of(Key))
    .where(Key.id == bindparam("number"))
    .values(thing_id=bindparam("thing"), place=bindparam("seen_at"))
)


def forget_old() -> int:
    """Drop keys older than KEPT; how many."""
    old = delete(Key).where(Key.created_at < now() - KEPT)
    return int(db.session.execute(old).rowcount)  # type: ignore[attr-defined]

"""The database handle and the base of every table."""

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    CompoundSelect,
    DateTime,
    Dialect,
    Engine,
    Enum,
    Executable,
    MetaData,
    Row,
    Select,
    Table,
    event,
)
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry
from sqlalchemy.types import TypeDecorator

from app.core.clock import now

# While a change holds the write lock, the seconds it may wait for other processes: SQLite then
# begins IMMEDIATE, so that it waits its turn instead of failing when a read transaction tries to
# become a write.
writing: ContextVar[float | None] = ContextVar("writing", default=None)
READING_WAITS = 5.0  # seconds: readers wait only while the file is brought in order


class Moment(TypeDecorator[datetime]):
    """A point in time, UTC in the database and aware in Python, alike on both engines."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    registry = registry(
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(column_0_label)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={
            datetime: Moment,
            # Words, not numbers or database types: readable in any dump, alike on both engines.
            StrEnum: Enum(StrEnum, native_enum=False, length=20, values_callable=list),
        },
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(default=now)


db = SQLAlchemy(model_class=Base)

# Flask-SQLAlchemy builds db.Model at run time, where a type checker cannot see it.
if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


def table_of(model: type[Base]) -> Table:
    """For what is said straight to the database, past its objects: that is quicker."""
    return cast(Table, model.__table__)


def ask(statement: Select[Any] | CompoundSelect[Any], **asked: Any) -> Sequence[Row[Any]]:
    """Rows of columns for a page, straight from the connection: the session has no objects to make
    of them. Within a change it does not see what is not flushed yet."""
    return db.session.connection().execute(statement, asked).all()


def put(statement: Executable, rows: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> Any:
    """Rows straight to the database, within a change; after the objects that wait to be written."""
    db.session.flush()
    return db.session.connection().execute(statement, rows)


def inserting(model: type[Base]) -> Any:
    """An insert of this database's own kind, which can say what becomes of a conflict."""
    insert: Any = sqlite_insert if is_sqlite() else postgresql_insert
    return insert(table_of(model))


def insert_unless_there(model: type[Base]) -> Any:
    """Of two that come together, in whatever process, one inserts and the other does nothing."""
    return inserting(model).on_conflict_do_nothing()


def insert_or_set(model: type[Base], unique: Sequence[str], name: str) -> Any:
    """As above; but where the row is there already, one column of it takes the new value."""
    statement = inserting(model)
    return statement.on_conflict_do_update(
        index_elements=unique, set_={name: statement.excluded[name]}
    )


def is_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"


def take_turn(thing: Base) -> None:
    """Of those who come at once, in whatever process, the others wait here and then see what the
    first has done. SQLite has one writer at a time, who waited at the beginning of the change and
    reads all things anew within it."""
    if is_sqlite():
        return
    its_row_alone = {"key_share": True, "of": type(thing)}
    db.session.flush()  # what this change did to it before is not read away
    db.session.refresh(thing, with_for_update=its_row_alone)


@event.listens_for(Engine, "connect")
def _prepare(connection: Any, _record: object) -> None:
    if "sqlite" not in type(connection).__module__:
        return
    connection.isolation_level = None  # we say BEGIN ourselves: see `writing`
    # autocommit=False of Python 3.12 is not used: 3.11 does not know it.
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "cache_size=-32000",
        # Pages, 16 MB: what many write at once lies on few of them, and is brought home less often.
        "wal_autocheckpoint=4000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@event.listens_for(Engine, "begin")
def _begin(connection: Any) -> None:
    if connection.dialect.name == "sqlite":
        wait = writing.get()
        seconds = READING_WAITS if wait is None else wait
        if connection.info.get("waits") != seconds:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={seconds * 1000:.0f}")
            connection.info["waits"] = seconds
        connection.exec_driver_sql("BEGIN" if wait is None else "BEGIN IMMEDIATE")

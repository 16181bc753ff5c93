"""Investigations, with who is complained of, who investigates, and their steps"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def _table(name: str, *columns: sa.Column, keys: dict[str, str]) -> None:
    op.create_table(
        name,
        *columns,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_{name}_{column}"))
            for column, table in keys.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _number(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _words(name: str) -> sa.Column:
    return sa.Column(name, sa.String(), nullable=False)


def _state(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(20), nullable=nullable)


def _day(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _moment(name: str) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True))


def upgrade() -> None:
    _table(
        "investigations",
        _number("action_id"),
        _state("state"),
        *(_number(name) for name in ("seat_id", "asked_by_id")),
        *(_words(name) for name in ("source", "html", "language")),
        _moment("ordered_at"),
        _day("received_on", nullable=False),
        _number("working_days"),
        _day("due_on", nullable=False),
        _number("item_days"),
        _day("hearing_on"),
        *(_moment(name) for name in ("heard_at", "answered_at")),
        _number("answered_by_id", nullable=True),
        keys={
            "action_id": "action_items",
            "seat_id": "seats",
            "asked_by_id": "officers",
            "answered_by_id": "officers",
        },
    )
    _index("investigations", "action_id", "asked_by_id", "due_on", "seat_id", "state")
    _table(
        "investigators",
        *(_number(name) for name in ("investigation_id", "seat_id", "officer_id")),
        keys={"investigation_id": "investigations", "seat_id": "seats", "officer_id": "officers"},
    )
    _index("investigators", "investigation_id", "officer_id", "seat_id")
    _table(
        "accused",
        *(_number(name) for name in ("investigation_id", "officer_id")),
        *(_words(name) for name in ("label_bn", "label_en")),
        _moment("noticed_at"),
        _day("answer_by"),
        _moment("stated_at"),
        _state("proof", nullable=True),
        keys={"investigation_id": "investigations", "officer_id": "officers"},
    )
    _index("accused", "investigation_id", "officer_id")
    _table(
        "investigation_steps",
        _number("investigation_id"),
        _state("kind"),
        _number("accused_id", nullable=True),
        _number("officer_id"),
        _number("seat_id", nullable=True),
        _day("day"),
        *(_words(name) for name in ("source", "html", "language")),
        keys={
            "investigation_id": "investigations",
            "accused_id": "accused",
            "officer_id": "officers",
            "seat_id": "seats",
        },
    )
    _index("investigation_steps", "investigation_id", "accused_id", "officer_id")
    with op.batch_alter_table("action_items") as items:
        for name in ("investigations", "investigated"):
            items.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    with op.batch_alter_table("action_items") as items:
        for name in ("investigated", "investigations"):
            items.drop_column(name)
    for table in ("investigation_steps", "accused", "investigators", "investigations"):
        op.drop_table(table)

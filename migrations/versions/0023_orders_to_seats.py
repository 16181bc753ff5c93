"""Orders to seats, what is said with them, and who may order whom besides"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def _to(column: str, table: str, owner: str, nullable: bool = False) -> list:
    return [
        sa.Column(column, sa.Integer(), nullable=nullable),
        sa.ForeignKeyConstraint([column], [f"{table}.id"], name=f"fk_{owner}_{column}"),
    ]


def _made() -> list:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    ]


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])


def upgrade() -> None:
    op.create_table(
        "orders",
        *_made(),
        *_to("action_id", "action_items", "orders"),
        *_to("parent_id", "orders", "orders", nullable=True),
        *_to("from_seat_id", "seats", "orders"),
        *_to("from_officer_id", "officers", "orders"),
        *_to("comment_id", "comments", "orders", nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("done_source", sa.String(), nullable=False),
        sa.Column("done_html", sa.String(), nullable=False),
        sa.Column("done_language", sa.String(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True)),
        *_to("accepted_by_id", "officers", "orders", nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
        *_to("withdrawn_by_id", "officers", "orders", nullable=True),
        sa.Column("state", sa.String(20), nullable=False),
        *_to("seat_id", "seats", "orders"),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("working_days", sa.Integer(), nullable=False),
        sa.Column("more_days", sa.Integer(), nullable=False),
        sa.Column("asked_days", sa.Integer()),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True)),
        sa.Column("forwards", sa.Integer(), nullable=False),
        sa.Column("open_orders", sa.Integer(), nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True)),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        *_to("done_by_id", "officers", "orders", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_orders"),
    )
    _index("orders", "action_id", "parent_id", "from_seat_id", "from_officer_id", "comment_id")
    _index("orders", "state", "seat_id", "due_on", "done_at")
    op.create_table(
        "order_steps",
        *_made(),
        *_to("order_id", "orders", "order_steps"),
        sa.Column("kind", sa.String(20), nullable=False),
        *_to("officer_id", "officers", "order_steps"),
        *_to("seat_id", "seats", "order_steps", nullable=True),
        *_to("from_seat_id", "seats", "order_steps", nullable=True),
        *_to("to_seat_id", "seats", "order_steps", nullable=True),
        sa.Column("days", sa.Integer()),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_order_steps"),
    )
    _index("order_steps", "order_id", "officer_id")
    op.create_table(
        "order_grants",
        *_made(),
        *_to("from_seat_id", "seats", "order_grants"),
        *_to("to_office_id", "offices", "order_grants", nullable=True),
        *_to("to_seat_id", "seats", "order_grants", nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date()),
        *_to("given_by_id", "officers", "order_grants"),
        *_to("ended_by_id", "officers", "order_grants", nullable=True),
        sa.CheckConstraint(
            "(to_office_id IS NULL) <> (to_seat_id IS NULL)",
            name=op.f("ck_order_grants_one_of_two"),
        ),
        sa.PrimaryKeyConstraint("id", name="pk_order_grants"),
    )
    _index("order_grants", "from_seat_id", "to_office_id")


def downgrade() -> None:
    for table in ("order_grants", "order_steps", "orders"):
        op.drop_table(table)

"""An item moves by one table: its state is a column, and more can be said of its way"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0018"
branch_labels = None
depends_on = None

_STATE = (
    "CASE WHEN verified_at IS NOT NULL THEN 'verified'"
    " WHEN done_at IS NOT NULL THEN 'done' ELSE 'doing' END"
)
# In Dhaka, six hours before Greenwich; SQLite keeps moments as UTC without a zone.
_DAY = {
    "sqlite": "date(created_at, '+6 hours')",
    "postgresql": "CAST(created_at AT TIME ZONE 'Asia/Dhaka' AS date)",
}


def upgrade() -> None:
    for column in (
        sa.Column("state", sa.String(20), nullable=False, server_default="doing"),
        sa.Column("received_on", sa.Date(), nullable=False, server_default="2000-01-01"),
        sa.Column("given_on", sa.Date(), nullable=False, server_default="2000-01-01"),
        sa.Column("more_days", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("asked_days", sa.Integer()),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True)),
        sa.Column("forwards", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("open_orders", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("outcome", sa.String(20)),
        sa.Column("cause", sa.String(), nullable=False, server_default=""),
        sa.Column("advice", sa.String(), nullable=False, server_default=""),
        sa.Column("reopened", sa.Integer(), nullable=False, server_default="0"),
    ):
        op.add_column("action_items", column)
    day = _DAY[op.get_bind().dialect.name]
    # What was under way counts as taken up on the day it came.
    op.execute(
        f"UPDATE action_items SET state = {_STATE}, received_on = {day}, given_on = {day},"  # noqa: S608
        " acknowledged_at = created_at"
    )
    op.create_index("ix_action_items_state", "action_items", ["state"])
    for column in ("from_seat_id", "to_seat_id"):
        # Said in SQL that both databases know, as in 0013.
        op.execute(
            f"ALTER TABLE action_steps ADD COLUMN {column} INTEGER"
            f" CONSTRAINT fk_action_steps_{column} REFERENCES seats (id)"
        )
    op.add_column("action_steps", sa.Column("days", sa.Integer()))


def downgrade() -> None:
    for column in ("days", "to_seat_id", "from_seat_id"):
        op.execute(f"ALTER TABLE action_steps DROP COLUMN {column}")
    op.drop_index("ix_action_items_state", "action_items")
    for column in (
        *("reopened", "advice", "cause", "outcome", "open_orders", "forwards"),
        *("acknowledged_at", "asked_days", "more_days", "given_on", "received_on", "state"),
    ):
        op.execute(f"ALTER TABLE action_items DROP COLUMN {column}")

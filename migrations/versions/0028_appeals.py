"""Appeals, to the office above and to the central cell"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "appeals",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("filed_by_id", sa.Integer()),
        sa.Column("filed_seat_id", sa.Integer()),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("late_reason", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("working_days", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("answered_by_id", sa.Integer()),
        sa.Column("answer_source", sa.String(), nullable=False),
        sa.Column("answer_html", sa.String(), nullable=False),
        sa.Column("answer_language", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_appeals_{column}"))
            for column, table in (
                ("action_id", "action_items"),
                ("seat_id", "seats"),
                ("filed_by_id", "officers"),
                ("filed_seat_id", "seats"),
                ("answered_by_id", "officers"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeals")),
    )
    for column in ("action_id", "due_on", "filed_by_id", "seat_id", "state"):
        op.create_index(op.f(f"ix_appeals_{column}"), "appeals", [column])


def downgrade() -> None:
    op.drop_table("appeals")

"""Why a flag is not admitted, and which flags tell of the same trouble"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("flags", sa.Column("declined_on", sa.String(20)))
    op.create_table(
        "flag_joins",
        sa.Column("flag_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer()),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["flag_id"], ["flags.id"], name="fk_flag_joins_flag_id"),
        sa.ForeignKeyConstraint(["action_id"], ["action_items.id"], name="fk_flag_joins_action_id"),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name="fk_flag_joins_officer_id"),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name="fk_flag_joins_seat_id"),
        sa.PrimaryKeyConstraint("id", name="pk_flag_joins"),
        sa.UniqueConstraint("flag_id", name="uq_flag_joins_flag_id"),
    )
    for column in ("action_id", "officer_id"):
        op.create_index(f"ix_flag_joins_{column}", "flag_joins", [column])


def downgrade() -> None:
    op.drop_table("flag_joins")
    op.execute("ALTER TABLE flags DROP COLUMN declined_on")

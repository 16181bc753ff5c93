"""A senior's private secretary, words in preparation, and by whom what was said was prepared"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "delegations",
        sa.Column("senior_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("delegate_seat_id", sa.Integer(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["officers.id"], name=op.f("fk_delegations_delegate_id")
        ),
        sa.ForeignKeyConstraint(
            ["delegate_seat_id"], ["seats.id"], name=op.f("fk_delegations_delegate_seat_id")
        ),
        sa.ForeignKeyConstraint(
            ["ended_by_id"], ["officers.id"], name=op.f("fk_delegations_ended_by_id")
        ),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_delegations_seat_id")),
        sa.ForeignKeyConstraint(
            ["senior_id"], ["officers.id"], name=op.f("fk_delegations_senior_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegations")),
    )
    op.create_index(op.f("ix_delegations_senior_id"), "delegations", ["senior_id"])
    op.create_index(op.f("ix_delegations_delegate_id"), "delegations", ["delegate_id"])
    op.create_table(
        "preparations",
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("set_aside_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("set_aside_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegation_id"], ["delegations.id"], name=op.f("fk_preparations_delegation_id")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_preparations_post_id")),
        sa.ForeignKeyConstraint(
            ["set_aside_by_id"], ["officers.id"], name=op.f("fk_preparations_set_aside_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preparations")),
    )
    op.create_index(op.f("ix_preparations_delegation_id"), "preparations", ["delegation_id"])
    op.create_index(op.f("ix_preparations_post_id"), "preparations", ["post_id"])
    # Said in SQL that both databases know: SQLite would else make the table anew, under those that
    # point to it.
    for table in ("comments", "endorsements"):
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN prepared_by_id INTEGER"
            f" CONSTRAINT fk_{table}_prepared_by_id REFERENCES officers (id)"
        )


def downgrade() -> None:
    for table in ("comments", "endorsements"):
        op.execute(f"ALTER TABLE {table} DROP COLUMN prepared_by_id")
    op.drop_table("preparations")
    op.drop_table("delegations")

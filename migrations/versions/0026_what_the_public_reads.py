"""What the public reads of an item, and the citizen's own word on it"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "results",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("working_days", sa.Integer(), nullable=False),
        sa.Column("redaction", sa.JSON(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=False),
        sa.Column("published_seat_id", sa.Integer()),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
        sa.Column("withdrawn_by_id", sa.Integer()),
        sa.Column("withdrawn_reason", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_results_{column}"))
            for column, table in (
                ("action_id", "action_items"),
                ("place_id", "offices"),
                ("published_by_id", "officers"),
                ("published_seat_id", "seats"),
                ("withdrawn_by_id", "officers"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_results")),
        sa.UniqueConstraint("action_id", name=op.f("uq_results_action_id")),
    )
    op.create_index(op.f("ix_results_place_id"), "results", ["place_id"])
    op.create_index(op.f("ix_results_published_at"), "results", ["published_at"])
    with op.batch_alter_table("action_steps") as steps:
        steps.alter_column("officer_id", existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM action_steps WHERE officer_id IS NULL")
    with op.batch_alter_table("action_steps") as steps:
        steps.alter_column("officer_id", existing_type=sa.Integer(), nullable=False)
    op.drop_table("results")

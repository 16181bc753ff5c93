"""The path of an idea"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "idea_steps",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason_source", sa.String(), nullable=False),
        sa.Column("reason_html", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("owner_seat_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_idea_steps_officer_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_seat_id"], ["seats.id"], name=op.f("fk_idea_steps_owner_seat_id")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_idea_steps_post_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_idea_steps_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_steps")),
    )
    with op.batch_alter_table("idea_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_idea_steps_officer_id"), ["officer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_idea_steps_post_id"), ["post_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("idea_steps", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idea_steps_post_id"))
        batch_op.drop_index(batch_op.f("ix_idea_steps_officer_id"))

    op.drop_table("idea_steps")

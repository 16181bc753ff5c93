"""Who brought a trouble or solved it, and may be named to the public"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "result_consents",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True)),
        sa.Column("taken_back_at", sa.DateTime(timezone=True)),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_result_consents_{column}")
            )
            for column, table in (("action_id", "action_items"), ("officer_id", "officers"))
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_consents")),
        sa.UniqueConstraint(
            "action_id", "officer_id", name=op.f("uq_result_consents_action_id_officer_id")
        ),
    )
    op.create_index(op.f("ix_result_consents_officer_id"), "result_consents", ["officer_id"])


def downgrade() -> None:
    op.drop_table("result_consents")

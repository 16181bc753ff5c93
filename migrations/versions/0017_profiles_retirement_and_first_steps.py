"""What officers tell of themselves, who has retired, and the first steps of a newcomer"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "profiles",
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=True),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("phone_for", sa.String(length=20), nullable=False),
        sa.Column("email_for", sa.String(length=20), nullable=False),
        sa.Column("helps_since", _WHEN, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", _WHEN, nullable=False),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_profiles_officer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profiles")),
        sa.UniqueConstraint("officer_id", name=op.f("uq_profiles_officer_id")),
    )
    op.create_table(
        "topics",
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", _WHEN, nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_topics_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topics")),
        sa.UniqueConstraint("officer_id", "tag", name=op.f("uq_topics_officer_id_tag")),
    )
    op.create_index(op.f("ix_topics_tag"), "topics", ["tag"])
    op.create_table(
        "first_steps",
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", _WHEN, nullable=False),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_first_steps_officer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_first_steps")),
        sa.UniqueConstraint("officer_id", "step", name=op.f("uq_first_steps_officer_id_step")),
    )
    op.add_column("officers", sa.Column("retired_on", sa.Date(), nullable=True))
    op.add_column("officers", sa.Column("leave_until", sa.Date(), nullable=True))
    # Said in SQL that both databases know: SQLite would else make the table anew, under those that
    # point to it.
    op.execute(
        "ALTER TABLE officers ADD COLUMN former_seat_id INTEGER"
        " CONSTRAINT fk_officers_former_seat_id REFERENCES seats (id)"
    )


def downgrade() -> None:
    for column in ("former_seat_id", "leave_until", "retired_on"):
        op.execute(f"ALTER TABLE officers DROP COLUMN {column}")
    op.drop_table("first_steps")
    op.drop_table("topics")
    op.drop_table("profiles")

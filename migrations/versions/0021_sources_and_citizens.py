"""Where a citizen's issue came from, whose it is, and each look at it"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "citizens",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("contact_agreed_at", _WHEN, nullable=True),
        sa.Column("naming_agreed_at", _WHEN, nullable=True),
        sa.Column("purge_on", sa.Date(), nullable=False),
        sa.Column("purged_at", _WHEN, nullable=True),
        sa.Column("created_at", _WHEN, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citizens")),
    )
    op.create_index(op.f("ix_citizens_purge_on"), "citizens", ["purge_on"])
    op.create_table(
        "citizen_looks",
        sa.Column("citizen_id", sa.String(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", _WHEN, nullable=False),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizens.id"], name=op.f("fk_citizen_looks_citizen_id")
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_citizen_looks_officer_id")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_citizen_looks_post_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_citizen_looks_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citizen_looks")),
    )
    for column in ("citizen_id", "officer_id", "post_id"):
        op.create_index(op.f(f"ix_citizen_looks_{column}"), "citizen_looks", [column])
    op.create_table(
        "sources",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("medium", sa.String(length=20), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("seen_at", _WHEN, nullable=True),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.String(), nullable=True),
        sa.Column("brought_by_id", sa.Integer(), nullable=False),
        sa.Column("verified_at", _WHEN, nullable=True),
        sa.Column("verified_by_id", sa.Integer(), nullable=True),
        sa.Column("verified_seat_id", sa.Integer(), nullable=True),
        sa.Column("finding", sa.String(), nullable=False),
        sa.Column("finding_html", sa.String(), nullable=False),
        sa.Column("finding_language", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", _WHEN, nullable=False),
        sa.ForeignKeyConstraint(
            ["brought_by_id"], ["officers.id"], name=op.f("fk_sources_brought_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizens.id"], name=op.f("fk_sources_citizen_id")
        ),
        sa.ForeignKeyConstraint(["place_id"], ["offices.id"], name=op.f("fk_sources_place_id")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_sources_post_id")),
        sa.ForeignKeyConstraint(
            ["verified_by_id"], ["officers.id"], name=op.f("fk_sources_verified_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["verified_seat_id"], ["seats.id"], name=op.f("fk_sources_verified_seat_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sa.UniqueConstraint("post_id", name=op.f("uq_sources_post_id")),
    )
    for column in ("address", "citizen_id", "place_id"):
        op.create_index(op.f(f"ix_sources_{column}"), "sources", [column])


def downgrade() -> None:
    for table in ("sources", "citizen_looks", "citizens"):
        op.drop_table(table)

"""Tags and mentions of posts and comments; officers, offices, districts and tags that are followed"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "taggings",
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", _WHEN, nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name=op.f("fk_taggings_comment_id")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_taggings_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taggings")),
    )
    op.create_index(op.f("ix_taggings_comment_id"), "taggings", ["comment_id"])
    op.create_index(op.f("ix_taggings_post_id"), "taggings", ["post_id"])
    op.create_index("ix_taggings_tag_post_id", "taggings", ["tag", "post_id"])
    op.create_table(
        "mentions",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", _WHEN, nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name=op.f("fk_mentions_comment_id")
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_mentions_officer_id")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_mentions_post_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_mentions_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentions")),
    )
    op.create_index(op.f("ix_mentions_comment_id"), "mentions", ["comment_id"])
    op.create_index(op.f("ix_mentions_officer_id"), "mentions", ["officer_id"])
    op.create_index(op.f("ix_mentions_post_id"), "mentions", ["post_id"])
    op.create_table(
        "followed",
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("colleague_id", sa.Integer(), nullable=True),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("district", sa.String(), nullable=True),
        sa.Column("tag", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", _WHEN, nullable=False),
        sa.ForeignKeyConstraint(
            ["colleague_id"], ["officers.id"], name=op.f("fk_followed_colleague_id")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_followed_office_id")),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_followed_officer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followed")),
        *(
            sa.UniqueConstraint(name, "officer_id", name=op.f(f"uq_followed_{name}_officer_id"))
            for name in ("colleague_id", "office_id", "district", "tag")
        ),
    )
    op.create_index("ix_followed_officer_id", "followed", ["officer_id"])
    op.add_column(
        "notifications",
        sa.Column("mentions", sa.Boolean(), server_default=sa.false(), nullable=False),
    )


def downgrade() -> None:
    op.drop_column("notifications", "mentions")
    op.drop_table("followed")
    op.drop_table("mentions")
    op.drop_table("taggings")

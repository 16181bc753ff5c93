"""Drafts are kept on the server, and the earlier words of a comment stay when its writer edits it"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "drafts",
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name="fk_drafts_officer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        sa.UniqueConstraint("officer_id", "key", name="uq_drafts_officer_id_key"),
    )
    op.create_index("ix_drafts_updated_at", "drafts", ["updated_at"], unique=False)
    op.add_column(
        "comments", sa.Column("version", sa.Integer(), server_default="1", nullable=False)
    )
    op.add_column("comments", sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "comment_versions",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name="fk_comment_versions_comment_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_comment_versions"),
        sa.UniqueConstraint("comment_id", "number", name="uq_comment_versions_comment_id_number"),
    )


def downgrade() -> None:
    op.drop_table("comment_versions")
    op.drop_column("comments", "edited_at")
    op.drop_column("comments", "version")
    op.drop_index("ix_drafts_updated_at", table_name="drafts")
    op.drop_table("drafts")

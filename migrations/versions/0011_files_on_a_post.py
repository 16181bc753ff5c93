"""Pictures and documents on a post"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "files",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("format", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("alt", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("ready_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("flaw", sa.String(length=20), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_files_officer_id")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_files_post_id")),
        sa.ForeignKeyConstraint(
            ["removed_by_id"], ["officers.id"], name=op.f("fk_files_removed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
        sa.UniqueConstraint("place", name=op.f("uq_files_place")),
    )
    op.create_index(op.f("ix_files_officer_id"), "files", ["officer_id"], unique=False)
    op.create_index(op.f("ix_files_post_id"), "files", ["post_id"], unique=False)


def downgrade() -> None:
    op.drop_table("files")

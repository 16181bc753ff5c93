"""Files on a comment, and beside words that are not posted yet"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Said in SQL that both databases know, as in 0013: nothing is made anew.
    op.execute(
        "ALTER TABLE files ADD COLUMN comment_id INTEGER"
        " CONSTRAINT fk_files_comment_id REFERENCES comments (id)"
    )
    op.create_index(op.f("ix_files_comment_id"), "files", ["comment_id"], unique=False)
    op.create_table(
        "chosen_files",
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("format", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_chosen_files_officer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chosen_files")),
        sa.UniqueConstraint("place", name=op.f("uq_chosen_files_place")),
    )
    op.create_index(op.f("ix_chosen_files_officer_id"), "chosen_files", ["officer_id"])


def downgrade() -> None:
    op.drop_table("chosen_files")
    op.drop_index(op.f("ix_files_comment_id"), "files")
    op.execute("ALTER TABLE files DROP COLUMN comment_id")

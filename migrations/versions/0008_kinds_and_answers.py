"""By when a hand is needed, the comment that an author marked as the answer, and ideas that were
merged"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("posts", sa.Column("needed_on", sa.Date(), nullable=True))
    # In SQL: to add the key, Alembic would make the table anew on SQLite, from under its comments.
    op.execute(
        "ALTER TABLE posts ADD COLUMN merged_into_id INTEGER "
        "CONSTRAINT fk_posts_merged_into_id REFERENCES posts (id)"
    )
    op.create_index(op.f("ix_posts_merged_into_id"), "posts", ["merged_into_id"])
    op.create_table(
        "answers",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name=op.f("fk_answers_comment_id")
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_answers_officer_id")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_answers_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
        sa.UniqueConstraint("post_id", name=op.f("uq_answers_post_id")),
    )
    op.create_index(op.f("ix_answers_comment_id"), "answers", ["comment_id"], unique=False)
    op.create_index(op.f("ix_answers_officer_id"), "answers", ["officer_id"], unique=False)


def downgrade() -> None:
    op.drop_table("answers")
    op.drop_index(op.f("ix_posts_merged_into_id"), table_name="posts")
    op.execute("ALTER TABLE posts DROP COLUMN merged_into_id")
    op.drop_column("posts", "needed_on")

"""Private posts, and who has to do with the trouble that a post tells of"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

# Of all that there is already: the seats it came to, and the officers who brought it there.
_SEATS = """
    SELECT post_id, seat_id FROM action_items
    UNION SELECT i.post_id, s.from_seat_id FROM action_steps s JOIN action_items i ON i.id = s.action_id
      WHERE s.from_seat_id IS NOT NULL
    UNION SELECT i.post_id, o.seat_id FROM orders o JOIN action_items i ON i.id = o.action_id
    UNION SELECT i.post_id, s.from_seat_id FROM order_steps s JOIN orders o ON o.id = s.order_id
      JOIN action_items i ON i.id = o.action_id WHERE s.from_seat_id IS NOT NULL
"""
_OFFICERS = """
    SELECT post_id, officer_id FROM flags
    UNION SELECT post_id, assigned_by_id FROM action_items
    UNION SELECT i.post_id, f.officer_id FROM flag_joins j JOIN flags f ON f.id = j.flag_id
      JOIN action_items i ON i.id = j.action_id
"""


def upgrade() -> None:
    op.create_table(
        "let_in",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer()),
        sa.Column("officer_id", sa.Integer()),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_let_in_{column}"))
            for column, table in (
                *(("post_id", "posts"), ("seat_id", "seats")),
                ("officer_id", "officers"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_let_in")),
        sa.UniqueConstraint("post_id", "seat_id", name=op.f("uq_let_in_post_id_seat_id")),
        sa.UniqueConstraint("post_id", "officer_id", name=op.f("uq_let_in_post_id_officer_id")),
    )
    for column in ("post_id", "seat_id", "officer_id"):
        op.create_index(op.f(f"ix_let_in_{column}"), "let_in", [column])
    for column, rows in (("seat_id", _SEATS), ("officer_id", _OFFICERS)):
        op.execute(
            f"INSERT INTO let_in (post_id, {column}, created_at)"  # noqa: S608  (our own words)
            f" SELECT found.post_id, found.{column}, CURRENT_TIMESTAMP FROM ({rows}) AS found"
        )
    op.add_column("posts", sa.Column("open_audience", sa.String(20)))


def downgrade() -> None:
    op.execute("UPDATE posts SET audience = open_audience WHERE open_audience IS NOT NULL")
    op.drop_column("posts", "open_audience")
    op.drop_table("let_in")

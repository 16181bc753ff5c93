"""What goes by mail, at which pace, and what went"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_OPEN = sa.text("sent_at IS NULL AND dropped_at IS NULL")
_WAITS = sa.text("mail_id IS NULL")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "mail_choices",
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("pace", sa.String(length=20), nullable=False),
        sa.Column("before", sa.String(length=20), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_mail_choices_officer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_choices")),
        sa.UniqueConstraint("officer_id", "kind", name=op.f("uq_mail_choices_officer_id_kind")),
    )
    op.create_table(
        "mails",
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("slot", sa.String(), nullable=False),
        sa.Column("pace", sa.String(length=20), nullable=False),
        sa.Column("outcomes", sa.Boolean(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("leased_until", _MOMENT, nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("sent_at", _MOMENT, nullable=True),
        sa.Column("dropped_at", _MOMENT, nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_mails_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
        sa.UniqueConstraint("message_id", name=op.f("uq_mails_message_id")),
        sa.UniqueConstraint("officer_id", "slot", name=op.f("uq_mails_officer_id_slot")),
    )
    op.create_index(
        "ix_mails_open", "mails", ["leased_until"], sqlite_where=_OPEN, postgresql_where=_OPEN
    )
    op.create_table(
        "mail_items",
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("pace", sa.String(length=20), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["log.id"], name=op.f("fk_mail_items_entry_id")),
        sa.ForeignKeyConstraint(["mail_id"], ["mails.id"], name=op.f("fk_mail_items_mail_id")),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_mail_items_officer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_items")),
        sa.UniqueConstraint(
            "entry_id", "officer_id", name=op.f("uq_mail_items_entry_id_officer_id")
        ),
    )
    op.create_index(op.f("ix_mail_items_mail_id"), "mail_items", ["mail_id"])
    op.create_index(op.f("ix_mail_items_officer_id"), "mail_items", ["officer_id"])
    op.create_index(
        "ix_mail_items_due_at",
        "mail_items",
        ["due_at"],
        sqlite_where=_WAITS,
        postgresql_where=_WAITS,
    )


def downgrade() -> None:
    op.drop_table("mail_items")
    op.drop_table("mails")
    op.drop_table("mail_choices")

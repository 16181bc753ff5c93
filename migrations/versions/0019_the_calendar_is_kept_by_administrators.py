"""Days for an area or one office, days taken back, and limits as data"""

from datetime import UTC, date, datetime

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_WHEN = sa.DateTime(timezone=True)
_NATIONAL = sa.text("withdrawn_at IS NULL AND office_id IS NULL")
_LOCAL = sa.text("withdrawn_at IS NULL AND office_id IS NOT NULL")
_EVERYWHERE, _HERE = sa.text("office_id IS NULL"), sa.text("office_id IS NOT NULL")

# The guideline on redress of grievances of 2015, as revised in 2018: what it says, and where.
_SINCE = date(2018, 1, 1)
_OURS = "উঠানের নিজের নিয়ম"
LIMITS = (
    ("first_reply", 5, "লেখায় প্রথম উত্তর", "First reply to a post", _OURS),
    ("acknowledge", 1, "আদেশ পেয়ে সাড়া দেওয়া", "Acknowledge an order, or ask about it", _OURS),
    ("decide", 30, "অভিযোগ নিষ্পত্তি", "Decide a complaint", "৭.৪.১ ক-১"),
    ("investigate", 10, "তদন্ত হলে বাড়তি সময়", "More, where there is an investigation", "৭.৪.১ ক-২"),
    ("investigation_report", 20, "তদন্ত প্রতিবেদন", "Report of an investigation", "৭.১.২ গ"),
    ("tell_result", 7, "অভিযোগকারীকে ফল জানানো", "Tell the complainant the result", "৭.৪ ছ"),
    ("file_appeal", 30, "আপিল করা", "File an appeal", "৬.২"),
    ("decide_appeal", 20, "আপিল নিষ্পত্তি", "Decide an appeal", "৭.৪.১ খ"),
    ("cell", 60, "কেন্দ্রীয় সেলের সিদ্ধান্ত", "Decision of the central cell", "৭.৪.১ গ"),
    ("act_on_cell", 20, "সেলের সুপারিশমতো কাজ", "Act on the cell's recommendation", "৭.৪.১ ঘ"),
)


def upgrade() -> None:
    with op.batch_alter_table("calendar_days") as batch:
        batch.drop_constraint("uq_calendar_days_date", type_="unique")
        batch.add_column(
            sa.Column("scope", sa.String(length=20), nullable=False, server_default="national")
        )
        batch.add_column(sa.Column("office_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("gazette", sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("entered_by_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("withdrawn_at", _WHEN, nullable=True))
        batch.add_column(sa.Column("withdrawn_by_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("withdrawn_reason", sa.String(), nullable=True))
        for column, table in (
            ("office_id", "offices"),
            ("entered_by_id", "officers"),
            ("withdrawn_by_id", "officers"),
        ):
            batch.create_foreign_key(f"fk_calendar_days_{column}", table, [column], ["id"])
    with op.batch_alter_table("calendar_days") as batch:
        batch.alter_column("scope", server_default=None)
        batch.alter_column("gazette", server_default=None)
    op.create_index("ix_calendar_days_date", "calendar_days", ["date"])
    _unique("uq_calendar_days_national", "calendar_days", ["date"], _NATIONAL)
    _unique("uq_calendar_days_local", "calendar_days", ["office_id", "date", "scope"], _LOCAL)
    limits = op.create_table(
        "limits",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("said_bn", sa.String(), nullable=False),
        sa.Column("said_en", sa.String(), nullable=False),
        sa.Column("citation", sa.String(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", _WHEN, nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name="fk_limits_office_id"),
        sa.ForeignKeyConstraint(["entered_by_id"], ["officers.id"], name="fk_limits_entered_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_limits"),
    )
    _unique("uq_limits_everywhere", "limits", ["code", "since"], _EVERYWHERE)
    _unique("uq_limits_here", "limits", ["office_id", "code", "since"], _HERE)
    op.bulk_insert(limits, [_row(*limit) for limit in LIMITS])


def downgrade() -> None:
    op.drop_table("limits")
    op.execute("DELETE FROM calendar_days WHERE office_id IS NOT NULL OR withdrawn_at IS NOT NULL")
    for index in ("uq_calendar_days_local", "uq_calendar_days_national", "ix_calendar_days_date"):
        op.drop_index(index, "calendar_days")
    with op.batch_alter_table("calendar_days") as batch:
        for column in ("withdrawn_by_id", "entered_by_id", "office_id"):
            batch.drop_constraint(f"fk_calendar_days_{column}", type_="foreignkey")
        for column in (
            *("withdrawn_reason", "withdrawn_by_id", "withdrawn_at", "entered_by_id"),
            *("gazette", "office_id", "scope"),
        ):
            batch.drop_column(column)
        batch.create_unique_constraint("uq_calendar_days_date", ["date"])


def _unique(name: str, table: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, table, columns, unique=True, sqlite_where=where, postgresql_where=where)


def _row(code: str, days: int, said_bn: str, said_en: str, citation: str) -> dict[str, object]:
    ours = citation == _OURS
    return {
        "code": code,
        "days": days,
        "unit": "days" if code == "file_appeal" else "working_days",
        "since": _SINCE,
        "said_bn": said_bn,
        "said_en": said_en,
        "citation": citation
        if ours
        else f"অভিযোগ প্রতিকার নির্দেশিকা, ২০১৫ (পরিমার্জিত ২০১৮), {citation}",
        "created_at": datetime.now(UTC),
    }

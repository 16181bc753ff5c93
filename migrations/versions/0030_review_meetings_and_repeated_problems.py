"""Review meetings with their agendas, and problems that come again"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0028"
branch_labels = None
depends_on = None


def _table(name: str, *columns: sa.Column, keys: dict[str, str], unique: tuple = ()) -> None:
    op.create_table(
        name,
        *columns,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_{name}_{column}"))
            for column, table in keys.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        *(
            sa.UniqueConstraint(*those, name=op.f(f"uq_{name}_{'_'.join(those)}"))
            for those in unique
        ),
    )


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _number(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _words(name: str) -> sa.Column:
    return sa.Column(name, sa.String(), nullable=False)


def _moment(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    _table(
        "meetings",
        *(_number(name) for name in ("office_id", "called_by_id", "seat_id", "sequence")),
        _moment("starts_at", nullable=False),
        *(_words(name) for name in ("place", "source", "html", "language")),
        _moment("changed_at", nullable=False),
        *(_moment(name) for name in ("called_off_at", "held_at", "minuted_at")),
        *(
            _number(name, nullable=True)
            for name in ("called_off_by_id", "held_by_id", "minuted_by_id")
        ),
        *(
            _words(name)
            for name in (
                *("called_off_reason", "minutes_source"),
                *("minutes_html", "minutes_language"),
            )
        ),
        _number("minutes_version"),
        keys={
            "office_id": "offices",
            "seat_id": "seats",
            **dict.fromkeys(
                ("called_by_id", "called_off_by_id", "held_by_id", "minuted_by_id"), "officers"
            ),
        },
    )
    _index("meetings", "office_id", "called_by_id", "seat_id", "starts_at")
    _table(
        "agenda_lines",
        *(_number(name) for name in ("meeting_id", "action_id", "seat_id")),
        _number("order_id", nullable=True),
        *(_words(name) for name in ("thing", "conclusion")),
        sa.Column("section", sa.String(20), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        keys={
            "meeting_id": "meetings",
            "action_id": "action_items",
            "order_id": "orders",
            "seat_id": "seats",
        },
        unique=(("meeting_id", "thing"),),
    )
    _index("agenda_lines", "action_id", "order_id", "seat_id")
    _table(
        "meeting_invitations",
        *(_number(name) for name in ("meeting_id", "officer_id", "seat_id")),
        keys={"meeting_id": "meetings", "officer_id": "officers", "seat_id": "seats"},
        unique=(("meeting_id", "officer_id"),),
    )
    _index("meeting_invitations", "officer_id", "seat_id")
    _table(
        "repeats",
        _words("area"),
        _number("challenge_id", nullable=True),
        keys={"challenge_id": "posts"},
        unique=(("challenge_id",),),
    )
    _index("repeats", "area")
    _table(
        "repeat_items",
        *(_number(name) for name in ("repeat_id", "action_id")),
        keys={"repeat_id": "repeats", "action_id": "action_items"},
        unique=(("action_id",),),
    )
    _index("repeat_items", "repeat_id")
    _table(
        "challenge_ideas",
        *(_number(name) for name in ("challenge_id", "idea_id")),
        keys={"challenge_id": "posts", "idea_id": "posts"},
        unique=(("idea_id",),),
    )
    _index("challenge_ideas", "challenge_id")


def downgrade() -> None:
    for table in (
        *("challenge_ideas", "repeat_items", "repeats"),
        *("meeting_invitations", "agenda_lines", "meetings"),
    ):
        op.drop_table(table)

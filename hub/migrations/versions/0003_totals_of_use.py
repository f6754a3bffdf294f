"""Totals of use, by kiosk and day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward. There is no way back: restore a backup instead."""
    op.create_table(
        "usage_day",
        sa.Column("kiosk", sa.String(length=60), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["kiosk"], ["kiosk.name"], name=op.f("fk_usage_day_kiosk")),
        sa.PrimaryKeyConstraint("kiosk", "day", name=op.f("pk_usage_day")),
    )
    op.create_table(
        "usage_total",
        sa.Column("kiosk", sa.String(length=60), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("family", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("journey", sa.String(length=60), nullable=False),
        sa.Column("page", sa.String(length=60), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=60), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["kiosk"], ["kiosk.name"], name=op.f("fk_usage_total_kiosk")),
        sa.PrimaryKeyConstraint(
            "kiosk", "day", "family", "name", "journey", "page", "channel", "language", name=op.f("pk_usage_total")
        ),
    )
    op.create_index(op.f("ix_usage_total_day"), "usage_total", ["day"], unique=False)

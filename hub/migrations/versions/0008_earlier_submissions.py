"""Which submission is about which earlier one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward. There is no way back: restore a backup instead."""
    op.create_table(
        "earlier_link",
        sa.Column("submission", sa.String(length=36), nullable=False),
        sa.Column("act", sa.String(length=10), nullable=False),
        sa.Column("tracking_code", sa.String(length=20), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["submission"], ["submission.id"], name=op.f("fk_earlier_link_submission")),
        sa.PrimaryKeyConstraint("submission", name=op.f("pk_earlier_link")),
    )
    op.create_index(op.f("ix_earlier_link_tracking_code"), "earlier_link", ["tracking_code"], unique=False)

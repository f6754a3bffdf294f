"""Attached files: envelopes whose files are still on their way, and sealed chunks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward. There is no way back: restore a backup instead."""
    op.create_table(
        "arriving",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("tracking_code", sa.String(length=20), nullable=False),
        sa.Column("kiosk", sa.String(length=60), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("began_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["kiosk"], ["kiosk.name"], name=op.f("fk_arriving_kiosk")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arriving")),
        sa.UniqueConstraint("tracking_code", name=op.f("uq_arriving_tracking_code")),
    )
    op.create_table(
        "attachment_chunk",
        sa.Column("submission", sa.String(length=36), nullable=False),
        sa.Column("attachment", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("chunk", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("submission", "attachment", "number", name=op.f("pk_attachment_chunk")),
    )

"""A mark on submissions that stand apart from any case: the hub keeps only the day for them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward. There is no way back: restore a backup instead."""
    op.add_column("submission", sa.Column("apart", sa.Boolean(), nullable=False, server_default=sa.false()))

"""A kiosk that lost its own key may join again under its name, with a code made for that."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward. There is no way back: restore a backup instead."""
    op.add_column("kiosk", sa.Column("renewable", sa.Boolean(), nullable=False, server_default=sa.false()))

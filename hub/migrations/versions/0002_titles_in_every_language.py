"""A submission's title in each language of its council, for the public page."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward. There is no way back: restore a backup instead."""
    op.add_column("submission", sa.Column("titles", sa.JSON(), nullable=False, server_default="{}"))

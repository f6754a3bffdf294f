"""The audit trail: who did what with which submission, and when. Never what it says."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from hub.tables import audit

Act = Literal["verified", "shown", "files", "moved", "drilled", "accepted"]


def record(connection: Connection, at: datetime, who: str, act: Act, submission: str) -> None:
    """Write one act down, in the caller's transaction."""
    connection.execute(audit.insert().values(at=at, who=who[:80], act=act, submission=submission))

"""The audit trail: what happened to which submission, in kinds and ids, never answers (R52)."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What can happen."""

    STORED = "stored"
    RECEIVED = "received"
    COMPLETE = "complete"
    QUARANTINED = "quarantined"
    RELEASED = "released"
    PURGED = "purged"
    PAUSED = "paused"
    RESUMED = "resumed"
    ALERT = "alert"  # an answer that should not have been: somebody may be in between
    EPOCH = "epoch"  # the hub was restored from a backup; what it may have lost is sent again
    ENROLLED = "enrolled"
    NEW_KEYS = "new-keys"  # the hub's keys changed, and the former ones vouched for it
    CAME_BACK = "came-back"  # started again with work left half done
    RESERVE_USED = "reserve-used"
    SALVAGED = "salvaged"  # the file was damaged: what could be read is in a new one
    OLDER_COPY = "older-copy"  # the file was put back from a copy, or lost what was promised last
    MARK_MISSING = "mark-missing"  # the high-water mark was gone, and was made again from the queue
    DISK_ERROR = "disk-error"  # the disk answered with an error, and the file was opened and checked again
    MISSING_SEEN = "missing-seen"  # staff have seen to a code whose form is lost: the code, and who
    PRINTED = "printed"
    PRINT_FAILED = "print-failed"
    CONTENT = "content"  # a version of the council's content is in place: its number
    CONTENT_ALERT = "content-alert"  # a version was refused, is damaged or has expired: its number and why
    DRAFT_SAVED = "draft-saved"  # of drafts neither id nor locator is told
    DRAFT_SENT = "draft-sent"
    DRAFT_EXPIRED = "draft-expired"


def record(connection: sqlite3.Connection, at: datetime, kind: Kind, submission: str = "", detail: str = "") -> None:
    """Add a line inside the caller's transaction. `detail` is a code or a number."""
    connection.execute(
        "INSERT INTO events (at, kind, id, detail) VALUES (?, ?, ?, ?)", (at.isoformat(), kind, submission, detail)
    )

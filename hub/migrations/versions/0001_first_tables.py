"""First form: kiosks, submissions, conflicts, history, audit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward. There is no way back: restore a backup instead."""
    _create_audit()
    _create_conflict()
    _create_kiosk()
    _create_meta()
    _create_submission()
    _create_history()


def _create_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("submission", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_submission"), "audit", ["submission"], unique=False)


def _create_conflict() -> None:
    op.create_table(
        "conflict",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("submission", sa.String(length=36), nullable=False),
        sa.Column("tracking_code", sa.String(length=20), nullable=False),
        sa.Column("kiosk", sa.String(length=60), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_conflict")),
        sa.UniqueConstraint("submission", "digest", name=op.f("uq_conflict_submission_digest")),
    )


def _create_kiosk() -> None:
    op.create_table(
        "kiosk",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("secret_expires_at", sa.DateTime(), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(), nullable=True),
        sa.Column("prefix", sa.String(length=3), nullable=True),
        sa.Column("device_key", sa.LargeBinary(), nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.Column("latest_cursor", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_kiosk")),
        sa.UniqueConstraint("prefix", name=op.f("uq_kiosk_prefix")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_kiosk_secret_hash")),
    )


def _create_meta() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_meta")),
    )


def _create_submission() -> None:
    op.create_table(
        "submission",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("tracking_code", sa.String(length=20), nullable=False),
        sa.Column("kiosk", sa.String(length=60), nullable=False),
        sa.Column("journey", sa.String(length=100), nullable=False),
        sa.Column("journey_version", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.Column("clock_trusted", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("status_at", sa.DateTime(), nullable=False),
        sa.Column("public_note", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("taken_until", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["kiosk"], ["kiosk.name"], name=op.f("fk_submission_kiosk")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("tracking_code", name=op.f("uq_submission_tracking_code")),
    )
    op.create_index(op.f("ix_submission_kiosk"), "submission", ["kiosk"], unique=False)
    op.create_index("ix_submission_state_received_at", "submission", ["state", "received_at"], unique=False)


def _create_history() -> None:
    op.create_table(
        "history",
        sa.Column("kiosk", sa.String(length=60), nullable=False),
        sa.Column("cursor", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("submission", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("public_note", sa.Text(), nullable=False),
        sa.Column("internal_note", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["kiosk"], ["kiosk.name"], name=op.f("fk_history_kiosk")),
        sa.ForeignKeyConstraint(["submission"], ["submission.id"], name=op.f("fk_history_submission")),
        sa.PrimaryKeyConstraint("kiosk", "cursor", name=op.f("pk_history")),
    )
    op.create_index(op.f("ix_history_submission"), "history", ["submission"], unique=False)

"""The hub's tables. Plain SQL types only, so that SQLite and PostgreSQL hold the same."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """A time in UTC: aware in Python, without a zone in every database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Return what is stored. Raises ValueError for a time without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Return the stored time, aware."""
        return None if value is None else value.replace(tzinfo=UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

meta = Table("meta", metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False))

kiosk = Table(
    "kiosk",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("created_at", Moment, nullable=False),
    Column("secret_hash", String(64), nullable=False, unique=True),
    Column("secret_expires_at", Moment, nullable=False),
    Column("enrolled_at", Moment),
    Column("prefix", String(3), unique=True),  # for ever: a prefix is never given twice
    Column("device_key", LargeBinary),
    Column("token_hash", String(64)),
    Column("revoked_at", Moment),
    Column("renewable", Boolean, nullable=False, server_default=false()),  # a code is out for a new device key
    Column("latest_cursor", Integer, nullable=False),
)

submission = Table(
    "submission",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("tracking_code", String(20), nullable=False, unique=True),
    Column("kiosk", String(60), ForeignKey("kiosk.name"), nullable=False, index=True),
    Column("journey", String(100), nullable=False),
    Column("journey_version", Integer, nullable=False),
    Column("channel", String(20), nullable=False),
    Column("language", String(20), nullable=False),
    Column("sent_at", Moment, nullable=False),
    Column("clock_trusted", Boolean, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("envelope", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("state", String(10), nullable=False),
    Column("reason", String(20), nullable=False),
    Column("status", String(20), nullable=False),
    Column("status_at", Moment, nullable=False),
    Column("public_note", Text, nullable=False),
    Column("due", Date),
    Column("title", Text, nullable=False),  # empty until opened, and for ever where the journey is sensitive
    Column("titles", JSON, nullable=False),  # {language: title}, as `title`
    Column("taken_until", Moment),
    Column("apart", Boolean, nullable=False, server_default=false()),  # from any case: its times are days
    Index("ix_submission_state_received_at", "state", "received_at"),
)

conflict = Table(
    "conflict",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("submission", String(36), nullable=False),
    Column("tracking_code", String(20), nullable=False),
    Column("kiosk", String(60), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("envelope", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("received_at", Moment, nullable=False),
    UniqueConstraint("submission", "digest"),
)

held = Table(
    "held",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("submission", String(36), nullable=False),
    Column("tracking_code", String(20), nullable=False),
    Column("kiosk", String(60), ForeignKey("kiosk.name"), nullable=False, index=True),
    Column("digest", String(64), nullable=False),
    Column("envelope", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("sent_at", Moment, nullable=False),  # as the revoked kiosk says
    Column("held_at", Moment, nullable=False),
    UniqueConstraint("submission", "digest"),
)

history = Table(
    "history",
    metadata,
    Column("kiosk", String(60), ForeignKey("kiosk.name"), primary_key=True),
    Column("cursor", Integer, primary_key=True, autoincrement=False),
    Column("submission", String(36), ForeignKey("submission.id"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("who", String(80), nullable=False),
    Column("state", String(10), nullable=False),
    Column("status", String(20), nullable=False),
    Column("public_note", Text, nullable=False),
    Column("internal_note", Text, nullable=False),
    Column("due", Date),
)

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("who", String(80), nullable=False),
    Column("act", String(20), nullable=False),
    Column("submission", String(36), nullable=False, index=True),
)

usage_day = Table(
    "usage_day",
    metadata,
    Column("kiosk", String(60), ForeignKey("kiosk.name"), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("taken_at", Moment, nullable=False),
)

usage_total = Table(
    "usage_total",
    metadata,
    Column("kiosk", String(60), ForeignKey("kiosk.name"), primary_key=True),
    Column("day", Date, primary_key=True, index=True),
    Column("family", String(10), primary_key=True),
    Column("name", String(60), primary_key=True),
    Column("journey", String(60), primary_key=True),
    Column("page", String(60), primary_key=True),
    Column("channel", String(20), primary_key=True),
    Column("language", String(60), primary_key=True),
    Column("total", Integer, nullable=False),
)

content_version = Table(
    "content_version",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),  # every one ever issued, for ever
    Column("pack", String(80), nullable=False),
    Column("digest", String(64), nullable=False),  # of `manifest`: what kiosks name to hear that nothing changed
    Column("manifest", LargeBinary, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("files", Integer, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("who", String(80), nullable=False),
)

content_file = Table(
    "content_file",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("size", BigInteger, nullable=False),
)

content_chunk = Table(
    "content_chunk",
    metadata,
    Column("digest", String(64), ForeignKey("content_file.digest"), primary_key=True),
    Column("start", Integer, primary_key=True, autoincrement=False),  # the first byte's place in the file
    Column("data", LargeBinary, nullable=False),
)

draft = Table(  # saved visits; no kiosk, no journey, no time of saving
    "draft",
    metadata,
    Column("locator", String(64), primary_key=True),
    Column("state", String(10), nullable=False),  # kept, sent, expired
    Column("revision", Integer, nullable=False),
    Column("sealed", LargeBinary),  # only while kept
    Column("digest", String(64), nullable=False),
    Column("proof", String(64), nullable=False),  # the sha-256 of the token that ends it
    Column("ends_at", Moment, nullable=False, index=True),
)

arriving = Table(  # envelopes whose files are still on their way; nothing was promised about them yet
    "arriving",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("tracking_code", String(20), nullable=False, unique=True),
    Column("kiosk", String(60), ForeignKey("kiosk.name"), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("envelope", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("began_at", Moment, nullable=False),
)

attachment_chunk = Table(  # sealed, of submissions that arrived and of those on their way
    "attachment_chunk",
    metadata,
    Column("submission", String(36), primary_key=True),
    Column("attachment", String(36), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("chunk", LargeBinary, nullable=False),
)

earlier_link = Table(
    "earlier_link",
    metadata,
    Column("submission", String(36), ForeignKey("submission.id"), primary_key=True),
    Column("act", String(10), nullable=False),  # withdraw, correct
    Column("tracking_code", String(20), nullable=False, index=True),  # of the earlier one
    Column("outcome", String(20), nullable=False),  # waiting, done, does-not-fit, too-late, left-to-staff
    Column("at", Moment, nullable=False),
)

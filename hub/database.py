"""The hub's database: SQLite when embedded, anything SQLAlchemy knows when it grows."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import Connection as SqliteConnection
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event, select, update
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError

from hub import tables
from kiosk.errors import ConfigError, KioskError

if TYPE_CHECKING:
    from alembic.config import Config

# TRUNCATE and EXTRA never lost an acknowledged commit in the power-cut trials; WAL has a race before SQLite 3.51.3.
_PRAGMAS: dict[str, str | int] = {
    "busy_timeout": 15_000,
    "journal_mode": "truncate",
    "synchronous": 3,
    "foreign_keys": 1,
}


class DatabaseError(KioskError):
    """The database cannot be used as it is."""

    kind = "database"


class Database:
    """Short transactions on one database. Close it when done."""

    def __init__(self, url: str) -> None:
        """Prepare to connect to a SQLAlchemy address. Raises ConfigError where it is none."""
        try:
            # hide_parameters keeps what residents sent out of exception texts and logs.
            self._engine = create_engine(url, hide_parameters=True)
        except (ArgumentError, NoSuchModuleError, ImportError) as error:
            remedy = "For example sqlite:////srv/hub/hub.db or postgresql+psycopg://hub@host/hub (and its driver)."
            raise ConfigError("database", "is not a database address that works here.", remedy, "database") from error
        if self._engine.dialect.name == "sqlite":
            _use_sqlite_safely(self._engine)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one moment.

        Raises SQLAlchemyError where the database is not reached, DatabaseError where nothing can be promised on it.
        """
        with self._engine.connect() as connection:
            yield connection.execution_options(civic_kiosk_reading=True)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a transaction: durable when the block ends, undone when it raises. Raises what `reading` raises."""
        with self._engine.begin() as connection:
            yield connection

    def upgrade(self) -> None:
        """Bring the tables to the newest form. Raises DatabaseError where they are newer than this program."""
        from alembic import command
        from alembic.migration import MigrationContext
        from alembic.script import ScriptDirectory

        try:
            with self.writing() as connection:
                config = _alembic(connection)
                current = MigrationContext.configure(connection).get_current_revision()
                known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
                if current is not None and current not in known:
                    raise DatabaseError(
                        "The database was made by a newer hub. Install that version, or restore a backup."
                    )
                command.upgrade(config, "head")
                if connection.scalar(select(tables.meta.c.value).where(tables.meta.c.key == "epoch")) is None:
                    connection.execute(tables.meta.insert().values(key="epoch", value=_new_epoch()))
        except OperationalError as error:
            raise DatabaseError(
                "The database cannot be opened or written. Check the disk, rights and address."
            ) from error

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


def epoch(connection: Connection) -> str:
    """Return the epoch: kiosks send again what they still hold when it changes."""
    return str(connection.scalar(select(tables.meta.c.value).where(tables.meta.c.key == "epoch")))


def begin_new_epoch(connection: Connection) -> str:
    """Change the epoch after the database was restored from a backup, and return the new one."""
    fresh = _new_epoch()
    connection.execute(update(tables.meta).where(tables.meta.c.key == "epoch").values(value=fresh))
    return fresh


def _new_epoch() -> str:
    return secrets.token_hex(8)


def _alembic(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "hub:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _use_sqlite_safely(engine: Engine) -> None:
    """Begin transactions ourselves, the writing ones at once, and set and read back the pragmas."""

    @event.listens_for(engine, "connect")
    def connected(connection: SqliteConnection, _record: Any) -> None:
        connection.isolation_level = None
        for pragma, wanted in _PRAGMAS.items():
            connection.execute(f"PRAGMA {pragma} = {wanted}")
            found = connection.execute(f"PRAGMA {pragma}").fetchone()[0]
            if found != wanted:
                raise DatabaseError(
                    f"SQLite keeps {pragma} at {found} instead of {wanted}: nothing can be promised on it."
                )

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        reading = connection.get_execution_options().get("civic_kiosk_reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

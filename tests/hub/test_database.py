from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, select, text
from sqlalchemy.exc import IntegrityError

from hub.database import Database, DatabaseError, begin_new_epoch, epoch
from hub.parts import Parts
from hub.tables import Moment, metadata, submission
from kiosk.errors import ConfigError


def test_migrations_from_nothing_give_the_tables_that_the_code_knows(parts: Parts) -> None:
    with parts.database.writing() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_upgrading_twice_changes_nothing(parts: Parts) -> None:
    with parts.database.reading() as connection:
        before = epoch(connection)
    parts.database.upgrade()
    with parts.database.reading() as connection:
        assert epoch(connection) == before


def test_a_database_of_a_newer_hub_is_refused(parts: Parts) -> None:
    with parts.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseError, match="newer"):
        parts.database.upgrade()


def test_a_migration_that_breaks_off_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from alembic import op

    real = op.create_index

    def broken(*arguments: object, **options: object) -> None:
        real(*arguments, **options)
        raise RuntimeError("power is gone")

    monkeypatch.setattr(op, "create_index", broken)
    database = Database(f"sqlite:///{tmp_path / 'hub.db'}")
    with pytest.raises(RuntimeError, match="power"):
        database.upgrade()
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar() == 0
    database.close()


def test_sqlite_is_kept_as_safe_as_promised(parts: Parts) -> None:
    with parts.database.reading() as connection:
        for pragma, value in {"journal_mode": "truncate", "synchronous": 3, "foreign_keys": 1}.items():
            assert connection.execute(text(f"PRAGMA {pragma}")).scalar() == value


def test_a_database_that_keeps_another_journal_is_not_trusted() -> None:
    database = Database("sqlite://")
    with pytest.raises(DatabaseError, match="journal_mode"), database.reading():
        pass
    database.close()


@pytest.mark.parametrize("url", ["hub.db", "nosuch://x", ""])
def test_a_wrong_address_is_a_configuration_error(url: str) -> None:
    with pytest.raises(ConfigError):
        Database(url)


def test_an_unreachable_database_says_so(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'no' / 'hub.db'}")
    with pytest.raises(DatabaseError, match="opened"):
        database.upgrade()
    database.close()


def test_a_new_epoch_is_another_one(parts: Parts) -> None:
    with parts.database.writing() as connection:
        before = epoch(connection)
        assert begin_new_epoch(connection) != before
    with parts.database.reading() as connection:
        assert epoch(connection) != before


def test_a_time_without_a_zone_is_never_stored() -> None:
    from datetime import datetime

    dialect = create_engine("sqlite://").dialect
    with pytest.raises(ValueError, match="zone"):
        Moment().process_bind_param(datetime(2026, 1, 1), dialect)  # noqa: DTZ001


def test_no_error_of_the_database_repeats_what_was_to_be_stored(parts: Parts) -> None:
    from hub.tables import meta

    row = {"key": "epoch", "value": "Canary-Lane-4711"}
    with pytest.raises(IntegrityError) as caught, parts.database.writing() as connection:
        connection.execute(meta.insert().values(**row))
    assert "Canary" not in str(caught.value)


def test_what_an_older_hub_stored_has_no_titles_yet(tmp_path: Path) -> None:
    from alembic import command

    from hub.database import _alembic

    database = Database(f"sqlite:///{tmp_path / 'hub.db'}")
    with database.writing() as connection:
        command.upgrade(_alembic(connection), "0001")
        connection.execute(
            text(
                "INSERT INTO kiosk (name, created_at, secret_hash, secret_expires_at, latest_cursor) "
                "VALUES ('van', '2026-01-01', '', '2026-01-01', 0)"
            )
        )
        connection.execute(
            text(
                "INSERT INTO submission VALUES ('1', 'KK-1', 'van', 'missed-bin', 1, 'self', 'en', '2026-01-01', 1, "
                "'', '', '', '2026-01-01', 'complete', '', 'received', '2026-01-01', '', NULL, 'Missed', NULL)"
            )
        )
    database.upgrade()
    with database.reading() as connection:
        assert connection.execute(select(submission.c.title, submission.c.titles)).one() == ("Missed", {})
    database.close()

from __future__ import annotations

import logging
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.logs import FILE, where_it_failed, write_logs_to

CANARY = "Canary-Lane-4711"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    write_logs_to(tmp_path)
    yield tmp_path / FILE
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def fail() -> None:
    try:
        int(CANARY)
    except ValueError as error:
        raise RuntimeError(f"about {CANARY}") from error


def test_an_exception_is_told_by_kind_and_place_without_its_words(log: Path) -> None:
    try:
        fail()
    except RuntimeError:
        logging.getLogger("kiosk.test").exception("it failed")
    said = log.read_text(encoding="utf-8")
    assert "ERROR kiosk.test it failed" in said
    assert "RuntimeError at test_logs.py" in said
    assert CANARY not in said


def test_words_that_another_handler_made_of_it_are_not_taken_over(log: Path) -> None:
    """Python keeps the first handler's text on the record for the next."""
    record = logging.makeLogRecord({"name": "kiosk.test", "levelno": logging.ERROR, "levelname": "ERROR", "msg": "it"})
    try:
        fail()
    except RuntimeError as error:
        record.exc_info = (type(error), error, error.__traceback__)
    logging.Formatter().format(record)
    assert CANARY in str(record.exc_text)
    logging.getLogger().handle(record)
    assert CANARY not in log.read_text(encoding="utf-8")


def test_nobody_else_can_read_the_log(log: Path) -> None:
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_an_exception_without_a_trace_has_a_kind(log: Path) -> None:
    assert where_it_failed(ValueError, None).startswith("ValueError")

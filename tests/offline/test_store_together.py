"""Several submissions stored at once, as the parts of a life event: all of them or none, one paper for all."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sealed_submissions import prepare

from kiosk import receipt
from kiosk.errors import NotStoredError
from kiosk.protocols import NotStored, State
from kiosk.receipt import Line, Receipt
from kiosk.submission import Prepared
from offline import print_jobs
from offline.database import StorageError
from offline.print_jobs import JobState
from offline.store import Store


def three(store: Store) -> list[Prepared]:
    """Three forms with one receipt, which waits for the printer once."""
    forms = [prepare(store) for _ in range(3)]
    lines = receipt.encode(Receipt([Line(form.header.tracking_code, "code") for form in forms]))
    return [msgspec.structs.replace(form, receipt=lines, paper=place == 0) for place, form in enumerate(forms)]


def codes(forms: list[Prepared]) -> list[str]:
    return [form.header.tracking_code for form in forms]


def test_all_are_found_and_sent_each_by_itself(store: Store) -> None:
    forms = three(store)
    store.put_together(forms)
    assert [found.state for code in codes(forms) if (found := store.find(code))] == [State.QUEUED] * 3
    assert [due.tracking_code for due in store.outbox.due(50)] == codes(forms)


def test_one_paper_comes_out_and_any_code_prints_it_again(store: Store) -> None:
    forms = three(store)
    store.put_together(forms)
    assert [job.tracking_code for job in iter(store.print_jobs.take, None)] == codes(forms)[:1]
    for code in codes(forms)[1:]:
        store.print_jobs.again(code)
        job = store.print_jobs.take_of(code)
        assert job is not None
        assert [line.text for line in job.receipt.lines] == codes(forms)
        store.print_jobs.done(job.number)


@pytest.mark.parametrize("step", range(3))
def test_a_fault_at_any_of_them_leaves_none(store: Store, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    forms, add, calls = three(store), print_jobs.add, []

    def failing(*given: Any, **more: Any) -> None:
        calls.append(1)
        if len(calls) == step + 1:
            raise StorageError("the disk is not what it was")
        add(*given, **more)

    monkeypatch.setattr(print_jobs, "add", failing)
    with pytest.raises(NotStoredError) as refused:
        store.put_together(forms)
    assert refused.value.reason == NotStored.STORAGE
    assert [store.find(code) for code in codes(forms)] == [None] * 3
    assert store.counts()[State.QUEUED] == 0
    monkeypatch.undo()
    store.put_together(forms)  # nothing is left that would stand in the way of a second try
    assert store.counts()[State.QUEUED] == 3


def test_one_whose_code_is_taken_keeps_the_others_out(store: Store) -> None:
    taken = prepare(store)
    store.put(taken)
    with pytest.raises(NotStoredError):
        store.put_together([*three(store), taken])
    assert store.counts()[State.QUEUED] == 1


def test_at_every_step_of_the_write_the_file_holds_all_or_none(home: Path, store: Store, tmp_path: Path) -> None:
    """What lies on the disk after each statement, opened as after a crash."""
    forms, seen = three(store), set()
    connection = store._database._ready()

    def at_each(_statement: str) -> None:
        copy = tmp_path / f"copy-{len(list(tmp_path.iterdir()))}"
        copy.mkdir()
        for file in home.glob("queue.db*"):
            shutil.copy(file, copy)
        with sqlite3.connect(copy / "queue.db") as queue:
            seen.add(queue.execute("SELECT COUNT(*) FROM submissions").fetchone()[0])
        queue.close()

    connection.set_trace_callback(at_each)
    store.put_together(forms)
    connection.set_trace_callback(None)
    at_each("")
    assert seen == {0, 3}


def test_every_code_is_marked_before_anybody_sees_it(store: Store) -> None:
    forms = three(store)
    store.put_together(forms)
    assert set(codes(forms)) <= {promise.tracking_code for promise in store._database.mark.all()}
    assert len(store.codes_given) == 0


def test_a_receipt_that_nobody_wants_prints_for_none(store: Store) -> None:
    store.put_together([msgspec.structs.replace(form, paper=False) for form in three(store)])
    assert store.print_jobs.counts()[JobState.PENDING] == 0

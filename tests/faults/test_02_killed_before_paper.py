"""Fault 2: killed between storing a submission and its paper. There is one submission, and its receipt is offered."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from lane import Lane, answers
from tcp_printer import WELL, TcpPrinter, network_printer, tcp_printer

from kiosk.parts import Parts
from kiosk.protocols import PrinterState
from offline.print_jobs import JobState
from printer.status import END_OF_JOB

SILENT = b""  # it takes the call and says nothing, until the kiosk gives up


def until(there: Callable[[], bool]) -> None:
    """Wait until it is so, twenty seconds at most."""
    end = time.monotonic() + 20
    while not there():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.005)


def with_printer(lane: Lane, printer: TcpPrinter) -> None:
    (lane.home / "kiosk.toml").write_text(f"always_trust_clock = true\n{network_printer(printer.port)}", "utf-8")


def submit_and_die(lane: Lane, when: Callable[[], object]) -> str:
    """Run `kiosk submit --print`, and kill it at a moment after it printed the tracking code; return that code."""
    command = [sys.executable, "-m", "kiosk", "submit", "missed-bin", "--print", "--json"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(answers())
        child.stdin.close()
        code = str(json.loads(child.stdout.readline())["tracking_code"])
        when()
        child.kill()
    return code


def started_again(home: Path, seconds: float = 1.0) -> list[tuple[str, PrinterState | None]]:
    """Start the kiosk's print queue as `kiosk run` does; return what it told within some time."""
    told: list[tuple[str, PrinterState | None]] = []
    with Parts.open(home) as parts:
        queue = parts.print_queue(lambda code, state: told.append((code, state)))
        queue.start()
        time.sleep(seconds)
        assert queue.stop()
    return told


def job_of(home: Path, code: str) -> JobState:
    with Parts.open(home) as parts:
        job = parts.store.print_jobs.of(code)
    assert job is not None
    return job.state


@pytest.mark.parametrize("moment", ["told", "printing"])
def test_one_submission_and_one_paper_at_last(lane: Lane, moment: str) -> None:
    with tcp_printer(WELL if moment == "printing" else SILENT, finishes=False) as stuck:
        with_printer(lane, stuck)
        code = submit_and_die(lane, lambda: moment == "told" or until(lambda: END_OF_JOB in stuck.received))
    before = job_of(lane.home, code)
    assert before in {JobState.PENDING, JobState.UNCERTAIN}
    assert moment != "printing" or before is JobState.UNCERTAIN
    with tcp_printer(WELL) as mended:
        with_printer(lane, mended)
        told = started_again(lane.home)
        if before is JobState.PENDING:
            assert told == [(code, None)], "nothing of it was sent: it comes out by itself"
        else:
            assert (told, mended.received) == ([], b""), "it may have come out: nobody sends it again unasked"
            assert json.loads(lane.kiosk("status", "--json").stdout)["print_jobs"]["uncertain"] == 1
            assert lane.kiosk("reprint", code).stdout == f"printed {code}\n"
        assert started_again(lane.home, 0.3) == []
        assert mended.received.count(END_OF_JOB) == 1
        assert code.encode() in mended.received
    assert [row["tracking_code"] for row in lane.rows()] == [code]
    assert lane.sync("--once")["sent"] == 1

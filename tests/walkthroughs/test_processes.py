"""Programs side by side on one KIOSK_HOME, and one that is killed between Send and print."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from finding import wait_until
from library import Command, open_library, settle_in
from tcp_printer import WELL, network_printer, tcp_printer

from printer.status import END_OF_JOB

ANSWERS = {
    "where": {"line1": "The Old Forge, Back Lane", "town": "Fairholme"},
    "which-bins": ["rubbish"],
    "just-mine": "mine",
    "day": "not-sure",
    "out-in-time": "yes",
    "in-the-way": "no",
    "tag": "no",
    "missed-before": "no",
    "contact": "none",
}


def test_a_second_program_on_the_same_folder_is_refused_and_named_the_first(away: Path, kiosk: Command) -> None:
    with open_library(away):
        second = kiosk("run", "--windowed")
        assert second.returncode == 1
        assert f"kiosk run (process {os.getpid()}) already works on" in second.stderr
        refused = kiosk("enrol", "http://127.0.0.1:9", "AAAA-AAAA")
        assert (refused.returncode, refused.stdout) == (1, "")
        assert "kiosk run (process" in refused.stderr
        assert json.loads(kiosk("status", "--json").stdout)["counts"]["queued"] == 0
        assert kiosk("find", "FC-7K4D-N93W-G").returncode == 1


def test_reading_commands_work_while_the_kiosk_is_open(away: Path, kiosk: Command) -> None:
    code = json.loads(kiosk("submit", "missed-bin", "--json", said=json.dumps(ANSWERS)).stdout)["tracking_code"]
    with open_library(away):
        assert json.loads(kiosk("find", code, "--json").stdout)["tracking_code"] == code
        assert json.loads(kiosk("status", "--json").stdout)["oldest_unsent_s"] >= 0


def test_killed_between_send_and_print_there_is_one_submission_and_its_receipt_is_offered_again(
    away: Path, kiosk: Command
) -> None:
    with tcp_printer(WELL, finishes=False) as stuck:
        settle_in(away, network_printer(stuck.port))
        command = [sys.executable, "-m", "kiosk", "submit", "missed-bin", "--print", "--json"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdin is not None
            assert child.stdout is not None
            child.stdin.write(json.dumps(ANSWERS))
            child.stdin.close()
            code = json.loads(child.stdout.readline())["tracking_code"]
            wait_until(lambda: END_OF_JOB in stuck.received, seconds=20)
            child.kill()
    with tcp_printer(WELL) as mended:
        settle_in(away, network_printer(mended.port))
        with open_library(away) as library:
            end = time.monotonic() + 1.5
            wait_until(lambda: time.monotonic() > end)
            assert mended.received == b"", "it may have printed: nobody sends it again unasked"
            assert sum(library.parts.store.counts().values()) == 1
        status = json.loads(kiosk("status", "--json").stdout)
        assert status["print_jobs"]["uncertain"] == 1
        assert status["not_on_paper"] == [{"tracking_code": code, "reason": "uncertain"}]
        assert f"1 receipt may have come out or not (uncertain): {code}. " in kiosk("status").stderr
        assert kiosk("reprint", code).stdout == f"printed {code}\n"
        assert mended.received.count(END_OF_JOB) == 1
        assert code.encode() in mended.received
        assert json.loads(kiosk("status", "--json").stdout)["print_jobs"]["uncertain"] == 0

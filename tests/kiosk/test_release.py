"""Staff send a form once more that the hub refused; nothing else can be let go."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Run
from library import join_nobody
from sealed_submissions import prepare

from kiosk.parts import Parts
from kiosk.protocols import State
from offline.outbox import Verdict


def set_aside(home: Path, reason: str) -> str:
    """Store a submission that the hub refused; returns its tracking code."""
    join_nobody(home)
    with Parts.open(home) as parts:
        prepared = prepare(parts.store)
        parts.store.put(prepared)
        if reason:
            parts.store.outbox.mark_sending([prepared.header.id])
            parts.store.outbox.settle([Verdict(prepared.header.id, State.QUARANTINED, reason)])
        return prepared.header.tracking_code


def state(home: Path, code: str) -> tuple[State, str]:
    with Parts.open(home, read_only=True) as parts:
        stored = parts.store.find(code)
        assert stored is not None
        return stored.state, stored.reason


def test_a_refused_form_waits_again(kiosk_home: Path, run: Run) -> None:
    code = set_aside(kiosk_home, "unknown-key")
    done, out, err = run("release", code.lower(), "--json")
    assert (done, err) == (0, "")
    assert (json.loads(out)["tracking_code"], json.loads(out)["state"]) == (code, "queued")
    assert state(kiosk_home, code) == (State.QUEUED, "")
    assert run("release", code)[0] == 1  # it is not set aside any more


def test_a_form_whose_bytes_were_damaged_stays_set_aside(kiosk_home: Path, run: Run) -> None:
    code = set_aside(kiosk_home, "damaged")
    done, _, err = run("release", code)
    assert done == 1
    assert "stays set aside" in err
    assert state(kiosk_home, code) == (State.QUARANTINED, "damaged")


def test_what_waits_by_itself_needs_no_release(kiosk_home: Path, run: Run) -> None:
    code = set_aside(kiosk_home, "")
    done, _, err = run("release", code)
    assert (done, "it is queued" in err) == (1, True)


def test_a_code_that_is_none_or_nobodys_is_told(kiosk_home: Path, run: Run) -> None:
    set_aside(kiosk_home, "")
    assert run("release", "nonsense")[0] == 2
    assert "has no submission" in run("release", "FC-7K4D-N93W-G")[2]


@pytest.mark.parametrize("reason", ["former-name", "former-name-unsigned"])
def test_a_form_of_a_former_name_is_not_sent_where_it_can_only_be_refused(
    kiosk_home: Path, run: Run, reason: str
) -> None:
    code = set_aside(kiosk_home, reason)
    done, _, err = run("release", code)
    assert done == 1
    assert f"{code} stays set aside. The hub was restored from a backup, and may lack it." in err
    assert state(kiosk_home, code) == (State.QUARANTINED, reason)

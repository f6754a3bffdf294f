from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

from fakes import FakeClock
from misbehaving_hub import MisbehavingHub
from sealed_submissions import enrolled, prepare

from kiosk.protocols import State
from offline.outbox import Verdict
from offline.store import Store

PAGE = 4096
FORMS = 60


def filled(home: Path, forms: int = FORMS) -> list[str]:
    """Make a queue with so many submissions and return their codes; each fifth is complete."""
    codes = []
    with Store.open(home, clock=FakeClock()) as store:
        enrolled(store, MisbehavingHub())
        for number in range(forms):
            prepared = prepare(store, os.urandom(6000 if number % 7 == 0 else 700))
            store.put(prepared)
            codes.append(prepared.header.tracking_code)
            if number % 5 == 0:
                store.outbox.mark_sending([prepared.header.id])
                store.outbox.settle([Verdict(prepared.header.id, State.COMPLETE)])
    return codes


def states(store: Store, codes: list[str]) -> dict[str, State | None]:
    found = {code: store.find(code) for code in codes}
    return {code: None if one is None else one.state for code, one in found.items()}


def every_code_is_accounted_for(store: Store, codes: list[str]) -> dict[str, State | None]:
    """Each is there, or it is told to be missing; what is to be sent is whole."""
    found = states(store, codes)
    missing = set(store.mishaps().missing)
    assert {code for code, state in found.items() if state is None} == missing
    due = store.outbox.due(1000)
    assert len(due) == sum(state == State.QUEUED for state in found.values())
    return found


def test_a_page_of_random_bytes_costs_its_own_rows_only(home: Path) -> None:
    codes = filled(home)
    path = home / "queue.db"
    before = path.read_bytes()
    for page in range(len(before) // PAGE):
        damaged = bytearray(before)
        damaged[page * PAGE : (page + 1) * PAGE] = random.Random(page).randbytes(PAGE)
        copy = home.with_name(f"page-{page}")
        shutil.copytree(home, copy)
        (copy / "queue.db").write_bytes(damaged)
        with Store.open(copy, clock=FakeClock()) as store:
            found = every_code_is_accounted_for(store, codes)
            lost = sum(state in (None, State.QUARANTINED) for state in found.values())
            assert lost <= 8, page
            store.put(prepare(store))
        kept = list(copy.glob("queue-damaged-*.db"))
        assert [one.read_bytes() == bytes(damaged) for one in kept] == [True]
        shutil.rmtree(copy)

"""A round of sync pauses the whole line where only people can put it right."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes import FakeClock, MemorySecrets
from misbehaving_hub import MisbehavingHub, Twist, forged, html, huge, status
from syncing import Put, found
from trail import trail

from kiosk.errors import SecretsError
from kiosk.protocols import State
from offline.store import Store
from offline.sync import Sync

PAUSES: list[tuple[Twist, str]] = [
    (html, "captive-portal"),
    (status(200, "application/json"), "captive-portal"),
    (status(511, "text/html"), "captive-portal"),
    (status(302, "text/html", Location="http://127.0.0.1:1/elsewhere"), "redirected"),
    (status(307, Location="/v1/elsewhere"), "redirected"),
    (status(401), "not-authorised"),
    (status(403), "not-authorised"),
    (status(403, "text/html"), "blocked"),
    (status(407, "text/html"), "proxy"),
    (status(404), "not-a-hub"),
    (status(400, "text/html"), "not-a-hub"),
    (status(409, "text/html"), "not-a-hub"),
    (status(422, "application/json"), "not-a-hub"),
    (status(204, ""), "not-a-hub"),
    (forged, "untrusted-answer"),
    (huge, "not-a-hub"),
]


@pytest.mark.parametrize(("twist", "reason"), PAUSES)
def test_what_only_people_can_put_right_pauses_all_and_uses_up_no_try(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put, clock: FakeClock, home: Path, *, twist: Twist, reason: str
) -> None:
    codes = [put(), put()]
    before = [(due.tries, due.envelope) for due in joined.outbox.due(9)]
    hub.always = twist
    report = sync.once()
    assert (report.sent, report.left, report.paused) == (0, 2, reason)
    assert [found(joined, code).state for code in codes] == [State.QUEUED] * 2
    assert len(hub.requests) == 1, "nothing is followed, and nothing more is tried"
    # The line rests; then it looks again by itself, and sends the same bytes.
    sync.once()
    assert len(hub.requests) == 1
    clock.turn(900)
    assert [(due.tries, due.envelope) for due in joined.outbox.due(9)] == before
    hub.always = None
    report = sync.once()
    assert (report.sent, report.paused) == (2, "")
    assert [e.kind for e in trail(home) if e.kind in ("paused", "resumed")] == ["resumed", "paused"]


def test_without_secrets_capture_goes_on_and_upload_pauses(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put, secrets: MemorySecrets, clock: FakeClock
) -> None:
    secrets.fault = SecretsError("the keyring is locked")
    put()
    report = sync.once()
    assert (report.paused, report.left, len(hub.requests)) == ("no-secrets", 1, 0)
    put()
    secrets.fault = None
    clock.turn(5)
    assert sync.once().sent == 2


def test_before_enrolment_a_round_says_so(home, secrets: MemorySecrets, clock: FakeClock) -> None:
    with Store.open(home) as store:
        report = Sync(store, secrets, lambda _who, _what: pytest.fail("no hub is known"), clock).once()
    assert report.paused == "not-enrolled"

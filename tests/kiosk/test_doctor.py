"""What `kiosk doctor` says about the hub: that it is well when it is, and what stands before it when it is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from library import join, join_nobody
from misbehaving_hub import Twist, html, running_hub, status
from sealed_submissions import enrolled

from kiosk.commands.doctor import examine
from kiosk.commands.trouble_words import meaning
from kiosk.demo.hub_process import HubProcess
from kiosk.parts import Parts
from kiosk.protocols import Finding


def of_the_hub(home: Path) -> Finding:
    (found,) = (finding for finding in examine(home) if finding.check == "hub")
    return found


def test_a_real_hub_that_answers_is_well(kiosk_home: Path, hub_home: Path) -> None:
    hub = HubProcess(hub_home)
    hub.start()
    try:
        join(kiosk_home, hub, "Central Library")
        found = of_the_hub(kiosk_home)
    finally:
        hub.stop()
    assert found == Finding("hub", True, f"{hub.url} answers; this kiosk is Central Library")


@pytest.mark.parametrize(
    ("twist", "reason"),
    [
        (html, "captive-portal"),
        (status(404, "text/html"), "not-a-hub"),
        (status(302, "text/html"), "redirected"),
        (status(407, "text/html"), "proxy"),
        (status(503), "hub-busy"),
    ],
)
def test_what_answers_in_place_of_the_hub_has_a_remedy_of_its_own(kiosk_home: Path, twist: Twist, reason: str) -> None:
    with running_hub() as hub:
        with Parts.open(kiosk_home, program="kiosk enrol") as parts:
            enrolled(parts.store, hub)
        hub.always = twist
        found = of_the_hub(kiosk_home)
    assert (found.ok, found.found) == (False, f"{hub.url}: {reason}")
    assert found.remedy.startswith(meaning(reason))


def test_a_hub_that_is_away_says_to_look_at_the_network(kiosk_home: Path) -> None:
    join_nobody(kiosk_home)
    found = of_the_hub(kiosk_home)
    assert (found.ok, found.found) == (False, "http://127.0.0.1:9: no-connection")
    assert "network cable" in found.remedy


def test_before_joining_it_says_how_to(kiosk_home: Path) -> None:
    assert "kiosk enrol" in of_the_hub(kiosk_home).remedy

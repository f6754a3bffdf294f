"""What `kiosk doctor` says about the hub: that it is well when it is, and what stands before it when it is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from library import join, join_nobody
from misbehaving_hub import Twist, html, running_hub, status
from sealed_submissions import enrolled, prepare

from kiosk.commands.doctor import examine
from kiosk.commands.trouble_words import meaning
from kiosk.demo.hub_process import HubProcess
from kiosk.parts import Parts
from kiosk.protocols import Finding, State
from offline.outbox import Verdict

pytestmark = pytest.mark.usefixtures("qapp")  # doctor looks for sound, and makes an application where there is none


def found(home: Path, check: str) -> Finding:
    (finding,) = (finding for finding in examine(home) if finding.check == check)
    return finding


def of_the_hub(home: Path) -> Finding:
    return found(home, "hub")


def test_a_real_hub_that_answers_is_well(kiosk_home: Path, hub_home: Path) -> None:
    hub = HubProcess(hub_home)
    hub.start()
    try:
        join(kiosk_home, hub, "Central Library")
        finding = of_the_hub(kiosk_home)
    finally:
        hub.stop()
    assert finding == Finding("hub", True, f"{hub.url} answers; this kiosk is Central Library")


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
        finding = of_the_hub(kiosk_home)
    assert (finding.ok, finding.found) == (False, f"{hub.url}: {reason}")
    assert finding.remedy.startswith(meaning(reason))


def test_a_hub_that_is_away_says_to_look_at_the_network(kiosk_home: Path) -> None:
    join_nobody(kiosk_home)
    finding = of_the_hub(kiosk_home)
    assert (finding.ok, finding.found) == (False, "http://127.0.0.1:9: no-connection")
    assert "network cable" in finding.remedy


def test_before_joining_it_says_how_to(kiosk_home: Path) -> None:
    assert "kiosk enrol" in of_the_hub(kiosk_home).remedy


def test_a_file_where_the_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "kiosk").write_text("", encoding="utf-8")
    finding = found(tmp_path / "kiosk", "folder")
    assert (finding.ok, "is a file" in finding.found, "KIOSK_HOME" in finding.remedy) == (False, True, True)


def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)  # whoever runs the tests may be root
    finding = found(tmp_path, "folder")
    assert (finding.ok, finding.found) == (False, "may not be written")
    assert "nothing can be stored" in finding.remedy


def test_a_folder_open_to_others_is_told_with_its_remedy(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    assert "chmod 700" in found(tmp_path, "folder").remedy
    tmp_path.chmod(0o700)
    assert found(tmp_path, "folder").ok


def test_with_a_wrong_configuration_no_other_content_is_praised(tmp_path: Path) -> None:
    (tmp_path / "kiosk.toml").write_text("place = 5", encoding="utf-8")
    findings = list(examine(tmp_path))
    assert not next(finding for finding in findings if finding.check == "configuration").ok
    assert "content" not in [finding.check for finding in findings]


def test_what_is_set_aside_is_named_by_reason_with_what_helps(kiosk_home: Path) -> None:
    join_nobody(kiosk_home)
    assert "forms set aside" not in {finding.check for finding in examine(kiosk_home)}
    with Parts.open(kiosk_home) as parts:
        forms = [prepare(parts.store) for _ in range(3)]
        for form, reason in zip(forms, ("former-name", "damaged", "former-name"), strict=True):
            parts.store.put(form)
            parts.store.outbox.settle([Verdict(form.header.id, State.QUARANTINED, reason)])
    one, two, three = (form.header.tracking_code for form in forms)
    finding = found(kiosk_home, "forms set aside")
    assert (finding.ok, finding.found) == (False, "3")
    carried, damaged = finding.remedy.splitlines()
    assert "`kiosk export DIR` carries it" in carried
    assert carried.endswith(f"(former-name: {one}, {three})")
    assert damaged.endswith(f"(damaged: {two})")

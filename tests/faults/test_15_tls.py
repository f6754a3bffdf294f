"""Fault 15: a certificate that is expired, for another host, or somebody else's. Not a byte is sent; no way round."""

from __future__ import annotations

import json
from pathlib import Path

from certificates import DAY, Authority
from lane import Lane

# What people set to get rid of a warning. None of it may work.
WAYS_ROUND = {"PYTHONHTTPSVERIFY": "0", "REQUESTS_CA_BUNDLE": "", "CURL_CA_BUNDLE": "", "SSL_NO_VERIFY": "1"}


def test_without_the_right_certificate_not_a_byte_is_sent(tls_lane: Lane, authority: Authority, tmp_path: Path) -> None:
    printed = tls_lane.submit(3)
    before = [(row["state"], row["tries"], row["envelope"]) for row in tls_lane.rows()]
    somebody_else = Authority(tmp_path / "somebody-else", authority.name)
    bad = {
        "expired": authority.issue(valid=(-3 * DAY, -DAY)),
        "not valid yet": authority.issue(valid=(DAY, 3 * DAY)),
        "for another host": authority.issue("elsewhere.example"),
        "intercepted": somebody_else.issue(),
    }
    for fault, certificate in bad.items():
        tls_lane.proxy.show(certificate)
        said = tls_lane.sync("--once", **WAYS_ROUND, SSL_CERT_FILE=str(somebody_else.file))
        assert (said["sent"], said["left"], said["paused"]) == (0, 3, "tls"), fault
        assert tls_lane.proxy.requests == [], fault
    assert [(row["state"], row["tries"], row["envelope"]) for row in tls_lane.rows()] == before
    tls_lane.nothing_was_lost(printed)
    tls_lane.proxy.show(authority.issue())
    said = tls_lane.sync("--once")
    assert (said["sent"], said["paused"]) == (3, "")
    tls_lane.all_arrived(printed)


def test_no_setting_skips_the_check(tls_lane: Lane, tmp_path: Path) -> None:
    settings = (tls_lane.home / "kiosk.toml").read_text(encoding="utf-8")
    for line in ("verify = false", "insecure = true", "verify_tls = false", 'ca_file = "none"'):
        (tls_lane.home / "kiosk.toml").write_text(settings.split("ca_file")[0] + line, encoding="utf-8")
        assert tls_lane.kiosk("sync", "--once").returncode == 2, line
    # Without `ca_file` the public authorities count, and none of them issued this.
    (tls_lane.home / "kiosk.toml").write_text("", encoding="utf-8")
    tls_lane.submit()
    assert tls_lane.sync("--once", **WAYS_ROUND)["paused"] == "tls"
    assert tls_lane.proxy.requests == []


def test_doctor_names_who_is_in_between_and_what_the_firewall_must_let_through(tls_lane: Lane, tmp_path: Path) -> None:
    tls_lane.proxy.show(Authority(tmp_path / "filter", "Anytown Web Filter").issue())
    findings = {one["check"]: one for one in json.loads(tls_lane.kiosk("doctor", "--json").stdout)}
    assert (findings["hub"]["ok"], findings["certificate"]["ok"]) == (False, False)
    assert "your network inspects TLS" in findings["certificate"]["found"]
    assert "CN=Anytown Web Filter" in findings["certificate"]["remedy"]
    needs = json.loads(tls_lane.kiosk("doctor", "--network", "--json").stdout)
    assert (needs["host"], needs["certificate issuer"]) == ("127.0.0.1", "CN=Anytown Web Filter")
    assert tls_lane.proxy.requests == []

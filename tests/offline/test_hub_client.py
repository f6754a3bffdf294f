"""What a kiosk asks of its hub: how something stands, and whether a hub is there at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from asking import CODE, client_of
from misbehaving_hub import NOW, MisbehavingHub, Reply, Twist, forged, html, slow, status

from kiosk.errors import HubError
from offline import wire


def test_progress_is_told_to_whoever_holds_the_code(hub: MisbehavingHub) -> None:
    later = NOW + timedelta(days=1)
    hub.tracked[CODE] = wire.Tracked(CODE, "in_progress", later, NOW, "missed-bin", "We come on Friday.", "2026-03-06")
    client = client_of(hub, secrets=False)
    told = client.track(CODE)
    client.close()
    assert told is not None
    assert (told.status, told.at, told.received_at, told.note) == ("in_progress", later, NOW, "We come on Friday.")
    assert told.due is not None
    assert told.due.isoformat() == "2026-03-06"


def test_what_the_hub_cannot_open_is_told_as_such(hub: MisbehavingHub) -> None:
    hub.tracked[CODE] = wire.Tracked(CODE, "received", NOW, NOW, state="refused")
    client = client_of(hub)
    told = client.track(CODE)
    client.close()
    assert told is not None
    assert told.state == "refused"


def test_a_kiosk_that_asks_for_progress_says_who_it_is(hub: MisbehavingHub) -> None:
    for secrets in (True, False):
        client = client_of(hub, secrets=secrets)
        client.track(CODE)
        client.close()
    known, stranger = hub.seen_headers
    assert (known[wire.KIOSK_HEADER], known["Authorization"]) == ("library", "Bearer token-1")
    assert "Authorization" not in stranger


def test_a_hub_that_answers_is_known_by_its_health(hub: MisbehavingHub) -> None:
    client = client_of(hub, secrets=False)
    assert client.why_no_answer() == ""
    client.close()


def other_json(_hub: MisbehavingHub, reply: Reply) -> Reply:
    return replace(reply, body=b'["ok"]')


@pytest.mark.parametrize(
    ("twist", "reason"),
    [
        (html, "captive-portal"),
        (other_json, "captive-portal"),
        (status(511, "text/html"), "captive-portal"),
        (status(302, "text/html", Location="http://elsewhere.example/"), "redirected"),
        (status(404, "text/html"), "not-a-hub"),
        (status(400), "not-a-hub"),
        (status(403, "text/html"), "blocked"),
        (status(407, "text/html"), "proxy"),
        (status(413, "text/html"), "not-a-hub"),
        (status(500), "hub-error"),
        (status(503), "hub-busy"),
        (slow, "timeout"),
    ],
)
def test_what_stands_before_a_hub_is_named(hub: MisbehavingHub, twist: Twist, reason: str) -> None:
    hub.always = twist
    client = client_of(hub)
    assert client.why_no_answer() == reason
    client.close()


def test_a_proxy_or_a_line_that_is_away_is_named_when_asking_whether_a_hub_answers() -> None:
    hub = MisbehavingHub()
    hub.url = "http://127.0.0.1:9"
    assert client_of(hub).why_no_answer() == "no-connection"
    hub.url = "https://hub.example"
    assert client_of(hub, proxy="http://127.0.0.1:9").why_no_answer() == "proxy"


def test_a_code_that_the_hub_does_not_have_is_none(hub: MisbehavingHub) -> None:
    client = client_of(hub)
    assert client.track(CODE) is None
    client.close()


def about_another(hub: MisbehavingHub, _reply: object):
    return hub.signed(wire.Tracked("KK-9999-9999-9", "closed", NOW, NOW))


@pytest.mark.parametrize("twist", [html, status(404, "text/html"), status(500), status(302), forged, about_another])
def test_an_answer_about_progress_that_cannot_be_trusted_is_an_error(hub: MisbehavingHub, twist: object) -> None:
    hub.tracked[CODE] = wire.Tracked(CODE, "received", NOW, NOW)
    hub.twists.append(twist)  # type: ignore[arg-type]
    client = client_of(hub)
    with pytest.raises(HubError):
        client.track(CODE)
    client.close()

"""The pages that follow a tracking code: they tell how it stands, to everybody and every aid, and nothing personal."""

from __future__ import annotations

from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any, get_args

import httpx
import pytest
from sending_kiosk import CANARY, SetClock
from served import served

from hub.api.app import create_app
from hub.casework import Submission
from hub.database import DatabaseError
from hub.home import Home
from hub.pages import words
from hub.pages.languages import PageLanguages
from hub.parts import Parts, open_parts
from hub.settings import Contact
from kiosk.language import Language
from kiosk.tracking_code import new_code
from offline.wire import Case


class Page(HTMLParser):
    """What a page holds, as a browser sees it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in {"meta", "link", "input"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def test_the_page_tells_how_it_stands_and_nothing_personal(client: httpx.Client, code: str) -> None:
    answer = client.get(f"/t/{code}")
    text = Page(answer.text).text
    assert answer.status_code == 200
    for said in (
        code,
        "The council has it",
        "Report a missed bin",
        "Friday 20 November 2026",
        "Tuesday 24 November 2026",
    ):
        assert said in text
    for unsaid in (CANARY, "central-library", "North"):
        assert unsaid not in answer.text


@pytest.mark.parametrize("path", ["/t", "/t/{code}", "/t/nonsense", "/t/{unknown}", "/t?code=x", "/"])
def test_every_page_keeps_to_itself(client: httpx.Client, code: str, path: str) -> None:
    answer = client.get(path.format(code=code, unknown=new_code("KK")))
    assert answer.headers["x-robots-tag"] == "noindex, nofollow"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/t", "/t/{code}", "/t/KK-2222-2222-2", "/t/{unknown}", "/docs"])
@pytest.mark.parametrize("lang", ["en", "cy"])
def test_every_page_is_sound_for_assistive_technology(client: httpx.Client, code: str, path: str, lang: str) -> None:
    page = Page(client.get(path.format(code=code, unknown=new_code("KK")), params={"lang": lang}).text)
    assert page.open == []
    assert page.all("html")[0]["lang"] == (lang if path != "/docs" else "en")
    assert len(page.all("h1")) == len(page.all("main")) == len(page.all("title")) == 1
    assert not page.all("script") + page.all("style") + page.all("img")
    assert not any(
        "style" in attributes or any(key.startswith("on") for key in attributes) for _, attributes in page.elements
    )
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    labelled = {attributes["for"] for attributes in page.all("label")}
    for field in page.all("input"):
        assert field["type"] == "hidden" or field["id"] in labelled
        for described in (field.get("aria-describedby") or "").split():
            assert described in ids
    for tag in ("a", "link", "form"):
        for attributes in page.all(tag):
            target = attributes.get("href") or attributes.get("action") or ""
            assert target.startswith(("/", "#")), "nothing may be loaded from elsewhere"


def test_a_database_that_cannot_be_trusted_is_told_on_a_page(
    parts: Parts, client: httpx.Client, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def untrusted(_code: str) -> Submission:
        raise DatabaseError("no")

    monkeypatch.setattr(parts.casework, "find", untrusted)
    answer = client.get(f"/t/{code}")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "text/html; charset=utf-8")
    assert "Nothing is lost" in answer.text


def test_too_many_tries_get_a_plain_page(client: httpx.Client, code: str) -> None:
    statuses = [client.get(f"/t/{code}").status_code for _ in range(30)]
    answer = client.get(f"/t/{code}?lang=cy")
    assert statuses == [200] * 30
    assert (answer.status_code, answer.headers["content-type"]) == (429, "text/html; charset=utf-8")
    assert 1 <= int(answer.headers["retry-after"]) <= 60
    assert code not in Page(answer.text).text


def test_other_ways_stand_on_the_page_and_a_call_is_not_the_first(home: Home, languages: PageLanguages) -> None:
    with home.settings_file.open("a") as file:  # ends with the table of contacts
        file.write('text = "07700 900123"\nphone = "01632 960123"\nemail = "a@b.example"\n')
    with served(create_app(open_parts(home), languages), lifespan=True) as client:
        page = Page(client.get(f"/t/{new_code('KK')}").text)
    ways = [link["href"] for link in page.all("a") if ":" in (link["href"] or "")]
    assert ways == ["sms:07700900123", "mailto:a@b.example", "tel:01632960123"]


def submission(**changes: Any) -> Submission:
    at = datetime(2026, 11, 20, 10, tzinfo=UTC)
    usual: dict[str, Any] = {
        "id": "1", "tracking_code": "KK-2222-2222-2", "journey": "missed-bin", "journey_version": 1, "kiosk": "library",
        "channel": "self", "language": "en", "sent_at": at, "received_at": at, "state": "complete", "reason": "",
        "status": "received", "status_at": at, "public_note": "", "due": None, "title": "", "titles": {},
        "apart": False,
    }  # fmt: skip
    return Submission(**(usual | changes))


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("received", "done"),
        ("in_progress", "action"),
        ("waiting_for_you", "stored"),
        ("closed", "done"),
        ("refused", "problem"),
    ],
)
def test_every_status_has_words_and_a_colour(parts: Parts, status: str, kind: str) -> None:
    view = words.progress(Language(), submission(status=status, due=SetClock().at.date()), parts.opener._timezone)
    assert view.panel is not None
    assert view.panel.kind == kind
    assert any(fact.label == "We should finish by" for fact in view.facts) == (status not in {"closed", "refused"})


def test_a_public_note_is_escaped_and_shown(client: httpx.Client, parts: Parts, code: str) -> None:
    parts.casework.move(code, "waiting_for_you", "Which <b>bin</b> was it?", "ann", public=True)
    text = client.get(f"/t/{code}").text
    assert "Which &lt;b&gt;bin&lt;/b&gt; was it?" in text
    assert "The council needs something from you" in text


@pytest.mark.parametrize("state", ["received", "complete", "refused"])
@pytest.mark.parametrize("status", get_args(Case))
def test_no_page_points_to_ways_that_may_not_be_there(parts: Parts, state: str, status: str) -> None:
    view = words.progress(Language(), submission(status=status, state=state), parts.opener._timezone)
    assert view.panel is not None
    assert "below" not in view.panel.more


def test_ways_without_a_value_are_left_out() -> None:
    frame = words.frame(Language(), Language(), "A", Contact(), "/t")
    assert frame.ways == ()

from __future__ import annotations

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args

import httpx
import pytest
from sending_kiosk import CANARY, SendingKiosk, SetClock
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
from kiosk.tracking_code import ALPHABET, new_code
from offline.wire import Case

STYLE = Path(words.__file__).parent / "templates" / "style.css"


@pytest.fixture
def sent(parts: Parts, client: httpx.Client, sending: SendingKiosk) -> str:
    """The code of a submission that arrived and was opened."""
    header = sending.header()
    sending.put(client, sending.envelope(header))
    parts.opener.verify_waiting()
    return header.tracking_code


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


def test_the_page_tells_how_it_stands_and_nothing_personal(client: httpx.Client, sent: str) -> None:
    answer = client.get(f"/t/{sent}")
    text = Page(answer.text).text
    assert answer.status_code == 200
    for said in (
        sent,
        "The council has it",
        "Report a missed bin",
        "Friday 20 November 2026",
        "Tuesday 24 November 2026",
    ):
        assert said in text
    for unsaid in (CANARY, "central-library", "North"):
        assert unsaid not in answer.text


@pytest.mark.parametrize("path", ["/t", "/t/{sent}", "/t/nonsense", "/t/{unknown}", "/t?code=x", "/"])
def test_every_page_keeps_to_itself(client: httpx.Client, sent: str, path: str) -> None:
    answer = client.get(path.format(sent=sent, unknown=new_code("KK")))
    assert answer.headers["x-robots-tag"] == "noindex, nofollow"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/t", "/t/{sent}", "/t/KK-2222-2222-2", "/t/{unknown}", "/docs"])
@pytest.mark.parametrize("lang", ["en", "cy"])
def test_every_page_is_sound_for_assistive_technology(client: httpx.Client, sent: str, path: str, lang: str) -> None:
    page = Page(client.get(path.format(sent=sent, unknown=new_code("KK")), params={"lang": lang}).text)
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


def test_welsh_is_chosen_by_address_and_by_browser_and_linked(client: httpx.Client, sent: str) -> None:
    asked = client.get(f"/t/{sent}?lang=cy")
    assert "Mae gan y cyngor hwn" in asked.text
    assert "Dydd Gwener 20 Tachwedd 2026" in asked.text
    assert asked.headers["content-language"] == "cy"
    assert f'href="/t/{sent}?lang=en" lang="en"' in asked.text
    by_browser = client.get(f"/t/{sent}", headers={"Accept-Language": "fr;q=0.9, cy-GB, en;q=0.5"})
    assert by_browser.headers["content-language"] == "cy"
    assert client.get(f"/t/{sent}", headers={"Accept-Language": "cy"}, params={"lang": "en"}).text.startswith(
        '<!doctype html>\n<html lang="en"'
    )


@pytest.mark.parametrize("sent_in", ["en", "cy"])
def test_a_title_that_nobody_translated_is_marked_as_english(
    parts: Parts, client: httpx.Client, sending: SendingKiosk, sent_in: str
) -> None:
    header = sending.header(language=sent_in)
    sending.put(client, sending.envelope(header))
    parts.opener.verify_waiting()
    assert '<dd lang="en">Report a missed bin</dd>' in client.get(f"/t/{header.tracking_code}?lang=cy").text
    assert "<dd>Report a missed bin</dd>" in client.get(f"/t/{header.tracking_code}?lang=en").text


def test_a_title_is_in_the_language_of_the_page(parts: Parts, client: httpx.Client, sending: SendingKiosk) -> None:
    header = sending.header()
    titles = {"en": "Report a missed bin", "cy": "Rhoi gwybod am fin"}
    sending.put(client, sending.envelope(header, titles=titles))
    assert "Rhoi gwybod" not in client.get(f"/t/{header.tracking_code}?lang=cy").text
    parts.opener.verify_waiting()
    assert "<dd>Rhoi gwybod am fin</dd>" in client.get(f"/t/{header.tracking_code}?lang=cy").text
    assert "<dd>Report a missed bin</dd>" in client.get(f"/t/{header.tracking_code}?lang=en").text


def test_a_sensitive_title_is_shown_in_no_language(parts: Parts, client: httpx.Client, sending: SendingKiosk) -> None:
    header = sending.header(journey="quiet")
    sending.put(client, sending.envelope(header, sensitive=True, titles={"cy": "Cam-drin"}))
    parts.opener.verify_waiting()
    assert parts.casework.find(header.tracking_code).titles == {}
    assert "Cam-drin" not in client.get(f"/t/{header.tracking_code}?lang=cy").text


def test_a_database_that_cannot_be_trusted_is_told_on_a_page(
    parts: Parts, client: httpx.Client, sent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def untrusted(_code: str) -> Submission:
        raise DatabaseError("no")

    monkeypatch.setattr(parts.casework, "find", untrusted)
    answer = client.get(f"/t/{sent}")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "text/html; charset=utf-8")
    assert "Nothing is lost" in answer.text


@pytest.mark.parametrize(
    ("accepted", "code"),
    [
        ("", "en"),
        ("cy", "cy"),
        ("en-GB,cy;q=0.9", "en"),
        ("de, *;q=0.1", "en"),
        ("cy;q=x", "en"),
        ("cy;q=0", "en"),
        (";;,", "en"),
    ],
)
def test_what_a_browser_accepts_is_weighed(languages: PageLanguages, accepted: str, code: str) -> None:
    assert languages.chosen("", accepted).code == code


def test_without_a_welsh_catalogue_no_page_pretends(tmp_path: Path) -> None:
    english = PageLanguages([tmp_path])
    assert english.chosen("cy", "cy").code == "en"
    assert english.other(english.chosen("", "")).code == "en"


def test_the_form_leads_to_the_page_of_the_code(client: httpx.Client, sent: str) -> None:
    typed = f" {sent.lower().replace('-', ' ')} "
    answer = client.get("/t", params={"code": typed, "lang": "cy"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/t/{sent}?lang=cy")
    assert client.get("/").headers["location"] == "/t"


def with_one_wrong_symbol(code: str) -> str:
    last = ALPHABET[(ALPHABET.index(code[-1]) + 1) % len(ALPHABET)]
    return code[:-1] + last


@pytest.mark.parametrize("through", ["/t/{code}", "/t?code={code}"])
def test_a_slip_is_named_without_blame_and_what_was_typed_stays(client: httpx.Client, sent: str, through: str) -> None:
    wrong = with_one_wrong_symbol(sent)
    answer = client.get(through.format(code=wrong))
    assert answer.status_code == 400
    assert "One letter or number is not right" in answer.text
    assert f'value="{wrong}"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert "you typed" not in answer.text.lower()


@pytest.mark.parametrize("typed", ["", "KK", "KK-!!!!-2222-2", "<script>alert(1)</script>", "x" * 5000, "ŵŷ", "%00"])
def test_nonsense_is_answered_kindly_and_escaped(client: httpx.Client, typed: str) -> None:
    answer = client.get("/t", params={"code": typed})
    assert answer.status_code == 400
    assert "<script" not in answer.text
    assert len(answer.text) < 10_000


def test_a_code_that_has_not_arrived_is_told_apart_from_a_wrong_one(client: httpx.Client) -> None:
    answer = client.get(f"/t/{new_code('KK')}")
    assert answer.status_code == 404
    assert "The council does not have this yet" in answer.text
    assert "at a kiosk that is not connected" in answer.text


def test_too_many_tries_get_a_plain_page(client: httpx.Client, sent: str) -> None:
    statuses = [client.get(f"/t/{sent}").status_code for _ in range(30)]
    answer = client.get(f"/t/{sent}?lang=cy")
    assert statuses == [200] * 30
    assert (answer.status_code, answer.headers["content-type"]) == (429, "text/html; charset=utf-8")
    assert 1 <= int(answer.headers["retry-after"]) <= 60
    assert sent not in Page(answer.text).text


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


def test_a_public_note_is_escaped_and_shown(client: httpx.Client, parts: Parts, sent: str) -> None:
    parts.casework.move(sent, "waiting_for_you", "Which <b>bin</b> was it?", "ann", public=True)
    text = client.get(f"/t/{sent}").text
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


def colours() -> dict[str, str]:
    return dict(re.findall(r"--(\w+): (#[0-9A-F]{6})", STYLE.read_text()))


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio of two colours."""

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [
        ("ink", "paper", 7), ("hint", "paper", 7), ("action", "paper", 7), ("action", "white", 7), ("ink", "tile", 7),
        ("white", "done", 7), ("white", "action", 7), ("white", "stored", 7), ("white", "problem", 7),
        ("problem", "paper", 7), ("problem", "white", 7), ("line", "paper", 3), ("ink", "ring", 3),
    ],
)  # fmt: skip
def test_colours_are_far_enough_apart(text: str, ground: str, least: float) -> None:
    known = colours()
    assert contrast(known[text], known[ground]) >= least


def test_type_is_large_and_the_style_loads_nothing(client: httpx.Client) -> None:
    answer = client.get("/style.css")
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert "html { font-size: 125%" in answer.text
    assert "url(" not in answer.text
    assert "@import" not in answer.text
    small = [float(size) for size in re.findall(r"font-size: (\.?\d+(?:\.\d+)?)rem", answer.text)]
    assert min(small) >= 0.9

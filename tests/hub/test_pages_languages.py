"""A page's language: as asked, as the browser accepts, and never half of one and half of another."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from sending_kiosk import SendingKiosk

from hub.pages.languages import PageLanguages
from hub.parts import Parts


def test_welsh_is_chosen_by_address_and_by_browser_and_linked(client: httpx.Client, code: str) -> None:
    asked = client.get(f"/t/{code}?lang=cy")
    assert "Mae gan y cyngor hwn" in asked.text
    assert "Dydd Gwener 20 Tachwedd 2026" in asked.text
    assert asked.headers["content-language"] == "cy"
    assert f'href="/t/{code}?lang=en" lang="en"' in asked.text
    by_browser = client.get(f"/t/{code}", headers={"Accept-Language": "fr;q=0.9, cy-GB, en;q=0.5"})
    assert by_browser.headers["content-language"] == "cy"
    assert client.get(f"/t/{code}", headers={"Accept-Language": "cy"}, params={"lang": "en"}).text.startswith(
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

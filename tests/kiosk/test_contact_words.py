"""Ways to reach somebody, in words: best for everyone first, never a voice call alone."""

from __future__ import annotations

import pytest

from kiosk.contact_words import contact_lines, contact_ways
from kiosk.council_pack import Contact, load_council_pack
from kiosk.language import Language

EVERYTHING = Contact(
    id="all",
    name="Everything Council",
    phone="01632 960100",
    text="60100",
    relay="18001 01632 960100",
    sign_language="Video call: example.org/bsl",
    email="help@example.org",
    web="example.org",
    desk="The desk here",
    hours="9 to 5",
)


def test_every_way_is_told_with_texts_before_the_voice_call() -> None:
    ways = contact_ways(EVERYTHING, Language())
    assert [way for way, _ in ways] == ["desk", "text", "phone", "relay", "sign_language", "email", "web", "hours"]
    assert dict(ways)["sign_language"] == "Sign language: Video call: example.org/bsl"


def test_a_way_that_is_not_there_is_left_out() -> None:
    assert contact_ways(Contact(id="one", name="One", web="example.org"), Language()) == [("web", "Web: example.org")]


def test_paper_leaves_out_the_video_call() -> None:
    assert not any("Video" in line for line in contact_lines(EVERYTHING, Language()))
    assert len(contact_lines(EVERYTHING, Language())) == 7


@pytest.mark.parametrize("contact", load_council_pack().council.contacts, ids=lambda contact: contact.id)
def test_no_contact_of_the_demo_council_is_a_voice_call_alone(contact: Contact) -> None:
    ways = {way for way, _ in contact_ways(contact, Language())} - {"hours"}
    assert ways - {"phone"}

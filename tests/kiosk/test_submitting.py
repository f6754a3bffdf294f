from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import msgspec
import pytest
from attached_files import sealed
from fakes import FakeClock

from kiosk import receipt
from kiosk.attachments import AttachmentError
from kiosk.council_pack import CouncilPack
from kiosk.errors import KioskError, NotStoredError
from kiosk.examples import example
from kiosk.language import Language
from kiosk.protocols import Stored
from kiosk.receipt import Receipt
from kiosk.receipt_words import Place
from kiosk.submission import Payload, Prepared
from kiosk.submitting import Sender
from kiosk.visit import Visit

CODE = "KK-2345-6789-X"


class KeepingStore:
    """Keeps what it is given; `fault` is raised instead."""

    def __init__(self) -> None:
        self.kept: list[Prepared] = []
        self.fault: KioskError | None = None

    def new_code(self) -> str:
        return CODE

    def put(self, prepared: Prepared) -> None:
        if self.fault:
            raise self.fault
        self.kept.append(prepared)

    def find(self, tracking_code: str) -> Stored | None:
        return None

    def room_for_a_journey(self) -> bool:
        return True

    def receipt(self, tracking_code: str) -> Receipt | None:
        return None


@pytest.fixture
def store() -> KeepingStore:
    return KeepingStore()


@pytest.fixture
def sender(store: KeepingStore) -> Sender:
    return Sender(store, FakeClock(datetime(2026, 11, 20, 19, 5, tzinfo=UTC)), "library", Place("Central Library"))


def complete(pack: CouncilPack, journey: str = "missed-bin") -> Visit:
    start = Visit(pack, pack.journeys[journey], datetime(2026, 11, 20, 19, tzinfo=pack.zone))
    return replace(start, answers=example(start))


def payload(store: KeepingStore) -> Payload:
    return msgspec.json.decode(store.kept[0].payload, type=Payload)


def test_what_is_sent_is_stored_before_anything_is_told(pack: CouncilPack, store: KeepingStore, sender: Sender) -> None:
    sent = sender.submit(complete(pack), pack.language("cy"))
    [kept] = store.kept
    assert (sent.tracking_code, sent.clock_trusted) == (CODE, True)
    assert UUID(sent.id).version == 4
    assert kept.header.id == sent.id
    assert (kept.header.language, kept.header.channel, kept.header.kiosk) == ("cy", "self", "library")
    assert kept.header.sent_at == sent.sent_at == datetime(2026, 11, 20, 19, 5, tzinfo=UTC)
    assert receipt.decode(kept.receipt).language == "cy"


def test_the_header_in_clear_has_no_answer(pack: CouncilPack, store: KeepingStore, sender: Sender) -> None:
    visit = complete(pack).answer("contact", "email").answer("email", "zebedee@quagmire.example")
    sender.submit(visit.answer("name", "Zebedee Quillfeather"), Language())
    assert "quagmire" in store.kept[0].payload.decode()
    in_clear = msgspec.json.encode(store.kept[0].header).decode() + store.kept[0].receipt.decode()
    assert not [word for word in ("Quillfeather", "quagmire", "Mill", "FH1") if word in in_clear]


def test_the_case_worker_reads_english_whatever_the_resident_read(
    pack: CouncilPack, store: KeepingStore, sender: Sender
) -> None:
    sender.submit(complete(pack), pack.language("cy"))
    assert payload(store).title == "Report a missed bin"
    assert "What is the postcode where the bin is?" in [answered.asked for answered in payload(store).answers]


def test_a_visit_that_is_not_complete_is_not_sent(pack: CouncilPack, store: KeepingStore, sender: Sender) -> None:
    start = Visit(pack, pack.journeys["missed-bin"], datetime(2026, 11, 20, 19, tzinfo=pack.zone))
    with pytest.raises(ValueError, match="not complete"):
        sender.submit(start, Language())
    assert store.kept == []


def test_when_it_cannot_be_stored_nothing_is_promised(pack: CouncilPack, store: KeepingStore, sender: Sender) -> None:
    store.fault = NotStoredError("disk-full")
    with pytest.raises(NotStoredError):
        sender.submit(complete(pack), Language())


def test_a_clock_that_is_not_trusted_is_told_to_the_hub(pack: CouncilPack, store: KeepingStore, sender: Sender) -> None:
    clock = FakeClock()
    clock.is_trusted = False
    sent = replace(sender, clock=clock).submit(complete(pack), Language())
    assert not sent.clock_trusted
    assert not store.kept[0].header.clock_trusted


def test_a_danger_is_urgent_and_the_county_is_named(pack: CouncilPack, store: KeepingStore, sender: Sender) -> None:
    county = next(street for street in pack.gazetteer.all_streets() if street.responsible == "county")
    start = Visit(pack, pack.journeys["street-light"], datetime(2026, 11, 20, 19, tzinfo=pack.zone))
    visit = start.answer("danger", "bare-wires").answer("has-number", "yes").answer("number", "L207")
    visit = visit.answer("street", {"usrn": county.usrn}).answer("kind-of-light", "lamp").answer("contact", "none")
    sender.submit(visit, Language())
    assert (payload(store).urgent, payload(store).responsible, payload(store).ward) == (True, "county", county.ward)


def test_a_complaint_goes_with_it_only_where_it_was_asked_for(
    pack: CouncilPack, store: KeepingStore, sender: Sender
) -> None:
    asked = complete(pack).answer("missed-before", "yes").answer("complaint", "yes")
    sender.submit(asked, Language())
    assert payload(store).offers == ["complaint"]
    store.kept.clear()
    sender.submit(asked.answer("missed-before", "no"), Language())
    assert payload(store).offers == [], "the answer of a branch left behind"


def test_the_title_goes_with_it_in_every_language_of_the_council(
    pack: CouncilPack, store: KeepingStore, sender: Sender
) -> None:
    sender.submit(complete(pack), Language())
    titles = payload(store).titles
    languages = [pack.language(code) for code in pack.council.offered]
    assert titles == {it.code: it.translate("Report a missed bin") for it in languages}
    assert len(set(titles.values())) == len(languages) > 2


def test_files_are_named_in_clear_and_enclosed_in_the_seal(
    pack: CouncilPack, store: KeepingStore, sender: Sender
) -> None:
    files = sealed(500, 700)
    sender.submit(complete(pack, "street-light"), pack.language("en"), files)
    [kept] = store.kept
    assert kept.attachments == tuple(files)
    assert kept.header.attachments == [file.sealed for file in files]
    assert payload(store).header == kept.header
    assert payload(store).attachments == [file.enclosed for file in files]


@pytest.mark.parametrize(
    ("journey", "sizes"), [("missed-bin", [500]), ("street-light", [500] * 3)], ids=["takes none", "too many"]
)
def test_files_that_a_journey_does_not_take_are_refused_before_anything_is_stored(
    pack: CouncilPack, store: KeepingStore, sender: Sender, journey: str, sizes: list[int]
) -> None:
    with pytest.raises(AttachmentError):
        sender.submit(complete(pack, journey), pack.language("en"), sealed(*sizes))
    assert store.kept == []

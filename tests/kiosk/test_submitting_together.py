"""Send of a life event: a sealed form for each part, all at once, and one receipt that names every code."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest
from fakes import FakeClock
from made_event import small_council

from kiosk import receipt
from kiosk.council_pack import CouncilPack, load_council_pack
from kiosk.errors import KioskError, NotStoredError
from kiosk.examples import example
from kiosk.language import Language
from kiosk.protocols import Stored
from kiosk.receipt import Receipt
from kiosk.receipt_words import Place
from kiosk.submission import AnswerValue, EndedDraft, Payload, Prepared
from kiosk.submitting import Sender
from kiosk.visit import Visit

SENT = datetime(2026, 11, 20, 19, 5, tzinfo=UTC)
CODES = ["KK-2345-6789-X", "KK-3456-789A-Y", "KK-4567-89AB-Z"]
NAME, STREET = "Zebedee Quillfeather", "7 Quagmire Passage"


class KeepingStore:
    """Keeps what it is given at once, list by list; `fault` is raised instead."""

    def __init__(self) -> None:
        self.kept: list[list[Prepared]] = []
        self.codes = list(CODES)
        self.fault: KioskError | None = None

    def new_code(self) -> str:
        return self.codes.pop(0)

    def put(self, prepared: Prepared) -> None:
        self.put_together([prepared])

    def put_together(self, together: list[Prepared]) -> None:
        if self.fault:
            raise self.fault
        self.kept.append(list(together))

    def find(self, tracking_code: str) -> Stored | None:
        return None

    def room_for_a_journey(self) -> bool:
        return True

    def receipt(self, tracking_code: str) -> Receipt | None:
        return None


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> CouncilPack:
    return load_council_pack(small_council(tmp_path_factory.mktemp("council") / "pack"))


@pytest.fixture
def store() -> KeepingStore:
    return KeepingStore()


@pytest.fixture
def sender(store: KeepingStore) -> Sender:
    place = Place("Central Library", "https://track.example")
    return Sender(store, FakeClock(SENT), "library", place)  # type: ignore[arg-type]


def complete(pack: CouncilPack, *what: str, sensitive: bool = False) -> Visit:
    event = msgspec.structs.replace(pack.journeys["just-moved"], sensitive=sensitive)
    visit = Visit(pack, event, datetime(2026, 11, 20, 19, tzinfo=pack.zone))
    given: dict[str, AnswerValue] = {
        "new-home": {"line1": STREET, "town": "Fairholme", "postcode": "FH1 9ZZ"}, "tell": list(what),
        "contact": "text", "mobile": "07700 900753", "name": NAME,
        "new-bin--wanted": "none", "new-bin--which": ["recycling"], "new-bin--leave-at": "front",
        "help-with-bins--able": "nobody", "help-with-bins--hard": ["walking"], "help-with-bins--how-long": "year",
        "help-with-bins--bins-stand": "front", "help-with-bins--way": [], "help-with-bins--crew-may-know": "no",
        "library-card--library": "harrow-marsh", "library-card--help": [],
    }  # fmt: skip
    while (page := visit.first_unanswered) is not None:
        visit = visit.answer(page.id, given[page.id], "cy" if page.id == "name" else "")
    return visit


def payloads(store: KeepingStore) -> list[Payload]:
    [together] = store.kept
    return [msgspec.json.decode(form.payload, type=Payload) for form in together]


def test_every_part_is_a_form_of_its_own_and_names_the_others(
    moved: CouncilPack, store: KeepingStore, sender: Sender
) -> None:
    sent = sender.submit_all(complete(moved, "bins", "help", "library"), Language())
    assert [each.tracking_code for each in sent] == CODES
    [together] = store.kept
    assert [form.header.journey for form in together] == ["new-bin", "help-with-bins", "library-card"]
    assert [form.header.tracking_code for form in together] == CODES
    assert len({form.header.id for form in together}) == 3
    for payload in payloads(store):
        assert payload.event == "just-moved"
        assert payload.together == [code for code in CODES if code != payload.header.tracking_code]
        answers = {answered.question: answered.answer for answered in payload.answers}
        assert (answers["name"], answers["mobile"]) == (NAME, "07700 900753")
        assert [answered.language for answered in payload.answers if answered.question == "name"] == ["cy"]
    assert [payload.working_days for payload in payloads(store)] == [10, 10, 1]
    assert [payload.routing for payload in payloads(store)] == ["waste", "waste", "libraries"]


def test_nothing_in_clear_says_that_they_belong_together_or_who_sent_them(
    moved: CouncilPack, store: KeepingStore, sender: Sender
) -> None:
    sender.submit_all(complete(moved, "bins", "library"), Language())
    for form in store.kept[0]:
        in_clear = msgspec.json.encode(form.header).decode()
        assert "just-moved" not in in_clear
        others = [code for code in CODES if code != form.header.tracking_code]
        assert [word for word in [*others, NAME, STREET] if word in in_clear] == []
        assert [word for word in (NAME, STREET, "Quagmire", "900753") if word in form.receipt.decode()] == []


def test_one_receipt_has_every_code_with_what_it_is_for_and_what_happens_next(
    moved: CouncilPack, store: KeepingStore, sender: Sender
) -> None:
    sender.submit_all(complete(moved, "bins", "library"), moved.language("en"))
    together = store.kept[0]
    assert len({form.receipt for form in together}) == 1
    assert [form.paper for form in together] == [True, False]
    lines = [line.text for line in receipt.decode(together[0].receipt).lines]
    for title, code, promise in (
        ("Ask for a bin, or a bigger one", CODES[0], "within 10 working days of the council getting this"),
        ("Join the library", CODES[1], "within 1 working day of the council getting this"),
    ):
        assert lines.index(title) < lines.index(code)
        assert any(promise in line for line in lines[lines.index(code) :])
    assert "You sent 2 things. Each has its own code." in lines
    assert "Bring it by Friday 18 December, with your tracking code." in lines
    assert "https://track.example/t" in lines
    assert lines.count("Other ways to reach us") == 1


def test_the_receipt_is_in_the_language_of_the_resident(
    moved: CouncilPack, store: KeepingStore, sender: Sender
) -> None:
    sender.submit_all(complete(moved, "bins", "library"), moved.language("cy"))
    paper = receipt.decode(store.kept[0][0].receipt)
    assert paper.language == "cy"
    assert "Anfonwyd 2 beth gennych. Mae gan bob un ei god ei hun." in [line.text for line in paper.lines]


def test_one_part_alone_has_the_receipt_of_its_journey(moved: CouncilPack, store: KeepingStore, sender: Sender) -> None:
    sender.submit_all(complete(moved, "library"), Language())
    lines = [line.text for line in receipt.decode(store.kept[0][0].receipt).lines]
    assert "Join the library" in lines
    assert f"https://track.example/t/{CODES[0]}" in lines
    assert payloads(store)[0].together == []


def test_a_sensitive_event_names_nothing_on_paper_and_is_sensitive_in_every_part(
    moved: CouncilPack, store: KeepingStore, sender: Sender
) -> None:
    sender.submit_all(complete(moved, "bins", "library", sensitive=True), Language())
    lines = [line.text for line in receipt.decode(store.kept[0][0].receipt).lines]
    assert lines.count("Your request") == 3
    assert [line for line in lines if line in ("Join the library", "Tell us that you moved") or "bin" in line] == []
    assert [payload.sensitive for payload in payloads(store)] == [True, True]


def test_a_saved_visit_ends_once_and_every_code_is_promised_before_anything_is_stored(
    moved: CouncilPack, store: KeepingStore, sender: Sender
) -> None:
    ended, promised = EndedDraft("locator", "proof", b"token"), []

    def promising(code: str) -> None:
        assert store.kept == []
        promised.append(code)

    sender.submit_all(complete(moved, "bins", "library"), Language(), ended, promising=promising)
    assert promised == CODES[:2]
    assert [form.ends for form in store.kept[0]] == [ended, None]


def test_where_it_cannot_be_stored_nothing_is_promised(moved: CouncilPack, store: KeepingStore, sender: Sender) -> None:
    store.fault = NotStoredError("disk-full")
    with pytest.raises(NotStoredError):
        sender.submit_all(complete(moved, "bins"), Language())


def test_an_event_that_is_not_complete_is_not_sent(moved: CouncilPack, store: KeepingStore, sender: Sender) -> None:
    start = Visit(moved, moved.journeys["just-moved"], datetime(2026, 11, 20, 19, tzinfo=moved.zone))
    with pytest.raises(ValueError, match="not complete"):
        sender.submit_all(start, Language())
    assert store.kept == []


def test_any_other_journey_is_sent_as_ever(moved: CouncilPack, store: KeepingStore, sender: Sender) -> None:
    start = Visit(moved, moved.journeys["library-card"], datetime(2026, 11, 20, 19, tzinfo=moved.zone))
    card = start.answer("for-whom", "self")
    card = Visit(moved, start.journey, start.now, answers={**example(start), **card.answers})
    assert len(sender.submit_all(card, Language())) == 1
    assert (payloads(store)[0].event, payloads(store)[0].together) == ("", [])

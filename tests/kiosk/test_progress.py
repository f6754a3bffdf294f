from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import msgspec
import pytest

from kiosk.council_pack import CouncilPack
from kiosk.journeys import Journeys
from kiosk.language import Language
from kiosk.progress import Known, progress_view
from kiosk.protocols import State, Stored, Tracking

CODE = "KK-2345-6789-X"
SENT = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)


def stored(state: State, **more: object) -> Stored:
    return replace(Stored("id", CODE, "missed-bin", 1, "en", SENT, state), **more)


def tracked(status: str, **more: object) -> Tracking:
    return replace(Tracking(CODE, status, SENT, SENT, "missed-bin"), **more)


@pytest.mark.parametrize(
    ("state", "here_only", "status"),
    [
        (State.QUEUED, True, ""),
        (State.SENDING, True, ""),
        (State.WAITING, True, ""),
        (State.QUARANTINED, True, ""),
        (State.RECEIVED, False, "received"),
        (State.COMPLETE, False, "received"),
        (State.PURGED, False, "received"),
    ],
)
def test_only_what_the_council_has_is_told_as_received(
    pack: CouncilPack, state: State, here_only: bool, status: str
) -> None:
    view = progress_view(Known(CODE, stored(state)), pack, Language())
    assert (view.here_only, view.status) == (here_only, status)
    assert view.quarantined is (state is State.QUARANTINED)


def test_the_hubs_word_counts_before_the_kiosks(pack: CouncilPack) -> None:
    here = stored(State.COMPLETE, status="received", note="old", due=date(2026, 7, 3))
    there = tracked("closed", note="new", due=date(2026, 7, 2))
    view = progress_view(Known(CODE, here, there, asked_the_hub=True), pack, Language())
    assert (view.status, view.note, view.due) == ("closed", "new", date(2026, 7, 2))


def test_a_hub_that_has_it_counts_although_this_kiosk_never_heard_so(pack: CouncilPack) -> None:
    view = progress_view(Known(CODE, stored(State.WAITING), tracked("received")), pack, Language())
    assert not view.here_only
    assert view.status == "received"


@pytest.mark.parametrize("state", [None, State.RECEIVED, State.QUARANTINED])
def test_what_the_hub_cannot_open_is_never_told_as_well_received(pack: CouncilPack, state: State | None) -> None:
    here = stored(state, status="received") if state else None
    view = progress_view(Known(CODE, here, tracked("received", state="refused"), asked_the_hub=True), pack, Language())
    assert (view.quarantined, view.status, view.here_only) == (True, "", False)


def test_what_the_hub_says_does_not_hide_what_it_refused_of_this_kiosk(pack: CouncilPack) -> None:
    here = stored(State.QUARANTINED, reason="conflict")
    view = progress_view(Known(CODE, here, tracked("received", state="complete")), pack, Language())
    assert (view.quarantined, view.status) == (True, "")


@pytest.mark.parametrize("status", ["in_progress", "waiting_for_you", "closed", "refused"])
def test_once_a_person_moved_it_on_that_is_what_is_told(pack: CouncilPack, status: str) -> None:
    there = tracked(status, state="refused")
    view = progress_view(Known(CODE, stored(State.QUARANTINED), there), pack, Language())
    assert (view.quarantined, view.status) == (False, status)


def test_no_day_is_told_before_the_council_has_it(pack: CouncilPack) -> None:
    view = progress_view(Known(CODE, stored(State.WAITING, due=date(2026, 7, 3))), pack, Language())
    assert view.due is None


def test_a_code_of_another_kiosk_is_known_by_the_hub_alone(pack: CouncilPack) -> None:
    view = progress_view(Known(CODE, None, tracked("in_progress"), asked_the_hub=True), pack, Language())
    assert (view.title, view.status, view.sent_at) == ("Report a missed bin", "in_progress", None)


def test_times_are_the_councils_own(pack: CouncilPack) -> None:
    view = progress_view(Known(CODE, stored(State.QUEUED)), pack, Language())
    assert view.sent_at is not None
    assert view.sent_at.isoformat() == "2026-07-02T00:30:00+01:00"


@pytest.mark.parametrize("journey", ["gone-since", ""])
def test_a_journey_that_this_kiosk_does_not_have_has_no_title(pack: CouncilPack, journey: str) -> None:
    assert progress_view(Known(CODE, stored(State.QUEUED, journey=journey)), pack, Language()).title == ""


def test_a_sensitive_journey_is_not_named(pack: CouncilPack) -> None:
    quiet = msgspec.structs.replace(pack.journeys["missed-bin"], sensitive=True)
    journeys = Journeys(pack.folder)
    journeys._read["missed-bin"] = quiet
    pack = replace(pack, journeys=journeys)
    assert progress_view(Known(CODE, stored(State.QUEUED)), pack, Language()).title == ""

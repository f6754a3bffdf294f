"""Where a submission stands, from what this kiosk and the hub each know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from kiosk.council_pack import CouncilPack
from kiosk.language import Language
from kiosk.protocols import AT_THE_COUNCIL, State, Stored, Tracking
from kiosk.views import ProgressView

Status = Literal["", "received", "in_progress", "waiting_for_you", "closed", "refused"]


@dataclass(frozen=True)
class Known:
    """What was found for a code. `asked_the_hub`: the hub answered, be it that it does not know the code."""

    tracking_code: str
    stored: Stored | None = None
    tracking: Tracking | None = None
    asked_the_hub: bool = False


def progress_view(known: Known, pack: CouncilPack, language: Language) -> ProgressView:
    """Return what is true; the hub's word counts before the kiosk's, which may be older.

    What the hub has and cannot open, or what it refuses, is told as such until a person there has moved it on.
    """
    stored, tracking = known.stored, known.tracking
    at_council = tracking is not None or (stored is not None and stored.state in AT_THE_COUNCIL)
    latest: Tracking | Stored | None = tracking or stored
    status = latest.status if latest else ""
    stuck = (stored is not None and stored.state is State.QUARANTINED) or (
        tracking is not None and tracking.state == "refused"
    )
    by_hand = stuck and status in ("", "received")
    if not status and at_council:
        status = "received"
    at = tracking.at if tracking else stored.status_at if stored else None
    open_ = status in ("", "received", "in_progress", "waiting_for_you") and not _about_another(known, pack)
    return ProgressView(
        tracking_code=known.tracking_code,
        title=_title(known, pack, language),
        status=cast(Status, "" if by_hand else status),
        here_only=not at_council,
        quarantined=by_hand,
        sent_at=_local(stored.sent_at, pack) if stored else None,
        at=_local(at, pack) if at else None,
        note=latest.note if latest else "",
        due=latest.due if latest and at_council else None,
        asked_the_hub=known.asked_the_hub,
        contact=pack.contact(pack.council.contact),
        can_correct=open_ and pack.journey_to("correct") is not None,
        can_withdraw=open_ and pack.journey_to("withdraw") is not None,
    )


def _title(known: Known, pack: CouncilPack, language: Language) -> str:
    """Return the journey's title; empty for a sensitive one, and for one that this kiosk does not have."""
    name = known.stored.journey if known.stored else known.tracking.journey if known.tracking else ""
    journey = pack.journeys.get(name)
    return language.translate(journey.title) if journey and not journey.sensitive else ""


def _about_another(known: Known, pack: CouncilPack) -> bool:
    """Say whether this is itself a correction or withdrawal: those are not changed in their turn."""
    name = known.stored.journey if known.stored else known.tracking.journey if known.tracking else ""
    journey = pack.journeys.get(name)
    return journey is not None and bool(journey.earlier)


def _local(moment: datetime, pack: CouncilPack) -> datetime:
    return moment.astimezone(pack.zone)

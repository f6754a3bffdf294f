"""Help from partners, with consent (R20), and what else may help, once all is sent (R23)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kiosk.conditions import Facts, holds
from kiosk.journey_pages import Page
from kiosk.journey_tables import Nudge, Referral
from kiosk.submission import AnswerValue, Referred


def referral_page(referral: Referral) -> Page:
    """Return the page that asks whether a partner may be told."""
    return Page(
        id=f"referral-{referral.id}",
        kind="consent",
        ask=referral.ask,
        short=referral.short,
        text=referral.text,
        easy=referral.easy,
        when=referral.when,
        shares=referral.shares,
        to=referral.partner,
    )


def agreed(referrals: Sequence[Referral], given: Mapping[str, AnswerValue]) -> Iterator[Referred]:
    """Yield the referrals that were agreed to, each with the answered questions that its partner may be told.

    `given` are the answers that are sent: without a yes among them nothing is shared.
    """
    for referral in referrals:
        if given.get(f"referral-{referral.id}") == "yes":
            yield Referred(referral.id, referral.partner, [page for page in referral.shares if given.get(page)])


def nudge_for(nudges: Sequence[Nudge], facts: Facts) -> Nudge | None:
    """Return the one thing that may help as well, after these answers."""
    return next((nudge for nudge in nudges if holds(nudge.when, facts)), None)

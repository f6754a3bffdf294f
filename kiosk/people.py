"""Who stands at the screen, and what each may do (R40, R41)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from kiosk.submission import Channel

Role = Literal["resident", "champion", "staff"]

ACTS: Mapping[Role, tuple[str, ...]] = {
    "resident": ("answer", "send", "print", "check-progress", "listen", "change-display"),
    "champion": ("coach", "listen", "change-display"),
    "staff": ("answer", "send", "print", "check-progress", "listen", "change-display", "see-queue", "sync"),
}
"""What each role may do. A champion coaches and sees nothing stored."""

CHANNELS: Mapping[Channel, Role] = {"self": "resident", "assisted": "champion", "mediated": "staff"}
"""Who stands beside the resident in each channel."""


def may(role: Role, act: str) -> bool:
    """Say whether a role may do something."""
    return act in ACTS[role]

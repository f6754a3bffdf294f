"""Receipts that waited for the printer when the kiosk was last cut off."""

from __future__ import annotations

import logging
from datetime import timedelta

from kiosk.errors import KioskError
from kiosk.parts import Parts

_LOG = logging.getLogger(__name__)
_STILL_THERE = timedelta(minutes=10)
"""How long after a power cut whoever sent something may still stand here and wait for the paper."""


def set_aside_old_receipts(parts: Parts) -> None:
    """Take back receipts that nobody waits for any more. Writes to the queue; a fault stops nothing else."""
    try:
        parts.store.print_jobs.set_aside(parts.clock.now() - _STILL_THERE)
    except KioskError as error:
        _LOG.error("old receipts were not set aside: %s", type(error).__name__)

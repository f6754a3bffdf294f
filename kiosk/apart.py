"""What is sent apart from everything else (R59): questions about who people are, which nobody may tie to a case.

Told with such answers are the kiosk, the journey and the day. Not told are the time of day, the language, who stood
beside the resident, and anything else of the visit. They have a tracking code, as every form has; nobody sees it.
"""

from __future__ import annotations

from datetime import UTC, datetime, time

import msgspec

from kiosk.submission import Header

UNTOLD = "und"
"""In place of a language: the code of BCP 47 for one that is not told."""


def day_of(moment: datetime) -> datetime:
    """Return the start of a moment's day, in UTC: all that is kept of when something apart happened."""
    return datetime.combine(moment.astimezone(UTC).date(), time(), UTC)


def only_the_day(header: Header) -> Header:
    """Return the header of a submission that stands apart, without what could tie it to its visit."""
    return msgspec.structs.replace(header, apart=True, sent_at=day_of(header.sent_at), channel="self", language=UNTOLD)


def told_too_much(header: Header) -> bool:
    """Say whether a header claims to stand apart and tells a time of day, a language, a helper, or brings files."""
    return header.apart and (header != only_the_day(header) or bool(header.attachments))

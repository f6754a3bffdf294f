"""How the published content stands, in words for staff: what happened, what residents see meanwhile, what helps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kiosk.contents import Standing

_PUBLISH = "Publish the pack again: `hub publish PACK --key FILE`."
_SOMEBODY = "Somebody may be in between, or at the hub's machine: tell whoever runs the hub."
_HIGHER = (
    "If the hub was restored from a backup, publish with a higher number: `hub publish PACK --key FILE --version N`."
)
_REFUSED = {
    "untrusted": f"the hub offers content without the council's signature. It is not shown. {_SOMEBODY}",
    "rolled-back": "the hub offers version {version}, older than one this kiosk has seen. It is not shown. " + _HIGHER,
    "changed": "the hub offers a second version {version}, with other content. It is not shown. " + _HIGHER,
    "expired": "the hub offers version {version}, which has expired. It is not shown. " + _PUBLISH,
    "file-changed": "a file of version {version} is not the one that was signed. It is not shown. "
    f"{_SOMEBODY} {_PUBLISH}",
    "file-missing": "the hub lacks a file of version {version}. It is not shown. " + _PUBLISH,
    "check-failed": "version {version} has mistakes for this kiosk; kiosk.log names them. It is not shown."
    " Mend the pack and publish it again, or update this kiosk.",
    "no-room": "version {version} could not be kept: the disk is too full, or answers with errors. Make room; it is"
    " tried again by itself.",
    "damaged": "version {version} is not on this disk as it was signed: somebody or the disk changed it."
    " It is not shown, and is fetched again by itself. Look who can write into KIOSK_HOME, and check the disk.",
}


def as_row(standing: Standing) -> dict[str, Any]:
    """Return the standing for `kiosk status --json`."""
    return {
        "version": standing.version or None,
        "expires_at": standing.expires_at,
        "expired": standing.expired,
        "refused": standing.refused,
        "refused_version": standing.refused_version or None,
    }


def warnings(standing: Standing) -> Iterator[str]:
    """Yield what staff should know; nothing where all is well."""
    if standing.refused:
        words = _REFUSED.get(standing.refused, standing.refused)
        yield f"content ({standing.refused}): {words.format(version=standing.refused_version)}"
    if standing.expired:
        until = f"version {standing.version} was good until {standing.expires_at:%Y-%m-%d}. It is shown on."
        yield f"content (expired): {until} Look whether the hub is reached. {_PUBLISH}"

"""One thing that `kiosk doctor` looked at."""

from kiosk.protocols import Finding


def finding(check: str, found: str, *, ok: bool, remedy: str = "") -> Finding:
    """Return what was found; what helps is said only where it is not well."""
    return Finding(check, ok, found, "" if ok else remedy)

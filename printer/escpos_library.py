"""python-escpos, imported late and without what it leaves behind.

It needs 0.3 s to import and makes a temporary folder that nobody removes: both are kept from the rest of the program.
"""

from __future__ import annotations

import os
import shutil
import threading
from functools import cache
from typing import Any

from kiosk.errors import ConfigError

# Where Latin letters stand alike in every maker's tables. ISO 8859-7 is not here: the euro sign has moved in it.
_TRUSTED_PAGES = ("CP437", "CP850", "CP858", "CP1252", "CP852", "CP1250", "ISO_8859-2", "ISO_8859-15")
_import_lock = threading.Lock()


@cache
def _library() -> Any:
    with _import_lock:
        import escpos.printer
        from escpos import capabilities

        if "ESCPOS_CAPABILITIES_PICKLE_DIR" not in os.environ:
            shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)
        return escpos


def usb(vendor: int, product: int, timeout_ms: int) -> Any:
    """Return python-escpos's USB device, not yet opened."""
    return _library().printer.Usb(vendor, product, timeout=timeout_ms)


def blank_job(profile: str) -> Any:
    """Return a python-escpos device that keeps what it is told in memory (`.output`).

    Its encoder knows only the code pages of the profile that can be trusted, so that it never has to guess. Raises
    ConfigError when there is no such profile.
    """
    from escpos.magicencode import Encoder

    escpos = _library()
    if profile not in escpos.capabilities.CAPABILITIES["profiles"]:
        raise ConfigError(
            "printer profile",
            f"python-escpos knows no printer “{profile}”.",
            "Name one of its profiles, such as TM-T20II, TM-T88V, POS-5890 or default.",
            key="profile",
        )
    pages = escpos.capabilities.get_profile(profile).get_code_pages()
    trusted = {name: number for name, number in pages.items() if name in _TRUSTED_PAGES}
    return escpos.printer.Dummy(profile=profile, magic_encode_args={"encoder": Encoder(trusted)})

"""Is there a screen to show a window on? Qt does not say no: it ends the whole program."""

from __future__ import annotations

import ctypes
import os
import sys

from kiosk.errors import KioskError


def need_a_display() -> None:
    """Raise KioskError where no window can be shown."""
    platform = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0]
    if not sys.platform.startswith("linux") or platform not in ("", "xcb") or os.environ.get("WAYLAND_DISPLAY"):
        return
    display = os.environ.get("DISPLAY", "")
    if not display:
        raise KioskError("there is no display: start it from a graphical session, or set DISPLAY")
    if not _x_server_answers():
        raise KioskError(f"no window can be opened on DISPLAY={display}: nothing answers there, or it lets nobody in")


def _x_server_answers() -> bool:
    try:
        xcb = ctypes.CDLL("libxcb.so.1")  # by the name that Qt loads it by: to look for it starts other programs
    except OSError:  # then Qt has the last word
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    error = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not error

"""A display where there is none: Xvfb, on a number that is free, ended with the demonstration."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.errors import KioskError

WIDTH, HEIGHT = 1080, 1920
_START_S = 20


def has_display() -> bool:
    """Say whether there is a screen to show windows on."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@contextmanager
def virtual_display(width: int = WIDTH, height: int = HEIGHT) -> Iterator[str]:
    """Start a virtual display and point DISPLAY at it. Raises KioskError where Xvfb is missing or does not start."""
    program = shutil.which("Xvfb")
    if program is None:
        raise KioskError("there is no display, and no Xvfb to stand in for one: install the package xvfb")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [program, "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = told.readline().strip()  # ends, empty, when Xvfb dies
        if not number:
            raise KioskError("the virtual display (Xvfb) did not start")
        os.environ["DISPLAY"] = f":{number}"
        os.environ["QT_QPA_PLATFORM"] = "xcb"
        yield f":{number}"
    finally:
        server.terminate()
        try:
            server.wait(_START_S)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()

"""What the first page waits for before anything is drawn: importing the app, beside importing Qt's widgets alone."""

from __future__ import annotations

import statistics
import subprocess
import sys
from pathlib import Path

from figure import Figure, in_turn


def importing(module: str) -> None:
    """Import a module in a fresh interpreter. Raises CalledProcessError where it cannot be imported."""
    subprocess.run([sys.executable, "-c", f"import {module}"], check=True)


def measure(folder: Path, *, thorough: bool) -> list[Figure]:  # noqa: ARG001
    """Return one figure, in milliseconds, process start included on both sides."""
    importing("kiosk.app")  # the first one compiles and fills the disk cache
    importing("PySide6.QtWidgets")
    app, qt = in_turn(
        lambda: importing("kiosk.app"), lambda: importing("PySide6.QtWidgets"), times=25 if thorough else 9
    )
    return [Figure("import-cost", statistics.median(app) * 1000, "ms", statistics.median(qt) * 1000, most=1.6)]

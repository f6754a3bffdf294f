"""What the first page waits for before anything is drawn: importing the app, beside importing Qt's widgets alone."""

from __future__ import annotations

import statistics
import subprocess
import sys
from pathlib import Path

from figure import Figure, in_turn

QT = "import PySide6.QtWidgets"
APP = """
import importlib, pkgutil
app = importlib.import_module("kiosk.app")
for module in pkgutil.walk_packages(getattr(app, "__path__", []), "kiosk.app."):
    importlib.import_module(module.name)
"""


def run(statements: str) -> None:
    """Run statements in a fresh interpreter. Raises CalledProcessError where they fail."""
    subprocess.run([sys.executable, "-c", statements], check=True)


def measure(folder: Path, *, thorough: bool) -> list[Figure]:  # noqa: ARG001
    """Return one figure, in milliseconds, process start included on both sides."""
    for statements in (APP, QT):  # the first time compiles and fills the disk cache
        run(statements)
    app, qt = in_turn(lambda: run(APP), lambda: run(QT), times=25 if thorough else 9)
    return [Figure("import-cost", statistics.median(app) * 1000, "ms", statistics.median(qt) * 1000, most=1.6)]

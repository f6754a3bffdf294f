"""Start → Welcome painted, beside a bare window with one label: two fresh processes on the same virtual display.

Each process ends at its first paint, so the whole of it is timed, the interpreter's own start included on both sides.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from figure import Figure, in_turn

from kiosk.demo.virtual_display import virtual_display

_UNTIL_PAINTED = """
import os
from PySide6.QtCore import QEvent, QObject

class UntilPainted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            os._exit(0)
        return False

until_painted = UntilPainted()
"""
BARE = f"""
from PySide6.QtWidgets import QApplication, QLabel
{_UNTIL_PAINTED}
application = QApplication([])
label = QLabel("Welcome")
label.installEventFilter(until_painted)
label.show()
application.exec()
"""
PRODUCT = f"""
import sys
from pathlib import Path
from kiosk.app.application import Kiosk
from kiosk.app.opening import make_application
from kiosk.parts import Parts
{_UNTIL_PAINTED}
parts = Parts.open(Path(sys.argv[1]), program="bench")
application = make_application()
kiosk = Kiosk(parts, application)
kiosk.frame.installEventFilter(until_painted)
kiosk.open(windowed=False)
application.exec()
"""


def run(statements: str, home: Path) -> None:
    """Run statements in a fresh interpreter. Raises CalledProcessError where they fail."""
    subprocess.run([sys.executable, "-c", statements, str(home)], check=True, timeout=120)


def measure(folder: Path, *, thorough: bool) -> list[Figure]:
    """Return one figure, in milliseconds."""
    os.environ["KIOSK_SECRETS"] = "file"
    with tempfile.TemporaryDirectory(dir=folder) as place, virtual_display():
        home = Path(place) / "kiosk"
        for statements in (PRODUCT, BARE):  # the first time makes the queue, compiles, and fills the disk cache
            run(statements, home)
        times = 25 if thorough else 9
        product, bare = in_turn(lambda: run(PRODUCT, home), lambda: run(BARE, home), times=times)
    return [
        Figure("start-to-welcome", statistics.median(product) * 1000, "ms", statistics.median(bare) * 1000, most=1.6)
    ]

"""Start → Welcome painted, beside a bare window with one label: two fresh processes on the same virtual display.

Each process ends at its first paint, so the whole of it is timed, the interpreter's own start included on both sides.
The product is `kiosk run` itself, from its command line on.
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
        if event.type() == QEvent.Type.Paint and watched.isWidgetType():
            os._exit(0)
        return False

until_painted = UntilPainted()
"""
BARE = f"""
from PySide6.QtWidgets import QApplication, QLabel
{_UNTIL_PAINTED}
application = QApplication([])
application.installEventFilter(until_painted)
label = QLabel("Welcome")
label.show()
application.exec()
"""
PRODUCT = f"""
import sys
from kiosk.__main__ import main
from kiosk.app.opening import make_application
{_UNTIL_PAINTED}
make_application().installEventFilter(until_painted)
sys.exit(main(["run"]) or "it ended before it was painted")
"""


def run(statements: str, home: Path) -> None:
    """Run statements in a fresh interpreter. Raises CalledProcessError where they fail."""
    environment = os.environ | {"KIOSK_HOME": str(home)}
    subprocess.run([sys.executable, "-c", statements], env=environment, check=True, timeout=120)


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

"""`kiosk demo`: prepares a folder, a hub and a kiosk of their own, then opens them or plays the tour."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from accessibility.display import DESIGN_PIXELS_PER_MM
from kiosk.demo.hub_process import HubProcess
from kiosk.demo.virtual_display import has_display, virtual_display
from kiosk.errors import KioskError
from kiosk.parts import Parts

_NAME = "central-library"


def show(pictures: Path | None) -> int:
    """Open the demonstration, or play it and leave pictures: in `pictures`, or in `out` where there is no display."""
    play = pictures is not None or not has_display()
    folder = pictures or Path("out")
    if play:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise KioskError(f"{folder}: this folder cannot be made ({error.strerror}). Name another one.") from error
    with ExitStack() as stack:
        home = stack.enter_context(_own_home())
        if play:
            stack.enter_context(virtual_display())
        hub = HubProcess(home / "hub")
        stack.callback(hub.stop)
        hub.start()
        print(f"hub: {hub.url} (it ends with this program)", flush=True)
        kiosk_home = home / "kiosk"
        receipt = (folder if play else home).resolve() / "receipt.txt"
        receipt.unlink(missing_ok=True)
        _prepare(kiosk_home, receipt, hub, density=DESIGN_PIXELS_PER_MM if play else 0)
        if not play:
            print(f"receipts are written to {receipt}; close the window to end", flush=True)
            from kiosk.app.opening import open_kiosk

            return open_kiosk(kiosk_home, windowed=True)
        _play(kiosk_home, folder, hub)
        print(f"pictures, receipt.txt, receipt.png and hub.json are in {folder}", flush=True)
        return 0


@contextmanager
def _own_home() -> Iterator[Path]:
    """A fresh folder, gone afterwards. Raises KioskError where KIOSK_HOME names a kiosk that has joined a hub."""
    named = os.environ.get("KIOSK_HOME")
    if named and (Path(named) / "queue.db").exists():
        raise KioskError(f"{named} holds a real kiosk: a demonstration does not touch it. Unset KIOSK_HOME.")
    home = Path(tempfile.mkdtemp(prefix="civic-kiosk-demo-"))
    before = {name: os.environ.get(name) for name in ("KIOSK_HOME", "KIOSK_SECRETS")}
    os.environ.update(KIOSK_HOME=str(home / "kiosk"), KIOSK_SECRETS="file")
    try:
        yield home
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        shutil.rmtree(home, ignore_errors=True)


def _prepare(home: Path, receipt: Path, hub: HubProcess, density: float) -> None:
    """Configure the kiosk and let it join the hub. The demonstration's clock is taken as right.

    `density` is the screen's pixels a millimetre, 0 for what the computer says.
    """
    from offline.enrolment import enrol

    home.mkdir(mode=0o700)
    settings = (
        f'always_trust_clock = true\n\n[printer]\nkind = "text"\npath = {json.dumps(str(receipt))}\n'
        f"\n[screen]\npixels_per_mm = {density}\n"
    )
    (home / "kiosk.toml").write_text(settings, encoding="utf-8")
    with Parts.open(home, program="kiosk demo") as parts:
        enrol(parts.store, parts.secrets, parts.hub_settings(hub.url), hub.enrolment_code(_NAME))


def _play(home: Path, folder: Path, hub: HubProcess) -> None:
    """Touch through the tour; leave pictures, the receipt and what the hub received. Raises KioskError."""
    from kiosk.app.application import Kiosk
    from kiosk.app.opening import make_application
    from kiosk.demo.hands import Hands
    from kiosk.demo.pictures import Pictures
    from kiosk.demo.tour import Tour
    from printer.picture import save

    with Parts.open(home, program="kiosk demo") as parts:
        kiosk = Kiosk(parts, make_application())
        kiosk.open(windowed=False)
        try:
            hands = Hands(kiosk.frame)
            pictures = Pictures(folder, kiosk.frame, kiosk.stage)
            tour = Tour(hands, pictures, hub.pause, hub.go_on)
            code = tour.report_a_missed_bin()
            tour.look_around(code)
        finally:
            kiosk.close()
        receipt = parts.store.receipt(code)
        if receipt is None or not (folder / "receipt.txt").exists():
            raise KioskError("the tour failed at “the receipt”: nothing was printed")
        (folder / "receipt.txt.lock").unlink(missing_ok=True)  # what keeps two writers apart; nobody prints any more
        save(receipt, folder / "receipt.png")
    (folder / "hub.json").write_text(
        json.dumps(hub.opened(code), indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )

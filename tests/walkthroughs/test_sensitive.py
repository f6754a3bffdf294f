"""A journey that its council calls sensitive: whoever finds the paper or the code does not learn what it was about."""

from __future__ import annotations

import re
import shutil
import urllib.request
from pathlib import Path

from finding import wait_until
from library import CODE, Council, ask_for_progress, open_library, report_a_missed_bin, send, settle_in
from PySide6.QtWidgets import QApplication
from tcp_printer import WELL, network_printer, tcp_printer

from kiosk.council_pack import DEMO_COUNCIL

SUBJECT = ["bin", "Recycling", "recycling", "Not emptied", "lorry", "come back", "working day", "kerb"]


def quiet_pack(home: Path) -> None:
    """Give the kiosk in `home` a council whose missed bins are a sensitive matter."""
    shutil.copytree(DEMO_COUNCIL, home / "pack")
    journey = home / "pack" / "journeys" / "missed-bin.toml"
    told = journey.read_text(encoding="utf-8")
    journey.write_text(told.replace("version = 1\n", "version = 1\nsensitive = true\n", 1), encoding="utf-8")


def about_it(words: str) -> list[str]:
    return [word for word in SUBJECT if re.search(rf"\b{word}", words)]  # "tabindex" is no bin


def public_page(council: Council, code: str) -> str:
    with urllib.request.urlopen(f"{council.process.url}/t/{code}", timeout=10) as page:
        return str(page.read().decode())


def test_neither_paper_nor_progress_nor_the_councils_page_name_a_sensitive_journey(
    joined: Path, council: Council, qapp: QApplication
) -> None:
    quiet_pack(joined)
    with tcp_printer(WELL) as printer:
        settle_in(joined, network_printer(printer.port))
        settings = joined / "kiosk.toml"
        settings.write_text('council = "pack"\n\n' + settings.read_text(encoding="utf-8"), encoding="utf-8")
        with open_library(joined) as library:
            report_a_missed_bin(library)
            code = send(library)
            library.hands.see_text("The council has it.")
            library.hands.see_text("Please take your receipt.")
            library.hands.touch("Finish")
            wait_until(lambda: council.answers(code)["which-bins"] == ["recycling"], seconds=20)
            ask_for_progress(library, code)
            library.hands.see_text("The council has it")
            assert library.hands.read(CODE) == code
            assert about_it(library.words()) == []
    receipt = printer.received.decode("latin-1")
    assert code in receipt
    assert about_it(receipt) == []
    page = public_page(council, code)
    assert code in page
    assert about_it(page) == []

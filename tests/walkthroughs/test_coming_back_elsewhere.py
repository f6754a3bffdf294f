"""Coming back at another kiosk: by way of the hub, and what is said while the hub has it not, or is away."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from library import Council, answer, join, open_library, send, settle_in
from PySide6.QtWidgets import QApplication
from saved_visits import (
    DAY,
    WHOSE,
    all_is_there,
    come_back,
    come_back_halfway,
    leave,
    save_and_leave,
    save_half_of_a_report,
    tell_the_hub,
    the_rest_of_it,
)


@pytest.fixture
def another(tmp_path: Path, council: Council, qapp: QApplication) -> Path:
    """Another kiosk of the same council."""
    home = tmp_path / "another"
    home.mkdir(mode=0o700)
    settle_in(home)
    join(home, council.process, f"van-{uuid4().hex[:8]}")
    return home


def test_saved_here_synced_and_opened_at_another_kiosk(joined: Path, another: Path, council: Council) -> None:
    with open_library(joined) as library:
        code = save_half_of_a_report(library)
        tell_the_hub(library)
    with open_library(another) as library:
        come_back_halfway(library, code)
        the_rest_of_it(library)
        all_is_there(library)
        send(library)
        leave(library)
        tell_the_hub(library)
    with open_library(joined) as library:
        come_back(library, code)
        library.hands.see("You have sent this already")


def test_gone_on_with_at_another_kiosk_it_is_the_later_one_everywhere(
    joined: Path, another: Path, council: Council
) -> None:
    with open_library(joined) as library:
        code = save_half_of_a_report(library)
        tell_the_hub(library)
    with open_library(another) as library:
        come_back(library, code)
        answer(library, WHOSE, "Just mine")
        library.hands.see(DAY)
        assert save_and_leave(library) == code
        tell_the_hub(library)
    with open_library(joined) as library:
        come_back(library, code)
        library.hands.see(DAY)


def test_not_at_the_hub_yet_it_says_to_go_to_the_kiosk_where_it_was_saved(
    away: Path, another: Path, council: Council
) -> None:
    with open_library(away) as library:
        code = save_half_of_a_report(library)
    with open_library(another) as library:
        come_back(library, code)
        library.hands.see("We found nothing with this code")
        library.hands.see_text("Please go to that kiosk.")


def test_while_the_hub_is_away_this_kiosks_copy_opens_and_says_that_it_may_be_an_older_one(
    joined: Path, council: Council
) -> None:
    with open_library(joined) as library:
        code = save_half_of_a_report(library)
        tell_the_hub(library)
        council.process.pause()
        try:
            library.hands._patience = 60
            come_back(library, code)
            library.hands.see("We found what you saved")
            library.hands.see_text("This is how you saved it at this kiosk.")
            library.hands.touch("Continue")
            library.hands.see(WHOSE)
        finally:
            council.process.go_on()

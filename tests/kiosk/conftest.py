"""The demo council to read, a copy of it to break, and the command line on a kiosk's own folder."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from command_line import Run
from part_of_the_council import part_of_the_council

from hub.__main__ import main as hub_main
from kiosk.__main__ import main as kiosk_main
from kiosk.council_pack import CouncilPack, load_council_pack


@pytest.fixture(scope="session")
def pack() -> CouncilPack:
    """The demo council, read once."""
    return load_council_pack()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A few journeys of the demo council, to be changed and checked: the same work however many it has."""
    return part_of_the_council(tmp_path / "pack")


@pytest.fixture
def run(kiosk_home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def command(*words: str, said: str | bytes = "") -> tuple[int, str, str]:
        given = said.encode() if isinstance(said, str) else said
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given)))
        main, rest = (hub_main, words[1:]) if words[:1] == ("hub",) else (kiosk_main, words)
        try:
            code = main(list(rest))
        except SystemExit as end:  # argparse
            code = int(end.code or 0)
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return command

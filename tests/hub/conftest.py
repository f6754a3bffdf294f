"""A hub in its own folder, with a clock that tests move, and a kiosk that joined it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from attached_files import sealed
from hub_command import hub
from sending_kiosk import SendingKiosk, SetClock, enrol
from sent_files import TWO, Sent, with_files
from served import served

from hub.__main__ import main
from hub.api.app import create_app
from hub.home import Home
from hub.keys import new_secrets, write_keys
from hub.pages.languages import PageLanguages
from hub.parts import Parts, open_parts
from hub.settings import write_settings

Run = Callable[..., tuple[int, str, str]]

WELSH = """
msgid ""
msgstr ""
"Language: cy\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=6; plural=(n==0) ? 0 : (n==1) ? 1 : (n==2) ? 2 : (n==3) ? 3 : (n==6) ? 4 : 5;\\n"

msgid "The council has it"
msgstr "Mae gan y cyngor hwn"

msgid "Check progress"
msgstr "Gwirio cynnydd"
"""


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "hub")
    home.path.mkdir(mode=0o700)
    write_keys(home.keys, new_secrets())
    write_settings(home.settings_file, "Fairholme Council", "https://track.example")
    return home


@pytest.fixture
def parts(home: Home, clock: SetClock) -> Iterator[Parts]:
    parts = open_parts(home, now=clock)
    yield parts
    parts.database.close()


@pytest.fixture
def languages(tmp_path: Path) -> PageLanguages:
    folder = tmp_path / "locale"
    folder.mkdir()
    (folder / "cy.po").write_text(WELSH, encoding="utf-8")
    return PageLanguages([folder])


@pytest.fixture
def client(parts: Parts, languages: PageLanguages) -> Iterator[httpx.Client]:
    """The service on a real server, without its opener running: tests open when they mean to."""
    with served(create_app(parts, languages), lifespan=False) as client:
        yield client


@pytest.fixture
def sending(parts: Parts, client: httpx.Client) -> SendingKiosk:
    return enrol(client, parts.kiosks.invite("central-library"))


@pytest.fixture
def sent(client: httpx.Client, sending: SendingKiosk) -> Sent:
    """A submission with two files, of which nothing has arrived yet."""
    return with_files(client, sending, sealed(*TWO))


@pytest.fixture
def code(parts: Parts, client: httpx.Client, sending: SendingKiosk) -> str:
    """The code of a submission that arrived and was opened."""
    header = sending.header()
    sending.put(client, sending.envelope(header))
    parts.opener.verify_waiting()
    return header.tracking_code


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder made by `hub init`, and what it said."""
    home = tmp_path_factory.mktemp("made") / "hub"
    done = hub(home, "init", "--name", "Fairholme Council", "--public-url", "https://track.example")
    assert (done.returncode, done.stderr) == (0, "")
    return home, done.stdout


@pytest.fixture
def folder(made: tuple[Path, str], tmp_path: Path) -> Path:
    shutil.copytree(made[0], tmp_path / "hub")
    return tmp_path / "hub"


@pytest.fixture
def run(home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on the hub in `home`; returns the exit code, what it printed and what it complained of."""
    monkeypatch.setenv("HUB_HOME", str(home.path))

    def command(*words: str) -> tuple[int, str, str]:
        try:
            code = main(words)
        except SystemExit as end:  # argparse
            code = int(end.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return command

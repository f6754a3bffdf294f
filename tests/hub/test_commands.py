"""The `hub` command as people run it: in a process of its own."""

from __future__ import annotations

import time
from pathlib import Path

import httpx
import pytest
from hub_command import hub, serving, value
from sending_kiosk import CANARY, SendingKiosk, enrol
from sqlalchemy import create_engine, text

from hub.__main__ import main
from kiosk.submission import AnsweredQuestion


def passphrase(made: tuple[Path, str]) -> str:
    return next(line.strip() for line in made[1].splitlines() if line.count("-") == 4 and line.strip().isupper())


def test_init_makes_everything_private_and_says_where_things_go(made: tuple[Path, str]) -> None:
    home, said = made
    for file in [path for path in home.rglob("*") if path.is_file() and path.suffix != ".toml"]:
        assert file.name == "hub.db-journal" or file.stat().st_mode & 0o077 == 0, file.name
    assert home.stat().st_mode & 0o777 == 0o700
    for told in ("recovery-copy.json", "content.key", "Recovery passphrase"):
        assert told in said
    assert passphrase(made) not in "".join(
        path.read_text(errors="ignore") for path in home.rglob("*") if path.is_file()
    )


def test_init_never_overwrites(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    done = hub(folder, "init")
    assert done.returncode == 2
    assert "hub.toml" in done.stderr
    (folder / "hub.toml").unlink()
    del before[folder / "hub.toml"]
    assert hub(folder, "init").returncode == 2
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def answers_of(kiosk: SendingKiosk, client: httpx.Client) -> str:
    header = kiosk.header()
    answers = [
        AnsweredQuestion("address", "Where is it?", {"uprn": "100012"}, f"1 {CANARY}"),
        AnsweredQuestion("bins", "Which bins?", ["rubbish", "food"], "Rubbish and food"),
        AnsweredQuestion("name", "What is your name?", "Siân Ŵŷ", "Siân Ŵŷ"),
    ]
    assert (
        kiosk.put(client, kiosk.envelope(header, answers=answers, offers=["complaint"], urgent=True)).status_code == 201
    )
    return header.tracking_code


def test_from_invitation_to_closed_case_while_it_serves(folder: Path) -> None:
    with serving(folder) as (client, written):
        code = value(hub(folder, "kiosks", "add", "central library", "--json"))["code"]
        kiosk = enrol(client, code)
        tracking = answers_of(kiosk, client)
        until = time.monotonic() + 20
        while time.monotonic() < until and value(hub(folder, "submissions", "--json"))[0]["state"] != "complete":
            time.sleep(0.1)
        (listed,) = value(hub(folder, "submissions", "--json"))
        assert list(listed) == ["id", "tracking_code", "journey", "kiosk", "received_at", "state", "status", "apart"]
        assert (listed["tracking_code"], listed["state"], listed["status"]) == (tracking, "complete", "received")
        shown = value(hub(folder, "show", tracking.lower(), "--json"))
        assert shown["answers"] == {"address": {"uprn": "100012"}, "bins": ["rubbish", "food"], "name": "Siân Ŵŷ"}
        assert shown["asked"][1] == {
            "question": "bins",
            "asked": "Which bins?",
            "answer": ["rubbish", "food"],
            "shown": "Rubbish and food",
        }
        assert (shown["kiosk"], shown["ward"], shown["urgent"], shown["offers"]) == (
            "central library",
            "North",
            True,
            ["complaint"],
        )
        assert CANARY in hub(folder, "show", tracking).stdout
        moved = hub(folder, "status", tracking, "closed", "--note", "Emptied today.", "--public")
        assert (moved.returncode, moved.stderr) == (0, "")
        page = client.get(f"/t/{tracking}")
        assert "Emptied today." in page.text
        assert "server" not in page.headers
        assert hub(folder, "kiosks", "revoke", "central library").returncode == 0
        assert kiosk.put(client, kiosk.envelope()).status_code == 403
        assert value(hub(folder, "kiosks", "--json"))[0]["state"] == "revoked"
        assert value(hub(folder, "conflicts", "--json")) == []
        for words in (("kiosks",), ("submissions",), ("conflicts",)):
            assert hub(folder, *words).returncode == 0
    assert written[0] == ""
    assert len(written[1].splitlines()) == 1, "nothing but that [contact] is empty"
    engine = create_engine(f"sqlite:///{folder / 'hub.db'}")
    with engine.connect() as connection:
        acts = connection.execute(text("SELECT act, who FROM audit ORDER BY number")).all()
    engine.dispose()
    assert [act for act, _ in acts] == ["verified", "shown", "shown", "moved"]
    assert acts[1].who.startswith("command line")
    for path in folder.rglob("*"):
        if path.is_file():
            assert CANARY.encode() not in path.read_bytes(), path.name
            assert "Siân".encode() not in path.read_bytes(), path.name


def test_another_database_can_be_named(folder: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'other.db'}"
    assert hub(folder, "kiosks", "add", "van", "--database", url).returncode == 0
    assert [one["name"] for one in value(hub(folder, "kiosks", "--json", "--database", url))] == ["van"]
    assert value(hub(folder, "kiosks", "--json")) == []


def test_the_recovery_drill(made: tuple[Path, str], folder: Path, tmp_path: Path) -> None:
    copy = str(folder / "recovery-copy.json")
    good = hub(folder, "recovery", "check", copy, said=passphrase(made).lower() + "\n")
    assert (good.returncode, "opens" in good.stdout) == (0, True)
    assert hub(folder, "recovery", "check", copy, said="AAAAA-AAAAA-AAAAA-AAAAA-AAAAA\n").returncode == 1
    assert hub(folder, "recovery", "check", str(folder / "hub.toml"), said="x\n").returncode == 2
    stranger = tmp_path / "stranger"
    hub(stranger, "init")
    other = hub(stranger, "recovery", "check", copy, said=passphrase(made) + "\n")
    assert other.returncode == 1
    assert "another hub" in other.stderr
    fresh = tmp_path / "fresh"
    assert hub(fresh, "recovery", "restore", copy, said=passphrase(made) + "\n").returncode == 0
    for file in (folder / "keys").iterdir():
        assert (fresh / "keys" / file.name).read_bytes() == file.read_bytes()
    assert hub(folder, "recovery", "new-epoch").returncode == 0


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("serve", "--host", "0.0.0.0"), 2, "--behind-proxy"),
        (("serve", "--host", "192.0.2.1"), 2, "--certificate"),
        (("serve", "--certificate", "x.pem"), 2, "belong together"),
        (("serve", "--certificate", "x.pem", "--key", "y.pem"), 2, "x.pem"),
        (("serve", "--workers", "0"), 2, "--workers"),
        (("serve", "--port", "70000"), 2, "--port"),
        (("serve", "--database", "nosuch://"), 2, "database"),
        (("kiosks", "add", "ŵ"), 2, "letters"),
        (("kiosks", "revoke", "nowhere"), 1, "nowhere"),
        (("show", "KK-2222-2222-2"), 2, "One letter or number is not right"),
        (("show", "KK"), 2, "none is missing"),
        (("status", "KK-2222-2222-Y", "done"), 2, "invalid choice"),
        (("submissions", "--jsn"), 2, "unrecognized"),
        ((), 2, "required"),
        (("recovery",), 2, "required"),
    ],
)
def test_wrong_use_is_explained(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    code: int,
    says: str,
) -> None:
    monkeypatch.setenv("HUB_HOME", str(folder))
    try:
        ended = main(words)
    except SystemExit as stop:  # argparse ends the program itself
        ended = int(stop.code or 0)
    said = capsys.readouterr()
    assert (ended, said.out) == (code, "")
    assert says in said.err


def test_a_code_that_nobody_sent_is_refused(folder: Path) -> None:
    from kiosk.tracking_code import new_code

    for words in (("show", new_code("KK")), ("status", new_code("KK"), "closed")):
        done = hub(folder, *words)
        assert (done.returncode, done.stdout) == (1, "")
        assert "may still wait at a kiosk" in done.stderr


def test_a_folder_that_is_no_hub_or_is_open_to_others_is_named(folder: Path, tmp_path: Path) -> None:
    missing = hub(tmp_path / "nothing", "submissions", "--json")
    assert missing.returncode == 2
    assert "hub init" in missing.stderr
    (folder / "keys" / "sealing.key").chmod(0o644)
    opened = hub(folder, "submissions")
    assert opened.returncode == 2
    assert "chmod 600" in opened.stderr


def test_a_broken_database_says_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "hub.db").write_bytes(b"not a database at all" * 100)
    monkeypatch.setenv("HUB_HOME", str(folder))
    assert main(["submissions"]) == 1
    assert "database" in capsys.readouterr().err

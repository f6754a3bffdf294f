"""What staff and IT officers type: where options count, what notes may be, what is told at the end."""

from __future__ import annotations

import errno
import json
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from hub_command import hub, serving
from sending_kiosk import SendingKiosk

from hub.commands import serve
from hub.parts import Parts
from kiosk.tracking_code import new_code

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def sent(client: httpx.Client, sending: SendingKiosk) -> str:
    """The code of a submission that arrived."""
    header = sending.header()
    sending.put(client, sending.envelope(header))
    return header.tracking_code


def told(run: Run, *words: str) -> Any:
    code, out, err = run(*words)
    assert (code, err) == (0, "")
    return msgspec.json.decode(out)


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_options_count_before_and_after_the_name_of_an_act(run: Run, tmp_path: Path, *, before: bool) -> None:
    options = ("--json", "--database", f"sqlite:///{tmp_path / 'other.db'}")
    placed = (*options, "add", "van") if before else ("add", "van", *options)
    assert list(told(run, "kiosks", *placed)) == ["code"]
    placed = (*options, "revoke", "van") if before else ("revoke", "van", *options)
    assert told(run, "kiosks", *placed) == {"name": "van", "state": "revoked"}
    assert [one["name"] for one in told(run, "kiosks", *options)] == ["van"]
    assert told(run, "kiosks", "--json") == []


@pytest.mark.parametrize("name", ["", " ", "-van", "ŵ", "x" * 61])
def test_a_name_that_no_kiosk_may_have_is_wrong_use(run: Run, name: str) -> None:
    code, out, err = run("kiosks", "add", "--", name)
    assert (code, out) == (2, "")
    assert "1 to 60 letters" in err


def test_a_name_that_is_taken_is_refused(run: Run, sending: SendingKiosk) -> None:
    code, _, err = run("kiosks", "add", sending.name)
    assert (code, "taken" in err) == (1, True)


def test_what_changes_something_says_so_in_one_line(run: Run, parts: Parts, sending: SendingKiosk, sent: str) -> None:
    for words, said in (
        (("status", sent, "in_progress"), f"{sent} is in_progress now.\n"),
        (("status", sent, "closed", "--note", "x"), f"{sent} is closed now; staff alone read the note.\n"),
        (
            ("status", sent, "closed", "--note", "x", "--public"),
            f"{sent} is closed now; the resident reads the note.\n",
        ),
        (("kiosks", "revoke", sending.name), f"{sending.name} is revoked: nothing is taken from it any more.\n"),
    ):
        assert run(*words) == (0, said, "")
    code, out, err = run("recovery", "new-epoch")
    assert (code, len(out.splitlines()), err) == (0, 1, "")
    assert "sends again" in out


def test_what_changes_something_is_told_to_programs_as_well(run: Run, client: httpx.Client, sent: str) -> None:
    moved = told(run, "status", sent.lower(), "closed", "--note", " Emptied. ", "--public", "--json")
    assert moved == {"tracking_code": sent, "status": "closed", "note": "Emptied.", "public": True}
    epoch = told(run, "recovery", "new-epoch", "--json")["epoch"]
    assert client.get("/v1/health").json()["epoch"] == epoch


def test_staff_read_every_note_and_who_else_may(run: Run, parts: Parts, sent: str) -> None:
    run("status", sent, "in_progress", "--note", "Lorry 4 looks.")
    parts.opener.verify_waiting()
    run("status", sent, "waiting_for_you", "--note", "Which bin?", "--public")
    run("status", sent, "closed")
    steps = told(run, "show", sent, "--json")["history"]
    assert [(step["status"], step["note"], step["public"]) for step in steps] == [
        ("received", "", False),
        ("in_progress", "Lorry 4 looks.", False),
        ("waiting_for_you", "Which bin?", True),
        ("closed", "", False),
    ]
    assert all(list(step) == ["at", "status", "note", "public"] for step in steps)
    assert [step["at"] for step in steps] == sorted(step["at"] for step in steps)
    _, out, _ = run("show", sent)
    assert "UTC  in_progress: Lorry 4 looks. (for staff)\n" in out
    assert "UTC  waiting_for_you: Which bin? (public)\n" in out


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--public",), 'give it with --note "…"'),
        (("--public", "--note", " "), 'give it with --note "…"'),
        (("--note", "x" * 501), "has 501 letters, and may have 500"),
        (("--public", "--note", "ŵ" * 501), "has 501 letters, and may have 500"),
    ],
)
def test_a_note_that_cannot_stand_changes_nothing(
    run: Run, parts: Parts, sent: str, options: tuple[str, ...], says: str
) -> None:
    code, out, err = run("status", sent, "closed", *options)
    assert (code, out) == (2, "")
    assert says in err
    assert parts.casework.find(sent).status == "received"
    assert run("status", sent, "closed", "--note", "ŵ" * 500)[0] == 0


def test_a_code_that_nobody_sent_is_told_before_anything_changes(run: Run) -> None:
    code, out, err = run("status", new_code("KK"), "closed", "--json")
    assert (code, json.loads(out)["error"]["code"]) == (1, "unknown")
    assert json.loads(out)["error"]["message"] in err


@pytest.mark.parametrize("below", ["", "hub", "a/b/hub"])
@pytest.mark.parametrize("words", [("submissions",), ("init",), ("serve",)])
def test_a_hub_home_that_is_or_lies_under_a_file_is_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, below: str, words: tuple[str, ...]
) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder")
    monkeypatch.setenv("HUB_HOME", str(file / below))
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert f"{file} [HUB_HOME]: is a file, not a folder. Set HUB_HOME" in err


def test_a_host_that_nobody_knows_is_wrong_use(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(serve.socket, "getaddrinfo", unknown)
    code, out, err = run("serve", "--host", "nope.invalid", "--behind-proxy")
    assert (code, out) == (2, "")
    assert "--host nope.invalid is no name or address that this machine knows. Give 127.0.0.1" in err
    assert "another hub" not in err


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (errno.EADDRINUSE, "Is another hub running?"),
        (errno.EADDRNOTAVAIL, "not an address of this machine"),
        (errno.EACCES, "Ports below 1024"),
        (errno.ENOBUFS, "Cannot listen on 127.0.0.1 port 8600"),
    ],
)
def test_why_it_cannot_listen_is_told_with_what_helps(
    run: Run, monkeypatch: pytest.MonkeyPatch, fault: int, says: str
) -> None:
    class Refusing(socket.socket):
        def bind(self, _address: object) -> None:
            self.close()
            raise OSError(fault, "refused")

    monkeypatch.setattr(serve.socket, "socket", Refusing)
    code, out, err = run("serve")
    assert (code, out) == (1, "")
    assert says in err
    assert ("another hub" in err) == (fault == errno.EADDRINUSE)


def test_a_hub_without_contacts_says_so_once_at_its_start(folder: Path) -> None:
    with serving(folder, "--workers", "2") as (_, without):
        pass
    assert without[1].startswith(f"hub: {folder / 'hub.toml'} [contact] is empty: tracking pages name no way")
    assert without[1].count("[contact]") == 1
    assert without[1].count("each of the 2 processes counts requests by itself") == 1
    settings = (folder / "hub.toml").read_text().replace('# email = "', 'email = "')
    (folder / "hub.toml").write_text(settings)
    with serving(folder) as (_, written):
        pass
    assert written == ["", ""]


def test_init_leaves_a_table_of_contacts_to_fill_in(made: tuple[Path, str]) -> None:
    home, said = made
    lines = (home / "hub.toml").read_text().splitlines()
    table = lines[lines.index("[contact]") + 1 :]
    assert [line.split()[1] for line in table] == ["text", "phone", "relay", "email", "web", "visit"]
    assert "below [contact]" in said


def test_every_key_and_the_settings_can_be_brought_back(made: tuple[Path, str], folder: Path) -> None:
    secret = next(line.strip() for line in made[1].splitlines() if line.count("-") == 4 and line.strip().isupper())
    copy = str(folder / "recovery-copy.json")
    (folder / "keys" / "receipt.key").unlink()
    lost = hub(folder, "submissions")
    assert (lost.returncode, "hub recovery restore FILE" in lost.stderr) == (2, True)
    assert "or run `hub init`" not in lost.stderr
    back = hub(folder, "recovery", "restore", copy, said=secret + "\n")
    assert (back.returncode, back.stderr) == (0, "")
    assert "Back in" in back.stdout
    assert ": receipt.key.\n" in back.stdout
    assert (folder / "keys" / "receipt.key").read_bytes() == (made[0] / "keys" / "receipt.key").read_bytes()
    assert hub(folder, "submissions").returncode == 0
    (folder / "hub.toml").unlink()
    refused = hub(folder, "init")
    assert (refused.returncode, "hub init --keep-keys" in refused.stderr) == (2, True)
    again = hub(folder, "recovery", "restore", copy, said=secret + "\n")
    assert (again.returncode, "Nothing was changed." in again.stdout) == (0, True)
    assert "hub init --keep-keys" in again.stdout
    kept = hub(folder, "init", "--keep-keys", "--name", "Fairholme Council", "--public-url", "https://track.example")
    assert (kept.returncode, kept.stderr) == (0, "")
    assert "passphrase" not in kept.stdout
    for file in [*(folder / "keys").iterdir(), folder / "recovery-copy.json", folder / "hub.toml"]:
        assert file.read_bytes() == (made[0] / file.relative_to(folder)).read_bytes()
    assert hub(folder, "submissions").returncode == 0


def test_keys_are_kept_only_where_all_are_there(folder: Path) -> None:
    (folder / "hub.toml").unlink()
    (folder / "keys" / "token.key").unlink()
    done = hub(folder, "init", "--keep-keys")
    assert (done.returncode, "token.key" in done.stderr) == (2, True)
    assert not (folder / "hub.toml").exists()


def test_another_hub_s_key_is_never_overwritten(made: tuple[Path, str], folder: Path, tmp_path: Path) -> None:
    secret = next(line.strip() for line in made[1].splitlines() if line.count("-") == 4 and line.strip().isupper())
    stranger = tmp_path / "stranger"
    hub(stranger, "init")
    (stranger / "keys" / "content.pub").unlink()
    before = {file: file.read_bytes() for file in (stranger / "keys").iterdir()}
    done = hub(stranger, "recovery", "restore", str(folder / "recovery-copy.json"), said=secret + "\n")
    assert (done.returncode, done.stdout) == (2, "")
    assert "sealing.key: holds another key than the recovery copy" in done.stderr
    assert "Move it to another folder" in done.stderr
    assert {file: file.read_bytes() for file in (stranger / "keys").iterdir()} == before

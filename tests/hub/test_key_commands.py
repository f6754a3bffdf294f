"""`hub keys` and `hub recovery copy|drill`: what is shown, when it counts, and what is never shown."""

from __future__ import annotations

import base64
import io
import sys
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from sending_kiosk import CANARY, SendingKiosk, SetClock
from sqlalchemy import select, update

from hub import recovery_copies
from hub.home import Home
from hub.key_records import write_record
from hub.keys import load_keys, new_secrets
from hub.parts import Parts
from hub.recovery import decrypt, encrypt
from hub.recovery_copies import warnings
from hub.tables import audit, submission
from offline.wire import read_envelope
from offline.wire.keys import follow

Run = Callable[..., tuple[int, str, str]]
Type = Callable[[str], None]


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 at its least: what it costs is tested where copies are."""
    monkeypatch.setattr(recovery_copies, "encrypt", partial(encrypt, operations=1, memory=8192))


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Type:
    """Types a passphrase on standard input."""
    return lambda text: monkeypatch.setattr(sys, "stdin", io.StringIO(f"{text}\n"))


def told(run: Run, *words: str) -> Any:
    code, out, err = run(*words, "--json")
    assert (code, err) == (0, "")
    return msgspec.json.decode(out)


def opened(client: httpx.Client, parts: Parts, sending: SendingKiosk) -> None:
    """Let one more submission arrive, and the hub open it."""
    assert sending.put(client, sending.envelope()).status_code == 201
    parts.opener.verify_waiting()


@pytest.mark.parametrize("kind", ["sealing", "receipt"])
def test_a_rotation_shows_the_passphrase_of_a_copy_that_holds_the_new_key(run: Run, home: Home, kind: str) -> None:
    before = load_keys(home.keys).public()
    made = told(run, "keys", "rotate", kind)
    after = load_keys(home.keys)
    assert made["former"] == getattr(before, f"{kind}_id")
    assert made["id"] == getattr(after.public(), f"{kind}_id") != made["former"]
    assert decrypt(Path(made["recovery_copy"]), made["passphrase"]) == after.secrets()
    follow(before, after.history.links)


def test_what_is_printed_names_both_places_and_the_codes_that_no_longer_fit(run: Run) -> None:
    run("kiosks", "add", "van")
    code, out, err = run("keys", "rotate", "receipt")
    assert (code, err) == (0, "")
    assert "shown only now" in out
    assert "hub recovery drill FILE" in out
    assert out.endswith("New ones are needed for: van\n")
    assert "van" not in run("keys", "rotate", "sealing")[1]


def test_where_the_passphrase_cannot_be_shown_the_former_key_stays(
    run: Run, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Closed(io.StringIO):
        def flush(self) -> None:
            raise BrokenPipeError

    before = load_keys(home.keys).public()
    for words in (("keys", "rotate", "sealing"), ("keys", "rotate", "receipt", "--json")):
        monkeypatch.setattr(sys, "stdout", Closed())
        assert run(*words)[0] == 1
        monkeypatch.undo()
        monkeypatch.setenv("HUB_HOME", str(home.path))
        assert load_keys(home.keys).public() == before


def test_where_no_copy_can_be_written_the_former_key_stays(
    run: Run, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = load_keys(home.keys).public()

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("hub.recovery_copies.write_private", full)
    code, out, err = run("keys", "rotate", "sealing")
    assert (code, out) == (2, "")
    assert "Nothing was changed" in err
    assert load_keys(home.keys).public() == before


def test_keys_are_listed_with_their_dates_and_what_should_be_done(run: Run) -> None:
    told(run, "keys", "rotate", "sealing")
    told(run, "keys", "rotate", "receipt")
    listed = told(run, "keys")
    assert [(one["kind"], one["current"]) for one in listed["keys"]] == [
        ("sealing", True),
        ("sealing", False),
        ("receipt", True),
        ("receipt", False),
        ("content", True),
    ]
    assert all(one["since"] for one in listed["keys"] if one["current"] and one["kind"] != "content")
    assert listed["recovery_drill"] is None
    assert listed["warnings"] == ["No recovery copy was ever tried. Try it: hub recovery drill FILE"]
    code, out, err = run("keys")
    assert (code, err) == (0, "")
    assert "in use" in out
    assert "retired" in out
    assert "Last drill: never." in out


def test_nothing_secret_is_listed(run: Run, home: Home) -> None:
    told(run, "keys", "rotate", "sealing")
    said = run("keys")[1] + run("keys", "--json")[1]
    for file in home.keys.iterdir():
        if file.suffix == ".key":
            for line in file.read_text().split():
                assert line not in said
                assert base64.b64decode(line).hex() not in said


def test_a_drill_opens_a_form_sealed_to_each_key_and_says_nothing_of_it(
    run: Run, parts: Parts, client: httpx.Client, sending: SendingKiosk, typed: Type
) -> None:
    opened(client, parts, sending)
    told(run, "keys", "rotate", "sealing")
    sending.keys = load_keys(parts.home.keys).public()
    opened(client, parts, sending)
    made = told(run, "recovery", "copy")
    typed(made["passphrase"])
    code, out, err = run("recovery", "drill", made["recovery_copy"])
    assert (code, err) == (0, "")
    assert out == "The recovery copy holds every key of this hub, and opened 2 of the forms that came in.\n"
    assert CANARY not in out
    with parts.database.reading() as connection:
        assert len(connection.execute(select(audit).where(audit.c.act == "drilled")).all()) == 2
    listed = told(run, "keys")
    assert listed["warnings"] == []
    assert listed["recovery_drill"]["at"]


def test_without_a_form_a_probe_is_opened(run: Run, typed: Type) -> None:
    made = told(run, "recovery", "copy")
    typed(made["passphrase"])
    told_of = told(run, "recovery", "drill", made["recovery_copy"])
    assert (told_of["opened"], told_of["probe"]) == (0, True)


@pytest.mark.parametrize("kind", ["sealing", "receipt"])
def test_a_copy_older_than_the_newest_key_fails_the_drill_and_is_not_remembered(
    run: Run, typed: Type, kind: str
) -> None:
    old = told(run, "recovery", "copy")
    told(run, "keys", "rotate", kind)
    typed(old["passphrase"])
    code, out, err = run("recovery", "drill", old["recovery_copy"])
    assert (code, out) == (1, "")
    assert "hub recovery copy" in err
    assert told(run, "keys")["recovery_drill"] is None
    typed(old["passphrase"])
    code, _, err = run("recovery", "check", old["recovery_copy"])
    assert code == 1
    assert "older than the newest key here. Try the newest copy, or make one: hub recovery copy" in err


def test_another_hub_s_copy_fails_the_drill(run: Run, typed: Type, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_bytes(encrypt(new_secrets(), "A" * 25, 1, 8192))
    typed("A" * 25)
    code, _, err = run("recovery", "drill", str(other))
    assert code == 1
    assert "another hub's" in err


def test_a_copy_whose_sealing_key_is_not_the_one_fails_the_drill(
    run: Run, parts: Parts, client: httpx.Client, sending: SendingKiosk, typed: Type
) -> None:
    """A copy that names the right keys and cannot open with them is found out by opening, by nothing else."""
    opened(client, parts, sending)
    with parts.database.writing() as connection:
        envelope = read_envelope(connection.scalars(select(submission.c.envelope)).one())
        other = msgspec.structs.replace(envelope, sealed=bytes(reversed(envelope.sealed)))
        connection.execute(update(submission).values(envelope=msgspec.json.encode(other)))
    made = told(run, "recovery", "copy")
    typed(made["passphrase"])
    assert run("recovery", "drill", made["recovery_copy"])[0] == 1
    assert told(run, "keys")["recovery_drill"] is None


def test_warnings_follow_copies_drills_and_time(parts: Parts, clock: SetClock) -> None:
    keys = parts.keys
    ids = [keys.public().sealing_id, keys.public().receipt_id]

    def said() -> list[str]:
        with parts.database.reading() as connection:
            return list(warnings(connection, keys, clock.at))

    def record(event: Any, *names: str) -> None:
        with parts.database.writing() as connection:
            write_record(connection, event, clock.at, names)

    assert len(said()) == 1
    record("recovery drill", *ids)
    assert said() == []
    clock.pass_by(days=364)
    assert said() == []
    clock.at += timedelta(days=2)
    assert "more than a year" in said()[0]
    record("recovery drill", ids[0])
    assert "older than the newest key" in said()[0]
    record("recovery drill", *ids)
    record("recovery copy", *ids, "f" * 16)
    assert "newer keys than are here" in said()[0]

"""What the command line refuses, how it says so, and with which exit code."""

from __future__ import annotations

import json
import shutil
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from broken_pack import change
from command_line import STREET_LIGHT, Run
from library import join_nobody

from kiosk.council_pack import DEMO_COUNCIL
from offline.wire import enrolment_code


@pytest.fixture
def pack(kiosk_home: Path) -> Path:
    """A council pack of one's own, to break."""
    folder = kiosk_home / "pack"
    shutil.copytree(DEMO_COUNCIL, folder)
    (kiosk_home / "kiosk.toml").write_text('council = "pack"\n', encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "words", [("journeys",), ("example", "missed-bin"), ("submit", "missed-bin"), ("status",), ("sync",), ("check",)]
)
def test_a_wrong_kiosk_toml_ends_every_command_with_2(kiosk_home: Path, run: Run, words: tuple[str, ...]) -> None:
    (kiosk_home / "kiosk.toml").write_text("[printer]\ncolums = 48\n", encoding="utf-8")
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert f"{kiosk_home / 'kiosk.toml'}:2 [printer.colums]" in err
    assert "Did you mean 'columns'?" in err


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("council.toml", "timezone =", "timzone =", ("[timzone]", "Did you mean 'timezone'?")),
        ("council.toml", 'country = "england"', 'country = "france"', ("[country]", "england")),
        ("council.toml", 'id = "fairholme"', "id = 5", ("[id]", "must be a text in quotes")),
        ("council.toml", 'id = "fairholme"', "id = ", (":3", "not TOML")),
        (
            "journeys/missed-bin.toml",
            "contact_type =",
            "contact_tipe =",
            ("[contact_tipe]", "Did you mean 'contact_type'?"),
        ),
        ("journeys/missed-bin.toml", "minutes = 3", 'minutes = "3"', ("[minutes]", "must be a whole number")),
        ("journeys/missed-bin.toml", 'title = "Report a missed bin"\n', "", ("[title]", "Add a line such as `title")),
    ],
)
def test_a_wrong_pack_names_file_line_key_and_remedy_and_ends_with_2(
    pack: Path, run: Run, file: str, old: str, new: str, told: tuple[str, ...]
) -> None:
    change(pack / file, old, new)
    code, out, err = run("journeys", "--json")
    assert (code, json.loads(out)["error"]["code"]) == (2, "configuration")
    assert json.loads(out)["error"]["file"] == str(pack / file)
    assert f"{pack / file}:" in err
    assert [part for part in told if part not in err] == []


def test_check_finds_what_only_shows_when_a_journey_is_walked(pack: Path, run: Run) -> None:
    change(pack / "journeys" / "missed-bin.toml", 'kind = "address"', 'kind = "adress"')
    code, _, err = run("check")
    assert code == 1
    assert str(pack / "journeys" / "missed-bin.toml") in err
    assert "'adress' is not among what may stand here. Did you mean 'address'?" in err


@pytest.mark.parametrize("file", ["council.toml", "addresses.csv"])
def test_a_missing_file_of_the_pack_is_named(pack: Path, run: Run, file: str) -> None:
    (pack / file).unlink()
    code, _, err = run("example", "missed-bin")
    assert code == 2
    assert str(pack / file) in err


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ((), 2, "COMMAND"),
        (("dance",), 2, "invalid choice"),
        (("submit",), 2, "JOURNEY"),
        (("submit", "missed-bin", "--mode", "alone"), 2, "self"),
        (("example", "missed-bins"), 2, "missed-bin, "),
        (("submit", "missed-bins"), 2, "missed-bin, "),
        (("submit", "missed-bin", "--answers", "/nowhere.json"), 2, "/nowhere.json"),
        (("submit", "missed-bin", "--language", "fr"), 2, "fr"),
        (("find", "KK-2345-6789"), 2, "Check that none is missing"),
        (("find", "KK-2345-6789-2"), 2, "One letter or number is not right"),
        (("reprint", "hello"), 2, "hello"),
        (("release", "hello"), 2, "hello"),
        (("sync", "--once"), 1, "kiosk enrol URL CODE"),
        (("enrol", "http://hub.example", "x"), 2, "https://"),
        (("enrol", "https://hub.example", "x"), 2, "eight groups of four"),
    ],
)
def test_wrong_use_says_what_would_be_right(run: Run, words: tuple[str, ...], code: int, told: str) -> None:
    found, out, err = run(*words)
    assert (found, out) == (code, "")
    assert told in err
    assert err


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"danger": "maybe"}, {"danger": "choose-one"}),
        ({"danger": None}, {"danger": "choose-one"}),
        ({"number": ""}, {"number": "text-empty"}),
        ({"number": "x" * 21}, {"number": "text-long"}),
        ({"colour": "red"}, {"colour": "unknown-question"}),
        ({"near": "the church"}, {"near": "not-asked"}),
        ({"contact": "text"}, {"mobile": "missing"}),
        ({"contact": "text", "mobile": "01632 960123"}, {"mobile": "phone-not-mobile"}),
        ({"street": {"usrn": "1"}}, {"street": "street-unknown"}),
        ({"colour": 1, "number": 7}, {"colour": "unknown-question", "number": "wrong-shape"}),
    ],
)
def test_refused_answers_are_told_by_question_and_code(
    kiosk_home: Path, run: Run, changes: dict[str, object], errors: dict[str, str]
) -> None:
    join_nobody(kiosk_home)
    code, out, err = run("submit", "street-light", "--json", said=json.dumps(STREET_LIGHT | changes))
    assert (code, json.loads(out), err) == (1, {"errors": errors}, "")
    assert json.loads(run("status", "--json")[1])["counts"]["queued"] == 0


def test_answers_that_lead_to_an_ending_have_nothing_to_send(kiosk_home: Path, run: Run) -> None:
    join_nobody(kiosk_home)
    answers = {
        "where": {"line1": "The Old Forge", "town": "Fairholme"},
        "which-bins": ["food"],
        "just-mine": "mine",
        "day": "2020-01-03",
    }
    code, out, _ = run("submit", "missed-bin", "--json", said=json.dumps(answers))
    assert (code, json.loads(out)) == (1, {"errors": {"too-late": "nothing-to-send"}})


@pytest.mark.parametrize("said", ["not json", "[1]", '"yes"', '{"danger": ', "5"])
def test_what_is_no_object_of_answers_is_refused(kiosk_home: Path, run: Run, said: str) -> None:
    join_nobody(kiosk_home)
    code, out, err = run("submit", "street-light", said=said)
    assert (code, out) == (2, "")
    assert "{question: answer}" in err


def test_an_object_over_several_lines_is_one_submission(kiosk_home: Path, run: Run) -> None:
    join_nobody(kiosk_home)
    code, out, _ = run("submit", "street-light", "--json", said="\n" + json.dumps(STREET_LIGHT, indent=1) + "\n")
    assert code == 0
    assert set(json.loads(out)) == {"id", "tracking_code", "state"}


def test_a_hub_that_is_not_reached_is_told_in_words_that_help(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
    code, out, err = run("enrol", url, enrolment_code(bytes(10), bytes(32)))
    assert (code, out) == (1, "")
    assert f"could not join the hub at {url} (no-connection): The hub was not reached. Check the network" in err
    assert "Nothing was changed." in err


class NoHub(BaseHTTPRequestHandler):
    """Answers 501 to everything, in HTML."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- http.server's name
        pass


def test_a_web_server_that_is_no_hub_is_told_apart_from_one_that_is_busy(run: Run) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), NoHub)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        code, _, err = run("enrol", f"http://127.0.0.1:{server.server_port}", enrolment_code(bytes(10), bytes(32)))
    finally:
        server.shutdown()
        server.server_close()
    assert code == 1
    assert "What answers at this address is not a hub. Check the address." in err
    assert "tried again" not in err


def test_before_enrolment_nothing_is_stored_and_the_reason_is_told(run: Run) -> None:
    code, out, err = run("submit", "street-light", "--json", said=json.dumps(STREET_LIGHT))
    error = json.loads(out)["error"]
    assert (code, error["code"], error["reason"]) == (1, "not-stored", "no-sealing-key")
    assert "kiosk enrol" in err


def test_a_receipt_that_cannot_be_printed_changes_nothing_about_the_submission(kiosk_home: Path, run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    (kiosk_home / "kiosk.toml").write_text(f'[printer]\nkind = "network"\nhost = "127.0.0.1"\nport = {port}\n')
    join_nobody(kiosk_home)
    code, out, err = run("submit", "street-light", "--print", "--json", said=json.dumps(STREET_LIGHT))
    assert (code, json.loads(out)["state"]) == (0, "queued")
    assert "was not printed (offline); it waits" in err


def test_the_roles_and_journeys_are_lists_for_programs(run: Run) -> None:
    people = json.loads(run("people", "--json")[1])
    assert "see-queue" in people["staff"]
    assert "see-queue" not in people["champion"] + people["resident"]
    journeys = json.loads(run("journeys", "--json")[1])
    assert {row["id"] for row in journeys} >= {"missed-bin", "street-light", "take-back", "add-or-correct"}
    assert set(journeys[0]) == {
        "id", "title", "topic", "contact_type", "service", "interaction", "languages", "pages", "version",
    }  # fmt: skip


@pytest.mark.parametrize("journey", ["missed-bin", "street-light", "library-card", "crisis-help"])
def test_every_example_is_taken(kiosk_home: Path, run: Run, journey: str) -> None:
    join_nobody(kiosk_home)
    lines = run("example", journey, "--all")[1].splitlines()
    some = lines[:: max(1, len(lines) // 8)]
    code, out, err = run("submit", journey, "--json", said="\n".join(some))
    assert (code, err) == (0, "")
    assert len(out.splitlines()) == len(some)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (b"\xff", "this is not JSON"),
        (b"[" * 200_000, "this is not JSON"),
        (b"", "there are no answers"),
        (b"\n\n", "there are no answers"),
    ],
)
def test_bytes_that_are_no_answers_are_refused_without_a_trace(run: Run, said: bytes, told: str) -> None:
    code, out, err = run("submit", "street-light", said=said)
    assert (code, out) == (2, "")
    assert told in err


def test_refused_answers_are_told_in_words_too(run: Run) -> None:
    code, out, err = run("submit", "street-light", said='{"danger": "maybe", "colour": "red"}')
    assert code == 1
    assert '"colour":"unknown-question"' in out
    assert "colour: the journey has no such question" in err
    assert "danger: Choose one" in err

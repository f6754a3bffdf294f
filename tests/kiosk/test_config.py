from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from kiosk.config import Config, kiosk_home, load_config
from kiosk.council_pack import DEMO_COUNCIL
from kiosk.errors import ConfigError


def load(home: Path, text: str) -> Config:
    (home / "kiosk.toml").write_text(text, encoding="utf-8")
    return load_config(home)


def test_no_file_means_the_defaults_and_the_demo_council(tmp_path: Path) -> None:
    config = load_config(tmp_path)
    assert config == Config()
    assert config.council_folder(tmp_path) == DEMO_COUNCIL
    assert config.printer.kind == "none"
    assert not config.always_trust_clock


def test_an_empty_file_is_no_file(tmp_path: Path) -> None:
    assert load(tmp_path, "") == Config()


def test_everything_can_be_told(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("")
    (tmp_path / "pack").mkdir()
    config = load(
        tmp_path,
        f"""
        place = "Mobile library"
        council = "pack"
        always_trust_clock = true
        [printer]
        kind = "usb"
        vendor = 0x04b8
        product = 0x0e28
        columns = 32
        answers_status = false
        [idle]
        ask_after = 30
        answer_within = 20
        [screen]
        pixels_per_mm = 3.5
        text_size = 4
        [speech]
        on = false
        words_a_minute = 60
        [network]
        proxy = "http://127.0.0.1:3128"
        ca_file = "{tmp_path}/ca.pem"
        """,
    )
    assert (config.place, config.printer.vendor, config.screen.text_size) == ("Mobile library", 0x04B8, 4)
    assert config.council_folder(tmp_path) == tmp_path / "pack"


WRONG = [
    ("colour = 1", 1, "colour", ""),
    ('plce = "Library"', 1, "plce", "place"),
    ("place = 5", 1, "place", ""),
    ("always_trust_clock = 'yes'", 1, "always_trust_clock", ""),
    ('council = "nowhere"', 1, "council", "folder of the council pack"),
    ("place = ", 1, "", "Mend that line"),
    ("[printer\n", 1, "", "Mend that line"),
    ('\n[printer]\nkind = "fax"', 3, "printer.kind", "network"),
    ('[printer]\nkind = "network"', 1, "printer.host", "Add a line `host"),
    ('[printer]\nkind = "text"', 1, "printer.path", "Add a line `path"),
    ('[printer]\nkind = "serial"', 1, "printer.path", "Add a line `path"),
    ('[printer]\nkind = "usb"', 1, "printer.vendor", "Add a line `vendor"),
    ('[printer]\nkind = "network"\nhost = "a"\nport = 0', 4, "printer.port", "1 to 65535"),
    ('[printer]\nkind = "network"\nhost = "a"\nport = 65536', 4, "printer.port", "1 to 65535"),
    ("[printer]\ncolumns = 80", 2, "printer.columns", "48 for paper of 80 mm"),
    ("[printer]\nhots = 'a'", 2, "printer.hots", "host"),
    ("[idle]\nask_after = 29", 2, "idle.ask_after", "30 seconds or more"),
    ("\n\n[idle]\nask_after = 60\nanswer_within = 19", 5, "idle.answer_within", "WCAG 2.2.1"),
    ("[idle]\nask_after = 'long'", 2, "idle.ask_after", ""),
    ("[screen]\npixels_per_mm = 0.5", 2, "screen.pixels_per_mm", "Measure"),
    ("[screen]\npixels_per_mm = 41", 2, "screen.pixels_per_mm", "Measure"),
    ("[screen]\ntext_size = 5", 2, "screen.text_size", ""),
    ("[speech]\nwords_a_minute = 59", 2, "speech.words_a_minute", "60 to 250"),
    ("[speech]\nwords_a_minute = 251", 2, "speech.words_a_minute", "60 to 250"),
    ("[network]\nca_file = '/nowhere/ca.pem'", 2, "network.ca_file", "PEM"),
    ("[hub]\nurl = 'https://hub.example'", 1, "hub", ""),
]


@pytest.mark.parametrize(("text", "line", "key", "remedy"), WRONG)
def test_what_is_wrong_names_file_line_key_and_remedy(
    tmp_path: Path, text: str, line: int, key: str, remedy: str
) -> None:
    with pytest.raises(ConfigError) as error:
        load(tmp_path, text)
    said = str(error.value)
    assert said.startswith(f"{tmp_path / 'kiosk.toml'}:{line}")
    assert f"[{key}]" in said if key else "[" not in said.split(": ", 1)[0]
    assert remedy in said


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "kiosk.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="UTF-8"):
        load_config(tmp_path)


def test_nothing_secret_can_be_configured() -> None:
    names = {field.name for field in msgspec.structs.fields(Config)}
    assert not [name for name in names if "key" in name or "secret" in name or "password" in name or "token" in name]


def test_kiosk_home_is_where_the_environment_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KIOSK_HOME", str(tmp_path))
    assert kiosk_home() == tmp_path
    monkeypatch.delenv("KIOSK_HOME")
    assert kiosk_home().parts[-3:] == (".local", "share", "civic-kiosk")

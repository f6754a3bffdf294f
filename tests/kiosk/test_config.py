from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from kiosk.config import Config, kiosk_home, load_config
from kiosk.council_pack import DEMO_COUNCIL
from kiosk.errors import ConfigError
from kiosk.printer_profiles import printer_profiles


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
        ask_after = 120
        answer_within = 60
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
    ('[printer]\nkind = "network"', 1, "printer.host", "Add a line such as `host = "),
    ('[printer]\nkind = "text"', 1, "printer.path", "Add a line such as `path = "),
    ('[printer]\nkind = "serial"', 1, "printer.path", "Add a line such as `path = "),
    ('[printer]\nkind = "usb"', 1, "printer.vendor", "Add a line such as `vendor = "),
    ('[printer]\nkind = "network"\nhost = "a"\nport = 0', 4, "printer.port", "1 to 65535"),
    ('[printer]\nkind = "network"\nhost = "a"\nport = 65536', 4, "printer.port", "1 to 65535"),
    ("[printer]\ncolumns = 80", 2, "printer.columns", "48 for paper of 80 mm"),
    ("[printer]\nhots = 'a'", 2, "printer.hots", "host"),
    ("hold_days = 1", 1, "hold_days", "Use 2 to 365"),
    ("[idle]\nask_after = 119", 2, "idle.ask_after", "Use 120 to 300 seconds"),
    ("[idle]\nask_after = 301", 2, "idle.ask_after", "Use 120 to 300 seconds"),
    ("\n\n[idle]\nask_after = 300\nanswer_within = 59", 5, "idle.answer_within", "Use 60 seconds or more"),
    ("[idle]\nask_after = 'long'", 2, "idle.ask_after", ""),
    ("[screen]\npixels_per_mm = 1.9", 2, "screen.pixels_per_mm", "Measure"),
    ("[screen]\npixels_per_mm = 12.1", 2, "screen.pixels_per_mm", "Measure"),
    ("[screen]\ntext_size = 5", 2, "screen.text_size", ""),
    ("[speech]\nwords_a_minute = 59", 2, "speech.words_a_minute", "60 to 250"),
    ("[speech]\nwords_a_minute = 251", 2, "speech.words_a_minute", "60 to 250"),
    ("[network]\nca_file = '/nowhere/ca.pem'", 2, "network.ca_file", "PEM"),
    ('[printer]\nkind = "usb"\nvendor = 0x04b8', 1, "printer.product", "`product = 0x0e28`"),
    ('[printer]\nkind = "usb"\nvendor = 0x10000\nproduct = 1', 3, "printer.vendor", "0x0001 to 0xffff"),
    ("[printer]\nproduct = -1", 2, "printer.product", "lsusb"),
    ("[printer]\nbaud = 9601", 2, "printer.baud", "Use one of: 1200, 2400, 4800, 9600, 19200"),
    ('[printer]\nkind = "serial"\npath = "/dev/ttyS0"\nbaud = 0', 4, "printer.baud", "115200"),
    ('[printer]\nprofile = "Nope"', 2, "printer.profile", "Use one of: AF-240, CT-S651"),
    ('[printer]\nprofile = "TM-T88-V"', 2, "printer.profile", "Did you mean TM-T88V or"),
    (
        "[printer]\nprofile = 88",
        2,
        "printer.profile",
        "must be a text in quotes, not a whole number. Write for example",
    ),
    ('[printer]\nkind = "laser"', 2, "printer.kind", "Use one of: none, network, usb, serial, file, text."),
    ('[printer]\nkind = "netwrok"', 2, "printer.kind", "Did you mean 'network'?"),
    ('[printer]\nport = "9100"', 2, "printer.port", "must be a whole number, not a text in quotes. Write for example"),
    ("hold_days = 2.5", 1, "hold_days", "Write for example `hold_days = 14`."),
    ("[idle]\nask_after = 'long'", 2, "idle.ask_after", "Write for example `ask_after = 180`."),
    ('[printer]\nanswers_status = "no"', 2, "printer.answers_status", "`answers_status = true`"),
    ('printer = "usb"', 1, "printer", "must be a table, not a text in quotes. Write for example `[printer]`."),
    ("[[printer]]\nport = 1", 1, "printer", "must be a table, not a list. Write for example `[printer]`."),
    ("text_size = 2", 1, "text_size", "It belongs under [screen]."),
    ("[screen]\ntext_size = 9", 2, "screen.text_size", "9 is not among what may stand here. Use one of: 1, 2, 3, 4."),
    ('[screen]\ntext_size = "big"', 2, "screen.text_size", "Use one of: 1, 2, 3, 4."),
    ("[screen]\npixels_per_mm = '3.8'", 2, "screen.pixels_per_mm", "must be a number, not a text in quotes"),
    ("[network]\nproxy = 'proxy:3128'", 2, "network.proxy", "http://proxy.council.example:3128"),
    ("[network]\nproxy = 'socks5://proxy'", 2, "network.proxy", "not the address of a proxy"),
    ("[network]\nproxy = 'http://:3128'", 2, "network.proxy", "not the address of a proxy"),
    ("[network]\nproxy = 'http://proxy:99999'", 2, "network.proxy", "not the address of a proxy"),
    ("[network]\nproxy = 'http://proxy:0'", 2, "network.proxy", "not the address of a proxy"),
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


@pytest.mark.parametrize(
    ("environment", "path"),
    [
        ({"KIOSK_HOME": "/srv/kiosk", "XDG_DATA_HOME": "/data"}, Path("/srv/kiosk")),
        ({"XDG_DATA_HOME": "/data"}, Path("/data/civic-kiosk")),
        ({"XDG_DATA_HOME": ""}, Path.home() / ".local" / "share" / "civic-kiosk"),
        ({}, Path.home() / ".local" / "share" / "civic-kiosk"),
    ],
)
def test_kiosk_home_is_where_the_environment_says(environment: dict[str, str], path: Path) -> None:
    assert kiosk_home(environment) == path


def test_the_profiles_that_the_list_names_are_those_of_python_escpos() -> None:
    told = "from escpos.capabilities import CAPABILITIES; print(*sorted(CAPABILITIES['profiles']), sep=chr(10))"
    ran = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert printer_profiles() == ran.stdout.split("\n")[:-1]


def test_a_profile_is_checked_without_importing_python_escpos(tmp_path: Path) -> None:
    (tmp_path / "kiosk.toml").write_text('[printer]\nprofile = "TM-T88V"\n', encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; from kiosk.config import load_config; "
        f"load_config(Path({str(tmp_path)!r})); print('escpos' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"


def test_without_a_list_of_profiles_any_name_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ESCPOS_CAPABILITIES_FILE", str(tmp_path / "nowhere.json"))
    assert load(tmp_path, '[printer]\nprofile = "Own"').printer.profile == "Own"


@pytest.mark.parametrize("proxy", ["http://proxy.example", "https://proxy.example:3128", "http://[::1]:8080"])
def test_a_proxy_is_a_web_address(tmp_path: Path, proxy: str) -> None:
    assert load(tmp_path, f'[network]\nproxy = "{proxy}"').network.proxy == proxy

from __future__ import annotations

from pathlib import Path

import pytest

from hub.home import home_from
from hub.settings import Settings, read_settings, write_settings
from kiosk.errors import ConfigError


def test_what_init_writes_is_read_back(tmp_path: Path) -> None:
    file = tmp_path / "hub.toml"
    write_settings(file, 'Cyngor "Tŷ" \\ Uchaf', "https://track.example")
    assert read_settings(file) == Settings(name='Cyngor "Tŷ" \\ Uchaf', public_url="https://track.example")


@pytest.mark.parametrize(
    ("text", "key", "line", "said"),
    [
        ("", "name", 1, "Add a line such as `name ="),
        ('name = ""', "name", 1, "Give the council's name."),
        ("name = 3", "name", 1, "must be a text in quotes, not a whole number"),
        ('name = "A"\nnmae = "B"', "nmae", 2, "Did you mean 'name'?"),
        ('name = "A"\npublic_url = "track.example"', "public_url", 2, "For example http://127.0.0.1:8600."),
        ('name = "A"\ntimezone = "Europe/Londn"', "timezone", 2, "For example Europe/London."),
        ('name = "A"\nbackup_days = 0', "backup_days", 2, "Use 1 to 90"),
        ('name = "A"\n[limits]\ntracking = "often"', "limits.tracking", 3, "For example 30/minute."),
        ('name = "A"\n[limits]\nkeys = "never"', "limits.keys", 3, "For example 30/minute."),
        ('name = "A"\n[limits]\nbody_seconds = 0', "limits.body_seconds", 3, "Use 1 to 3600"),
        ('name = "A"\n[limits]\nstorage = "bogus://x"', "limits.storage", 3, 'Use "memory://"'),
        ('name = "A"\n[limits]\nstorage = ""', "limits.storage", 3, 'Use "memory://"'),
        ('name = "A"\n[limits]\ntracking = 5', "limits.tracking", 3, "must be a text in quotes"),
        (
            'name = "A"\n[limits]\nspeed = "1/minute"',
            "limits.speed",
            3,
            "Known keys: tracking, tracking_for_kiosks, enrol",
        ),
        ('name = "A"\n[contact]\nphone = "01632 960123"', "contact.phone", 3, "Add text, relay or email"),
        (
            'name = "A"\n[contact]\nfax = "01632 960123"',
            "contact.fax",
            3,
            "Known keys: text, phone, relay, email, web, visit.",
        ),
        ('name = "A"\n[contact]\nemial = "a@b.example"', "contact.emial", 3, "Did you mean 'email'?"),
        ('name = "A"\nemail = "a@b.example"', "email", 2, "It belongs under [contact]."),
        ('name = "A"\npublic_url = "http://["', "public_url", 2, "is not a web address"),
        ('name = "A"\ncontact = "a@b.example"', "contact", 2, "Write for example `[contact]`."),
    ],
)
def test_a_wrong_setting_is_named_by_file_line_and_key(
    tmp_path: Path, text: str, key: str, line: int, said: str
) -> None:
    file = tmp_path / "hub.toml"
    file.write_text(text)
    with pytest.raises(ConfigError) as caught:
        read_settings(file)
    assert (caught.value.file, caught.value.key, caught.value.line) == (file, key, line)
    assert said in str(caught.value)
    assert caught.value.remedy


def test_a_slip_in_toml_is_named_by_line(tmp_path: Path) -> None:
    file = tmp_path / "hub.toml"
    file.write_text('name = "A"\npublic_url =\n')
    with pytest.raises(ConfigError) as caught:
        read_settings(file)
    assert caught.value.line == 2


def test_a_missing_or_unreadable_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="hub init"):
        read_settings(tmp_path / "hub.toml")
    (tmp_path / "latin.toml").write_bytes(b'name = "T\xff"')
    with pytest.raises(ConfigError, match="UTF-8"):
        read_settings(tmp_path / "latin.toml")


@pytest.mark.parametrize(
    ("environment", "path"),
    [
        ({"HUB_HOME": "/srv/hub"}, Path("/srv/hub")),
        ({"XDG_DATA_HOME": "/data"}, Path("/data/civic-kiosk-hub")),
        ({}, Path.home() / ".local" / "share" / "civic-kiosk-hub"),
    ],
)
def test_the_folder_comes_from_the_environment(environment: dict[str, str], path: Path) -> None:
    assert home_from(environment).path == path

"""A council's journeys: read when they are asked for, once, and whole where nobody may meet a wrong one later."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken_pack import BIN, LIGHT, change

from kiosk.council_pack import load_council_pack
from kiosk.errors import ConfigError
from kiosk.journey import Journey, load_journey
from kiosk.journeys import Journeys


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were read as journeys."""
    names: list[str] = []

    def reading(path: Path) -> Journey:
        names.append(path.stem)
        return load_journey(path)

    monkeypatch.setattr("kiosk.journey.load_journey", reading)
    return names


def test_a_journey_is_read_when_it_is_asked_for_and_once(folder: Path, read: list[str]) -> None:
    pack = load_council_pack(folder)
    assert "missed-bin" in pack.journeys
    assert sorted(pack.journeys) == [path.stem for path in sorted((folder / "journeys").glob("*.toml"))]
    assert read == []
    assert pack.journeys["missed-bin"] is pack.journeys["missed-bin"]
    assert read == ["missed-bin"]


def test_the_topics_on_welcome_need_no_journey_to_be_read(folder: Path, read: list[str]) -> None:
    pack = load_council_pack(folder)
    assert {"bins-and-recycling", "streets-and-parks"} <= {topic.id for topic in pack.topics()}
    assert read == []
    assert [journey.id for journey in pack.journeys_of("bins-and-recycling")] == read == ["missed-bin"]
    read.clear()
    withdrawing = pack.journey_to("withdraw")
    assert withdrawing is not None
    assert (withdrawing.id, read) == ("take-back", ["take-back"])


@pytest.mark.parametrize(
    ("head", "topic"),
    [
        ('topic = "bins"', "bins"),
        ('title = "Bins"\r\n  "topic"="bins"\r\n', "bins"),
        ('about = """\ntopic = "lights"\n"""\ntopic = "bins"', "bins"),
        ("about = '''\ntopic = 'lights'\n'''", ""),
        ('topical = "lights"\nabout = [\n  "topic = lights",\n]\n# topic = "lights"', ""),
        ('topic = """bins"""', "bins"),
        ("topic = bins", ""),
        ('[start]\ntopic = "lights"', ""),
        ("", ""),
    ],
)
def test_the_head_of_a_journey_is_read_as_toml_means_it(tmp_path: Path, head: str, topic: str) -> None:
    (tmp_path / "journeys").mkdir()
    (tmp_path / "journeys" / "one.toml").write_bytes(f'{head}\n[[page]]\ntopic = "lights"\n'.encode())
    assert Journeys(tmp_path).topic_of("one") == topic


def test_one_wrong_journey_keeps_nobody_from_the_others(folder: Path) -> None:
    change(folder / LIGHT, "minutes = 3", 'minutes = "3"')
    pack = load_council_pack(folder)
    assert pack.journeys["missed-bin"].id == "missed-bin"
    with pytest.raises(ConfigError, match="minutes"):
        _ = pack.journeys["street-light"]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (LIGHT, "minutes = 3", 'minutes = "3"'),
        (LIGHT, "minutes = 3", "minutes == 3"),
        (BIN, 'topic = "bins-and-recycling"', 'topic = "bins"'),
    ],
)
def test_a_whole_pack_has_no_wrong_journey(folder: Path, file: str, old: str, new: str) -> None:
    line = change(folder / file, old, new)
    with pytest.raises(ConfigError) as refused:
        load_council_pack(folder, whole=True)
    assert (refused.value.file, refused.value.line) == (folder / file, line)


def test_a_journey_that_is_not_there_is_a_key_error(folder: Path) -> None:
    with pytest.raises(KeyError):
        _ = load_council_pack(folder).journeys["no-such-journey"]

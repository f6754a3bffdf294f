"""Which pack a kiosk shows: the newest good one that was published, then the one before, then that of kiosk.toml."""

from __future__ import annotations

import gc
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from content_at_a_hub import ContentAtHub
from fakes import FakeClock
from misbehaving_hub import MisbehavingHub, running_hub
from published_content import NEW_TITLE, pack_in, retitled
from sealed_submissions import SEED, enrolled
from syncing import events

from kiosk.__main__ import main
from kiosk.commands.content_words import as_row, warnings
from kiosk.commands.doctor import examine
from kiosk.config import Config
from kiosk.contents import Contents, Standing, check_published
from kiosk.council_pack import DEMO_COUNCIL, CouncilPack, load_council_pack
from offline.content.memory import Refusal
from offline.hub_client import HubClient
from offline.secrets import DeviceSecrets
from offline.store import Store
from offline.transport import HubSettings


@pytest.fixture
def hub() -> Iterator[MisbehavingHub]:
    with running_hub() as running:
        yield running


@pytest.fixture
def content(hub: MisbehavingHub) -> ContentAtHub:
    return ContentAtHub(hub)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def store(kiosk_home: Path, hub: MisbehavingHub, clock: FakeClock) -> Iterator[Store]:
    with Store.open(kiosk_home, clock=clock) as opened:
        enrolled(opened, hub)
        yield opened


class Kiosk:
    """What a kiosk shows, and how it fetches more."""

    def __init__(self, home: Path, store: Store, hub: MisbehavingHub, clock: FakeClock) -> None:
        self.home, self._store, self._hub, self._clock = home, store, hub, clock
        self.config = Config()

    def start(self, *, read_only: bool = False, welcome_first: bool = False) -> Contents:
        contents = Contents(
            self.home, self.config, self._store, self._clock, read_only=read_only, welcome_first=welcome_first
        )
        contents.show(contents.load())
        return contents

    def fetch(self, contents: Contents) -> None:
        identity = self._store.identity()
        errand = contents.errand()
        assert identity is not None
        assert errand is not None
        client = HubClient(HubSettings(self._hub.url), identity, DeviceSecrets(SEED, "token-1"), self._clock.now)
        assert errand.run(client) is None
        client.close()

    def folder(self, number: int) -> Path:
        return self.home / "content" / str(number) / "pack"

    def alerts(self) -> list[str]:
        return events(self._store, "content-alert")


@pytest.fixture
def kiosk(kiosk_home: Path, store: Store, hub: MisbehavingHub, clock: FakeClock) -> Kiosk:
    return Kiosk(kiosk_home, store, hub, clock)


@pytest.fixture
def published(kiosk: Kiosk, content: ContentAtHub, tmp_path: Path) -> Kiosk:
    """A kiosk with versions 1 and 2; in the second the journey has another title."""
    contents = kiosk.start()
    content.offer(pack_in(tmp_path / "first"), 1)
    kiosk.fetch(contents)
    content.offer(retitled(pack_in(tmp_path / "second")), 2)
    kiosk.fetch(contents)
    return kiosk


def title(contents: Contents) -> str:
    return contents.pack.journeys["missed-bin"].title


def test_before_the_first_publication_the_folder_in_kiosk_toml_is_shown(kiosk: Kiosk, tmp_path: Path) -> None:
    assert kiosk.start().pack.folder == DEMO_COUNCIL
    pack_in(tmp_path / "mine")
    kiosk.config = Config(council=str(tmp_path / "mine"))
    assert kiosk.start().pack.folder == tmp_path / "mine"
    assert kiosk.start().standing() == Standing()


def test_the_published_pack_wins_over_the_folder_unless_kiosk_toml_says_otherwise(
    published: Kiosk, tmp_path: Path
) -> None:
    published.config = Config(council=str(pack_in(tmp_path / "mine")))
    assert title(published.start()) == NEW_TITLE
    published.config = Config(council=str(tmp_path / "mine"), published_content=False)
    contents = published.start()
    assert contents.pack.folder == tmp_path / "mine"
    assert contents.errand() is None
    assert contents.standing() == Standing()


def test_how_it_stands_is_told(published: Kiosk, clock: FakeClock) -> None:
    standing = published.start().standing()
    assert (standing.version, standing.expired, standing.refused) == (2, False, "")
    assert list(warnings(standing)) == []
    clock.turn(timedelta(days=181).total_seconds())
    expired = published.start().standing()
    assert (expired.version, expired.expired) == (2, True)
    (told,) = warnings(expired)
    assert "shown on" in told
    clock.is_trusted = False
    assert not published.start().standing().expired


def _change(pack: Path) -> None:
    journey = pack / "journeys" / "missed-bin.toml"
    journey.write_text(journey.read_text(encoding="utf-8").replace(NEW_TITLE, "Send us your bank card"), "utf-8")


def _take_away(pack: Path) -> None:
    (pack / "streets.csv").unlink()


def _add(pack: Path) -> None:
    journey = (pack / "journeys" / "missed-bin.toml").read_text(encoding="utf-8")
    evil = journey.replace('id = "missed-bin"', 'id = "evil"', 1)  # one that loads
    (pack / "journeys" / "evil.toml").write_text(evil, encoding="utf-8")


def _link(pack: Path) -> None:
    real = pack.parent / "real.toml"
    (pack / "council.toml").rename(real)
    (pack / "council.toml").symlink_to(real)


def _link_the_folder(pack: Path) -> None:
    (pack / "journeys").rename(pack.parent / "journeys")
    (pack / "journeys").symlink_to(pack.parent / "journeys")


def _change_the_list(pack: Path) -> None:
    listed = pack.parent / "manifest.json"
    listed.write_bytes(listed.read_bytes().replace(b'"body":"', b'"body":"A', 1))


def _take_the_list_away(pack: Path) -> None:
    (pack.parent / "manifest.json").unlink()


def _take_another_list(pack: Path) -> None:
    other = pack.parents[1] / "1" / "manifest.json"
    (pack.parent / "manifest.json").write_bytes(other.read_bytes())


DAMAGES = [
    *(_change, _take_away, _add, _link, _link_the_folder),
    *(_change_the_list, _take_the_list_away, _take_another_list),
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_was_changed_on_the_disk_is_not_shown_told_and_fetched_again(published: Kiosk, damage: Any) -> None:
    damage(published.folder(2))
    contents = published.start()
    assert contents.pack.folder == published.folder(1)
    assert published.alerts() == ["2 damaged"]
    standing = contents.standing()
    assert (standing.version, standing.refused, standing.refused_version) == (1, "damaged", 2)
    assert published.start().pack.folder == published.folder(1)
    assert published.alerts() == ["2 damaged"]
    published.fetch(contents)
    assert title(published.start()) == NEW_TITLE
    assert published.start().standing().refused == ""


def test_where_every_version_was_changed_the_pack_of_kiosk_toml_is_shown(published: Kiosk) -> None:
    for number in (1, 2):
        _change_the_list(published.folder(number))
    contents = published.start()
    assert contents.pack.folder == DEMO_COUNCIL
    assert contents.standing().refused == "damaged"
    published.fetch(contents)
    assert title(published.start()) == NEW_TITLE


def test_a_version_that_was_taken_away_is_told_and_fetched_again(published: Kiosk) -> None:
    for number, left in ((2, 1), (1, 0)):
        published.folder(number).parent.rename(published.home / f"away-{number}")
        assert published.start().standing().version == left
    assert published.alerts() == ["2 damaged"]
    published.fetch(published.start())
    assert title(published.start()) == NEW_TITLE


def test_a_published_pack_that_turns_out_wrong_after_welcome_gives_way_to_the_one_before(
    published: Kiosk, content: ContentAtHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = pack_in(tmp_path / "third")
    journey = pack / "journeys" / "missed-bin.toml"
    journey.write_text(journey.read_text(encoding="utf-8").replace('kind = "', 'kind = "no-', 1), encoding="utf-8")
    content.offer(pack, 3)
    with monkeypatch.context() as another:  # as another version of this program may find nothing wrong with it
        another.setattr("kiosk.contents.check_published", lambda folder, manifest: [])
        published.fetch(published.start())
    contents = published.start(welcome_first=True)
    assert contents.pack.folder == published.folder(3)
    contents.prove()
    assert contents.pack.folder == published.folder(2)
    assert published.alerts() == ["3 damaged"]
    assert published.start(welcome_first=True).pack.folder == published.folder(2)


def test_reading_commands_see_damage_and_change_nothing(published: Kiosk) -> None:
    _change(published.folder(2))
    contents = published.start(read_only=True)
    assert contents.pack.folder == published.folder(1)
    assert contents.standing().refused == "damaged"
    assert published.folder(2).exists()
    assert published.alerts() == []


def test_a_queue_that_is_older_than_the_content_takes_nothing_older(
    published: Kiosk, store: Store, hub: MisbehavingHub, content: ContentAtHub, tmp_path: Path
) -> None:
    with store._database.transaction() as connection:
        connection.execute("DELETE FROM meta WHERE key = 'content'")
    contents = published.start()
    content.offer(tmp_path / "first", 1)
    published.fetch(contents)
    assert store.content.read(hub.keys.content_id).refused == Refusal.ROLLED_BACK
    assert title(published.start()) == NEW_TITLE


def test_versions_that_a_visit_is_on_are_kept(published: Kiosk, content: ContentAtHub, tmp_path: Path) -> None:
    contents = published.start()
    held: list[object] = [contents.pack]
    for number in (3, 4, 5):
        content.offer(tmp_path / "first", number)
        published.fetch(contents)
        contents.show(contents.load())
    assert published.folder(2).exists()
    assert not published.folder(3).exists()
    held.clear()
    gc.collect()
    content.offer(tmp_path / "first", 6)
    published.fetch(contents)
    assert not published.folder(2).exists()


def test_a_version_that_is_being_loaded_is_in_use(published: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    contents = published.start()
    answers: list[set[int]] = []
    asking = threading.Thread(target=lambda: answers.append(contents._in_use()))

    def slowly(folder: Path, **how: bool) -> CouncilPack:
        asking.start()
        asking.join(0.3)
        assert answers == []  # who wants to remove versions waits
        return load_council_pack(folder, **how)

    contents._loaded.clear()
    monkeypatch.setattr("kiosk.contents.load_council_pack", slowly)
    pack = contents.load()
    asking.join(10)
    assert answers == [{2}]
    assert pack.folder == published.folder(2)


def test_kiosk_check_looks_at_what_is_shown_and_says_which(
    published: Kiosk, store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store.close()
    shown, mine = published.folder(2), pack_in(tmp_path / "mine")
    assert main(["check"]) == 0
    told = capsys.readouterr()
    assert told.out == f"{shown} (version 2, published by the hub; the kiosk shows it): nothing wrong\n"
    assert told.err == ""
    (published.home / "kiosk.toml").write_text(f'council = "{mine}"\n', encoding="utf-8")
    (mine / "addresses.csv").unlink()
    assert main(["check"]) == 0
    assert f"`kiosk check {mine}` looks at it" in capsys.readouterr().err
    assert main(["check", str(mine)]) == 1
    assert capsys.readouterr().out == f"{mine}: 1 problem\n"
    (published.home / "kiosk.toml").write_text(f'council = "{mine}"\npublished_content = false\n', encoding="utf-8")
    assert main(["check"]) == 1
    assert capsys.readouterr().out == f"{mine} (named in kiosk.toml; the kiosk shows it): 1 problem\n"


def test_kiosk_check_tells_why_it_looks_at_another_version(
    published: Kiosk, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    store.close()
    _change(published.folder(2))
    assert main(["check"]) == 0
    told = capsys.readouterr()
    assert f"{published.folder(1)} (version 1" in told.out
    assert "content (damaged): version 2" in told.err


@pytest.mark.parametrize("name", ["nowhere", "file"])
def test_kiosk_check_of_no_folder_is_wrong_use(kiosk_home: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    (kiosk_home / "file").write_text("")
    assert main(["check", str(kiosk_home / name)]) == 2
    assert "Name the folder of a council pack" in capsys.readouterr().err


def test_the_check_of_the_kiosk_is_that_of_kiosk_check(kiosk: Kiosk, content: ContentAtHub, tmp_path: Path) -> None:
    pack = pack_in(tmp_path / "pack")
    manifest = content.offer(pack)
    assert list(check_published(pack, manifest)) == []
    other = content.offer(pack, pack="another-council")
    (problem,) = check_published(pack, other)
    assert "published as 'another-council'" in str(problem)
    council = pack / "council.toml"
    council.write_text(council.read_text(encoding="utf-8").replace('"recycle"', '"recicle"', 1), encoding="utf-8")
    assert [problem.file.name for problem in check_published(pack, manifest)] == ["council.toml"]


def test_commands_show_the_published_pack_and_how_it_stands(
    published: Kiosk, store: Store, capsys: pytest.CaptureFixture[str], qapp: object
) -> None:
    store.close()
    (published.home / "kiosk.toml").write_text("always_trust_clock = true\n[speech]\non = false\n", encoding="utf-8")
    assert main(["journeys", "--json"]) == 0
    assert NEW_TITLE in capsys.readouterr().out
    assert main(["status", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["content"]
    assert (told["version"], told["refused"]) == (2, "")
    assert set(told) == set(as_row(Standing()))
    _change(published.folder(2))
    assert main(["status"]) == 0
    assert "content (damaged): version 2" in capsys.readouterr().err
    findings = {finding.check: finding for finding in examine(published.home)}
    assert findings["content"].found.endswith("version 1")
    assert not findings["published content"].ok


@pytest.mark.parametrize("reason", list(Refusal))
def test_every_refusal_has_words_that_help(reason: Refusal) -> None:
    (told,) = warnings(Standing(refused=reason.value, refused_version=7))
    assert "{" not in told
    assert len(told) > 60

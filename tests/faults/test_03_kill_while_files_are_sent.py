"""Fault 3, with files: kiosk or hub is killed between chunks. It goes on where it stopped, and nothing is doubled."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from attached_files import FILE_CANARY
from canaries import assert_no_canary
from lane import Lane
from lying_proxy import Answer, Ask, Request, honest, lying_proxy
from photographs import at_chunk, killing, of_chunks, opened_at, start_sync, submit_with

from kiosk.attachments import CHUNK
from kiosk.demo.hub_process import HubProcess


@pytest.mark.parametrize(
    ("number", "after_the_hub"), [(0, False), (2, True)], ids=["before the hub has one", "after it has kept one"]
)
def test_a_kiosk_killed_at_a_chunk_goes_on_there(lane: Lane, tmp_path: Path, number: int, after_the_hub: bool) -> None:
    printed, photographs = submit_with(lane, tmp_path, 2 * CHUNK + 9, 700)
    running: list[subprocess.Popen[bytes]] = []
    lane.proxy.always = at_chunk(number, killing(running, after_the_hub=after_the_hub))
    running.append(start_sync(lane))
    assert running[0].wait(60) == -9
    assert lane.at_the_hub([printed]) == [], "nothing is received before all of it is there"
    lane.nothing_was_lost([printed])
    lane.proxy.always = None
    assert lane.sync("--once")["sent"] == 1
    expected = [*range(number + 1), *range(number + after_the_hub, 3), 0]
    assert of_chunks(lane) == expected, "only what the hub lacked was sent again"
    lane.all_arrived([printed])
    assert opened_at(lane.hub_home, printed, tmp_path / "opened") == photographs
    assert_no_canary(lane.home, [FILE_CANARY])


class MortalHub(HubProcess):
    """A hub that may be killed, and started again: nobody else stands on it."""

    def kill(self) -> None:
        assert self._server is not None
        assert self._server.stdout is not None
        self._server.kill()
        self._server.wait()
        self._server.stdout.close()


@pytest.fixture
def own_hub(tmp_path: Path) -> Iterator[MortalHub]:
    process = MortalHub(tmp_path / "hub-of-its-own")
    process.start()
    yield process
    process.stop()


def test_a_hub_killed_at_a_chunk_keeps_those_it_answered_for(
    own_hub: MortalHub, kiosk_home: Path, tmp_path: Path
) -> None:
    with lying_proxy(own_hub.url) as proxy:
        lane = Lane(kiosk_home, tmp_path / "hub-of-its-own", proxy)
        lane.join(own_hub, "library")
        printed, photographs = submit_with(lane, tmp_path, 2 * CHUNK + 9)

        def ends(_request: Request, ask: Ask) -> Answer:
            ask()
            own_hub.kill()
            return Answer(502, b"", "text/plain")

        proxy.always = at_chunk(1, ends)
        assert lane.sync("--once")["trouble"] == "hub-busy"
        lane.nothing_was_lost([printed])
        proxy.always = honest
        own_hub.start()
        assert lane.sync("--once")["sent"] == 1
        assert of_chunks(lane) == [0, 1, 2]
        lane.all_arrived([printed])
        assert opened_at(lane.hub_home, printed, tmp_path / "opened") == photographs
    assert_no_canary(kiosk_home, [FILE_CANARY])
    own_hub.stop()
    assert_no_canary(tmp_path / "hub-of-its-own", [FILE_CANARY])

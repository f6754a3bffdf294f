"""Faults 9 to 14, with files: the hub keeps a chunk and its answer does not come, or is not the hub's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lane import Lane
from lying_proxy import Answer, Ask, Lie, Request, committed_then, cut_in_the_middle, error_500, told
from photographs import at_chunk, of_chunks, opened_at, submit_with

from kiosk.attachments import CHUNK


@pytest.mark.parametrize(
    ("lie", "trouble", "paused", "kept"),
    [
        (committed_then(error_500), "hub-error", "", True),
        (committed_then(cut_in_the_middle), "cut-off", "", True),
        (told(302, Location="https://elsewhere.example/"), "redirected", "redirected", False),
    ],
    ids=["500", "cut", "302"],
)
def test_what_happens_at_a_chunk_happens_to_nothing_else(
    lane: Lane, tmp_path: Path, lie: Lie, trouble: str, paused: str, kept: bool
) -> None:
    printed, photographs = submit_with(lane, tmp_path, 2 * CHUNK + 9)
    lane.proxy.always = at_chunk(1, lie)
    said = lane.sync("--once")
    assert (said["sent"], said["left"], said["trouble"], said["paused"]) == (0, 1, trouble, paused)
    lane.nothing_was_lost([printed])
    assert lane.at_the_hub([printed]) == []
    lane.proxy.always = None
    assert lane.sync("--once")["sent"] == 1
    assert of_chunks(lane) == ([0, 1, 2] if kept else [0, 1, 1, 2])
    lane.all_arrived([printed])
    assert opened_at(lane.hub_home, printed, tmp_path / "opened") == photographs


def test_a_chunk_altered_on_the_way_is_not_kept_and_sent_again(lane: Lane, tmp_path: Path) -> None:
    printed, photographs = submit_with(lane, tmp_path, 2 * CHUNK)

    def altered(request: Request, _ask: Ask) -> Answer:
        body = bytes([request.body[0] ^ 1]) + request.body[1:]
        return lane.proxy._pass_on(replace(request, body=body))

    lane.proxy.always = at_chunk(1, altered)
    said = lane.sync("--once")
    assert (said["sent"], said["quarantined"], said["left"]) == (0, 0, 1)
    assert "alert" in lane.events()
    lane.proxy.always = None
    assert lane.sync("--once")["sent"] == 1
    assert opened_at(lane.hub_home, printed, tmp_path / "opened") == photographs

"""The disk that tests/power_cut.py plays: it keeps what disks promise, and not one byte more."""

from __future__ import annotations

import pytest
from power_cut import SECTOR, Disk, Op, Whim, every_cut

NAMED = [Op("C", "queue", 7), Op("D", "")]
ALL, NONE = Whim.everything(), Whim.nothing()


def disk(*ops: Op) -> Disk:
    played = Disk()
    for op in ops:
        played.does(op)
    return played


def wrote(data: bytes, at: int = 0) -> Op:
    return Op("W", "queue", 7, at, data)


SYNC = Op("S", "queue", 7)


def seen(played: Disk, name: str = "queue") -> set[bytes | None]:
    """Every content that some whim leaves."""
    return {played.after(Whim.of(seed)).get(name) for seed in range(400)}


def test_what_was_not_synced_may_be_gone_and_what_was_is_there() -> None:
    played = disk(*NAMED, wrote(b"one"), SYNC, wrote(b"TWO"))
    assert played.after(NONE) == {"queue": b"one"}
    assert played.after(ALL) == {"queue": b"TWO"}
    assert seen(played) == {b"one", b"TWO"}


def test_the_name_of_a_synced_file_may_be_gone_until_its_folder_is_synced() -> None:
    unnamed = disk(Op("C", "queue", 7), wrote(b"one"), SYNC)
    assert unnamed.after(NONE) == {}
    assert seen(unnamed) == {None, b"one"}
    unnamed.does(Op("D", ""))
    assert seen(unnamed) == {b"one"}


def test_a_write_is_torn_between_sectors_and_never_inside_one() -> None:
    old, new = b"a" * 2 * SECTOR, b"b" * 2 * SECTOR
    whole = {b"a" * 2 * SECTOR, b"b" * 2 * SECTOR, b"a" * SECTOR + b"b" * SECTOR, b"b" * SECTOR + b"a" * SECTOR}
    assert seen(disk(*NAMED, wrote(old), SYNC, wrote(new))) == whole


def test_a_sector_holds_any_of_the_contents_it_had_since_its_sync() -> None:
    played = disk(*NAMED, wrote(b"one"), SYNC, wrote(b"two"), wrote(b"three"[:3]))
    assert seen(played) == {b"one", b"two", b"thr"}


def test_a_longer_file_may_be_long_and_empty() -> None:
    left = seen(disk(*NAMED, wrote(b"one")))
    assert {b"", b"one", b"\0\0\0"} < left
    assert any(content and content not in (b"one", b"\0\0\0") for content in left), "what lay there before"


def test_a_file_that_was_cut_may_be_long_still_but_holds_nothing_written_after() -> None:
    played = disk(*NAMED, wrote(b"journal"), SYNC, Op("T", "queue", 7, 0), wrote(b"new"))
    left = seen(played)
    assert {b"journal", b"", b"new"} < left
    assert b"newrnal" not in left
    played.does(SYNC)
    assert seen(played) == {b"new"}


@pytest.mark.parametrize("ordered", [True, False])
def test_names_come_through_in_order_or_in_any_subset(*, ordered: bool) -> None:
    played = disk(Op("C", "one", 1), Op("C", "two", 2), Op("U", "one"))
    left = set()
    for seed in range(400):
        whim = Whim.of(seed)
        if whim.ordered is ordered:
            left.add(tuple(sorted(played.after(whim))))
    in_order = {(), ("one",), ("one", "two"), ("two",)}
    assert left == in_order
    only_second = disk(Op("C", "one", 1), Op("C", "two", 2))
    left = {tuple(sorted(only_second.after(w))) for w in map(Whim.of, range(400)) if w.ordered is ordered}
    assert (("two",) in left) is not ordered


def test_a_file_put_in_the_place_of_another_leaves_the_one_or_the_other() -> None:
    played = disk(*NAMED, wrote(b"old"), SYNC, Op("C", "new", 8), Op("W", "new", 8, 0, b"NEW"), Op("S", "new", 8))
    played.does(Op("D", ""))
    played.does(Op("R", "new", data=b"queue"))
    assert seen(played) == {b"old", b"NEW"}
    assert {len(played.after(Whim.of(seed))) for seed in range(400)} == {1, 2}


def test_a_folder_that_is_gone_takes_its_files_with_it() -> None:
    played = disk(Op("M", "home"), Op("C", "home/queue", 7), Op("D", "home"), wrote(b"one"), SYNC)
    assert played.after(NONE) == {}
    played.does(Op("D", ""))
    assert played.after(NONE) == {"home/queue": b"one"}


def test_the_number_of_a_removed_file_may_be_used_again() -> None:
    again = [Op("U", "queue"), Op("C", "other", 7), wrote(b"2"), SYNC, Op("D", "")]
    assert disk(*NAMED, wrote(b"1"), SYNC, *again).after(NONE) == {"other": b"2"}


def test_what_was_said_counts_from_the_end_of_its_line() -> None:
    said = [list(played.said) for _, played in every_cut([Op("K", "", data=b"stored"), Op("K", "", data=b" KK\nnext")])]
    assert said == [[], [], ["stored KK"]]

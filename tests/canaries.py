"""Looks for what residents answered in everything a data folder holds: in any encoding, packed, cut or reversed.

A test gives answers that stand nowhere else (canaries), and asks afterwards that no file, file name or attribute of
the folder shows them. What is sealed stays unseen; what is merely dressed up does not.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from needles import needles_for, shown
from unpacking import unpacked

_BLOCK = 1 << 16
_BETWEEN = b"\x00\xff\x00\xff"  # part of no needle


def assert_no_canary(folder: Path, answers: Sequence[str]) -> None:
    """Fail naming each file and encoding in which one of the answers shows; the answers themselves are not printed."""
    found = find_canaries(folder, answers)
    assert not found, "\n".join(found)


def find_canaries(folder: Path, answers: Sequence[str]) -> list[str]:
    """Return one line for each place: file, which answer, encoding. Raises ValueError for answers too short to tell."""
    needles = {f"answer {number}": needles_for(answer) for number, answer in enumerate(answers, start=1)}
    longest = max((len(needle.bytes_) for some in needles.values() for needle in some), default=0)
    found: dict[str, None] = {}
    for where, content in _everything_in(folder):
        for pieces in _handfuls(unpacked(content)):
            together = _BETWEEN.join(data for _, data in pieces)
            for which, some in needles.items():
                if len(pieces) > 1 and not any(shown(together, some)):
                    continue
                for way, data in pieces:
                    for block in _new_blocks(data, longest):
                        found |= dict.fromkeys(f"{where}: {which} {how}{way}" for how in shown(block, some))
    return list(found)


def _handfuls(pieces: Iterator[tuple[str, bytes]]) -> Iterator[list[tuple[str, bytes]]]:
    """Thousands of small pieces are looked through a handful at a time: looking costs by the look, not by the byte."""
    gathered: list[tuple[str, bytes]] = []
    size = 0
    for way, data in pieces:
        if len(data) > _BLOCK:
            yield [(way, data)]
            continue
        gathered.append((way, data))
        size += len(data)
        if size > _BLOCK:
            yield gathered
            gathered, size = [], 0
    if gathered:
        yield gathered


def _everything_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Contents, names, link targets and extended attributes of all that stands in a folder."""
    for path in sorted(folder.rglob("*")):
        where = path.relative_to(folder).as_posix()
        yield f"the name of {where}", os.fsencode(where)
        if path.is_symlink():
            yield f"the target of {where}", os.fsencode(path.readlink())
            continue
        with suppress(OSError):
            for name in os.listxattr(path):
                yield f"an attribute of {where}", os.fsencode(name) + b"\0" + os.getxattr(path, name)
        if path.is_file():
            yield where, path.read_bytes()


def _new_blocks(data: bytes, overlap: int) -> Iterator[bytes]:
    """Overlapping blocks, each only once: a file of one byte repeated costs next to nothing."""
    seen: set[bytes] = set()
    for at in range(0, max(len(data), 1), _BLOCK):
        block = data[at : at + _BLOCK + overlap]
        if block not in seen:
            seen.add(block)
            yield block

"""Rows out of the pages of a damaged SQLite file, without its index of pages (sqlite.org/fileformat2.html).

Every page that is a leaf of a table is read for itself, so that one bad page costs its own rows and no others. Which
table a row belongs to is for the caller to find out. Only what the queue uses: UTF-8, no auto-vacuum, no reserved
bytes.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

Value = None | int | float | str | bytes
_LEAF_OF_A_TABLE = 0x0D
_FILE_HEADER = 100
_USUAL_PAGE = 4096
_MOST_COLUMNS = 50  # so many serial types always stand in the leaf itself
LARGEST = 16 * 1024 * 1024  # bytes of a row: no envelope or chunk comes near it
_TIMES = 4
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}  # serial type: bytes


class UnreadableError(Exception):
    """These bytes are no row."""


def rows(path: Path) -> Iterator[tuple[int, list[Value]]]:
    """Yield (row id, values) of every row in a leaf page that can be read. Raises OSError.

    In a sound file a page's bytes belong to one row each. In a damaged one they are given out `_TIMES` over at most, so
    that a crafted file costs no more than its size: pages are read `1 + _TIMES` times each, all in all.
    """
    total = path.stat().st_size
    with path.open("rb") as file:
        size = _page_size(file.read(_FILE_HEADER))
        pages = _Pages(file, size, total // size)
        for number in range(1, total // size + 1):
            try:
                page = pages.read(number)
            except UnreadableError:  # somebody cuts the file off meanwhile
                return
            for start in _cells(page, _FILE_HEADER if number == 1 else 0):
                try:
                    row_id, record = pages.row(number, page, start)
                    yield row_id, _values(record)
                except (UnreadableError, IndexError, struct.error, UnicodeDecodeError):
                    continue


class _Pages:
    """A file page by page, numbered from 1, and how often each was given to a row (in units of a page's bytes)."""

    def __init__(self, file: BinaryIO, size: int, count: int) -> None:
        self._file = file
        self._size = size
        self._count = count
        self._given = array("I", bytes(4 * (count + 1)))  # bytes of each page that rows were made of

    def read(self, number: int) -> bytes:
        """Return a page. Raises UnreadableError where the file ends before it."""
        self._file.seek((number - 1) * self._size)
        page = self._file.read(self._size)
        if len(page) < self._size:
            raise UnreadableError
        return page

    def row(self, number: int, page: bytes, start: int) -> tuple[int, bytes]:
        """Return row id and record of a cell, fetched together from the pages it overflows into."""
        length, place = _varint(page, start)
        row_id, place = _varint(page, place)
        if length > LARGEST:
            raise UnreadableError
        local = self._local(length)
        record = page[place : place + local]
        kinds, values = _kinds(record)
        if len(record) < local or values + sum(map(_width, kinds)) != length:  # seen before another page is read
            raise UnreadableError
        self._give(number, local)
        if local < length:
            record += self._overflowing(int.from_bytes(page[place + local : place + local + 4], "big"), length - local)
        return _signed(row_id), record

    def _local(self, length: int) -> int:
        """Return how much of a record stands in its leaf."""
        most = self._size - 35
        if length <= most:
            return length
        least = (self._size - 12) * 32 // 255 - 23
        local = least + (length - least) % (self._size - 4)
        return local if local <= most else least

    def _overflowing(self, number: int, needed: int) -> bytes:
        parts: list[bytes] = []
        visited: set[int] = set()
        while needed:
            if not 0 < number <= self._count or number in visited:
                raise UnreadableError
            visited.add(number)
            self._give(number, self._size)
            page = self.read(number)
            parts.append(page[4 : 4 + needed])
            needed -= len(parts[-1])
            number = int.from_bytes(page[:4], "big")
        return b"".join(parts)

    def _give(self, number: int, count: int) -> None:
        if self._given[number] + count > _TIMES * self._size:
            raise UnreadableError
        self._given[number] += count


def _page_size(header: bytes) -> int:
    told = int.from_bytes(header[16:18], "big")
    told = 65536 if told == 1 else told
    return told if told >= 512 and told & (told - 1) == 0 else _USUAL_PAGE


def _cells(page: bytes, header: int) -> Iterator[int]:
    """Yield where each cell of a leaf begins, once; nothing for other pages."""
    if page[header] != _LEAF_OF_A_TABLE:
        return
    count = int.from_bytes(page[header + 3 : header + 5], "big")
    places = range(header + 8, min(header + 8 + 2 * count, len(page) - 1), 2)
    starts = dict.fromkeys(int.from_bytes(page[place : place + 2], "big") for place in places)
    yield from (start for start in starts if header + 8 <= start < len(page))


def _kinds(record: bytes) -> tuple[list[int], int]:
    """Return the serial types that a record's header names, and where its values begin."""
    end, place = _varint(record, 0)
    kinds: list[int] = []
    while place < end:
        kind, place = _varint(record, place)
        kinds.append(kind)
        if len(kinds) > _MOST_COLUMNS or kind in (10, 11):
            raise UnreadableError
    if place != end:
        raise UnreadableError
    return kinds, place


def _width(kind: int) -> int:
    """Return how many bytes a value of this serial type takes."""
    if kind >= 12:
        return (kind - 12) // 2
    return 8 if kind == 7 else _INTEGERS.get(kind, 0)


def _values(record: bytes) -> list[Value]:
    kinds, place = _kinds(record)
    values = []
    for kind in kinds:
        values.append(_value(record[place : place + _width(kind)], kind))
        place += _width(kind)
    return values


def _value(data: bytes, kind: int) -> Value:
    if kind in (0, 8, 9):
        return {0: None, 8: 0, 9: 1}[kind]
    if kind in _INTEGERS:
        return int.from_bytes(data, "big", signed=True)
    if kind == 7:
        value: float = struct.unpack(">d", data)[0]
        return value
    return data.decode() if kind % 2 else data


def _varint(data: bytes, place: int) -> tuple[int, int]:
    value = 0
    for count in range(9):
        byte = data[place + count]
        if count == 8:
            return value << 8 | byte, place + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + count + 1
    raise UnreadableError


def _signed(number: int) -> int:
    return number - (1 << 64) if number >= 1 << 63 else number

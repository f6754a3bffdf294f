"""Rows out of the pages of a damaged SQLite file, without its index of pages (sqlite.org/fileformat2.html).

Every page that is a leaf of a table is read for itself, so that one bad page costs its own rows and no others. Which
table a row belongs to is for the caller to find out. Only what the queue uses: UTF-8, no auto-vacuum, no reserved
bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

Value = None | int | float | str | bytes
_LEAF_OF_A_TABLE = 0x0D
_FILE_HEADER = 100
_USUAL_PAGE = 4096
_MOST_COLUMNS = 100
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}  # serial type: bytes


class UnreadableError(Exception):
    """These bytes are no row."""


def rows(path: Path) -> Iterator[tuple[int, list[Value]]]:
    """Yield (row id, values) of every row in a leaf page that can be read. Raises OSError."""
    total = path.stat().st_size
    with path.open("rb") as file:
        size = _page_size(file.read(_FILE_HEADER))
        file.seek(0)
        number = 0
        while len(page := file.read(size)) == size:
            number += 1
            after = file.tell()
            for cell in _cells(page, _FILE_HEADER if number == 1 else 0):
                try:
                    row_id, record = _whole(file, cell, size, total)
                    yield row_id, _values(record)
                except (UnreadableError, IndexError, struct.error, UnicodeDecodeError):
                    continue
            file.seek(after)


def _page_size(header: bytes) -> int:
    told = int.from_bytes(header[16:18], "big")
    told = 65536 if told == 1 else told
    return told if told >= 512 and told & (told - 1) == 0 else _USUAL_PAGE


def _cells(page: bytes, header: int) -> Iterator[bytes]:
    """Yield where each cell of a leaf begins, to the page's end; nothing for other pages."""
    if page[header] != _LEAF_OF_A_TABLE:
        return
    count = int.from_bytes(page[header + 3 : header + 5], "big")
    for place in range(header + 8, min(header + 8 + 2 * count, len(page) - 1), 2):
        start = int.from_bytes(page[place : place + 2], "big")
        if header + 8 <= start < len(page):
            yield page[start:]


def _whole(file: BinaryIO, cell: bytes, size: int, total: int) -> tuple[int, bytes]:
    """Return row id and record of a cell, fetched together from the pages it overflows into."""
    length, place = _varint(cell, 0)
    row_id, place = _varint(cell, place)
    if length > total:  # also keeps pages that lead in a circle from leading on for ever
        raise UnreadableError
    most = size - 35
    local = length
    if length > most:
        least = (size - 12) * 32 // 255 - 23
        local = least + (length - least) % (size - 4)
        local = local if local <= most else least
    record = cell[place : place + local]
    if len(record) < local:
        raise UnreadableError
    return _signed(row_id), record if local == length else _overflowing(file, cell, place + local, record, length, size)


def _overflowing(file: BinaryIO, cell: bytes, place: int, record: bytes, length: int, size: int) -> bytes:
    parts, got = [record], len(record)
    following = int.from_bytes(cell[place : place + 4], "big")
    while got < length:
        if not following:
            raise UnreadableError
        file.seek((following - 1) * size)
        page = file.read(size)
        if len(page) < size:
            raise UnreadableError
        part = page[4 : 4 + length - got]
        parts.append(part)
        got += len(part)
        following = int.from_bytes(page[:4], "big")
    return b"".join(parts)


def _values(record: bytes) -> list[Value]:
    end, place = _varint(record, 0)
    types = []
    while place < end:
        kind, place = _varint(record, place)
        types.append(kind)
        if len(types) > _MOST_COLUMNS:
            raise UnreadableError
    if place != end:
        raise UnreadableError
    values = []
    for kind in types:
        value, place = _value(record, place, kind)
        values.append(value)
    if place != len(record):
        raise UnreadableError
    return values


def _value(record: bytes, place: int, kind: int) -> tuple[Value, int]:
    if kind in (0, 8, 9):
        return {0: None, 8: 0, 9: 1}[kind], place
    if kind in (10, 11):
        raise UnreadableError
    length = _INTEGERS.get(kind) or (8 if kind == 7 else (kind - 12) // 2)
    data = record[place : place + length]
    if len(data) < length:
        raise UnreadableError
    if kind in _INTEGERS:
        return int.from_bytes(data, "big", signed=True), place + length
    if kind == 7:
        return struct.unpack(">d", data)[0], place + length
    return (data.decode() if kind % 2 else data), place + length


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

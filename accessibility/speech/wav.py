"""The head of a WAV that is still being written: sizes in it are not yet true and are not looked at."""

from __future__ import annotations

import struct
from dataclasses import dataclass


@dataclass(frozen=True)
class SoundFormat:
    """Raw sound: `rate` samples a second, `channels`, 16 bits each. `begins` is where it starts in the stream."""

    rate: int
    channels: int
    begins: int


def read_head(data: bytes) -> SoundFormat | None:
    """Return the format once enough of the stream is there, else None. Raises ValueError for other than 16-bit PCM."""
    if len(data) < 12:
        return None
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise ValueError("not a WAV stream")
    place, found = 12, (0, 0)
    while place + 8 <= len(data):
        name, size = data[place : place + 4], struct.unpack_from("<I", data, place + 4)[0]
        if name == b"data":
            if not all(found):
                raise ValueError("a WAV stream without its format")
            return SoundFormat(*found, begins=place + 8)
        if name == b"fmt ":
            if place + 24 > len(data):
                return None
            coding, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", data, place + 8)
            if (coding, bits) != (1, 16):
                raise ValueError("only 16-bit PCM can be played")
            found = (rate, channels)
        place += 8 + size + size % 2
    return None

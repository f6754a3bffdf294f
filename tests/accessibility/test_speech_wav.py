from __future__ import annotations

import io
import wave

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessibility.speech.wav import SoundFormat, read_head


def sound(*, rate: int = 22050, channels: int = 1, width: int = 2) -> bytes:
    data = io.BytesIO()
    with wave.open(data, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(b"\x01\x02" * channels * 4)
    return data.getvalue()


@pytest.mark.parametrize(("rate", "channels"), [(22050, 1), (16000, 1), (44100, 2)])
def test_the_format_is_read_from_the_head(rate: int, channels: int) -> None:
    assert read_head(sound(rate=rate, channels=channels)) == SoundFormat(rate, channels, 44)


@given(st.integers(0, 43))
def test_a_head_that_is_not_all_there_is_waited_for(length: int) -> None:
    assert read_head(sound()[:length]) is None


def test_other_parts_before_the_sound_are_passed_over() -> None:
    whole = sound()
    with_list = whole[:36] + b"LIST\x03\x00\x00\x00abc\x00" + whole[36:]
    assert read_head(with_list) == SoundFormat(22050, 1, 56)


@pytest.mark.parametrize("bad", [b"<html>not sound", sound(width=1), sound()[:12] + sound()[36:]])
def test_what_is_no_16_bit_sound_is_refused(bad: bytes) -> None:
    with pytest.raises(ValueError, match=r"WAV|PCM"):
        read_head(bad)

"""Every broken pack of `tests/broken_packs` is refused at the expected line, and the sound one is not."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from command_line import Run

from kiosk.checking import check_pack

FOLDER = Path(__file__).parents[1] / "broken_packs"
SOUND = FOLDER / "sound"
PATCHES = sorted(FOLDER.glob("*.patch"))


@dataclass(frozen=True)
class Patch:
    """A change of the sound pack, and what is expected of it."""

    file: str
    taken_out: str
    put_in: str
    expected_file: str
    expected_line: int
    words: str


def read_patch(path: Path) -> Patch:
    lines = path.read_text(encoding="utf-8").splitlines()
    place, words = lines[0].removeprefix("expect: ").split(": ", maxsplit=1)
    file, _, line = place.partition(":")
    return Patch(
        file=lines[1].removeprefix("in: "),
        taken_out="\n".join(text[1:] for text in lines[2:] if text.startswith("-")),
        put_in="\n".join(text[1:] for text in lines[2:] if text.startswith("+")),
        expected_file=file,
        expected_line=int(line or 0),
        words=words,
    )


def broken(patch: Patch, folder: Path) -> Path:
    """Return the sound pack, copied into a folder and changed."""
    pack = Path(shutil.copytree(SOUND, folder / "pack"))
    path = pack / patch.file
    if not patch.taken_out:
        path.write_text(patch.put_in + "\n", encoding="utf-8")
        return pack
    text = path.read_text(encoding="utf-8")
    assert text.count(patch.taken_out) == 1
    path.write_text(text.replace(patch.taken_out, patch.put_in), encoding="utf-8")
    return pack


def test_the_sound_pack_has_nothing_wrong() -> None:
    assert [str(problem) for problem in check_pack(SOUND)] == []


def test_there_are_enough_of_them() -> None:
    assert len(PATCHES) >= 60


@pytest.mark.parametrize("path", PATCHES, ids=lambda path: path.stem)
def test_a_broken_pack_is_refused_at_its_line(path: Path, tmp_path: Path) -> None:
    patch = read_patch(path)
    pack = broken(patch, tmp_path)
    found = check_pack(pack)
    places = [
        (problem.file.relative_to(pack).as_posix(), problem.line) for problem in found if patch.words in problem.what
    ]
    assert (patch.expected_file, patch.expected_line) in places, [str(problem) for problem in found]
    assert all(problem.remedy for problem in found)


def test_the_command_says_so_and_fails(run: Run, tmp_path: Path) -> None:
    pack = broken(read_patch(FOLDER / "way-to-no-journey.patch"), tmp_path)
    code, out, err = run("check", str(pack))
    assert code == 1
    assert f"{pack}/journeys/bench.toml:79: page 'gone': no journey is called 'trees'. Use one of: bench" in err
    assert out == f"{pack}: 1 problem\n"


def test_the_command_is_content_with_the_sound_pack(run: Run) -> None:
    assert run("check", str(SOUND)) == (0, f"{SOUND}: nothing wrong\n", "")

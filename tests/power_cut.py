"""Plays a power cut: what a recorded program did to a folder, and what a disk may hold of it once the power is back.

tests/faults/power_cut.c records. The disk here promises what ext4 and XFS promise, and nothing that only happens to be
so: a file's fsync or fdatasync keeps its bytes and its size; a folder's keeps the names in it. Until then each sector
of 512 bytes holds any of the contents it had since, sizes follow their order, and of names made, moved and removed any
may be missing (on an `ordered` disk, as journalling file systems are, only the latest). A file's own sync does not
keep its name, although ext4 and XFS do that too. A new part of a file that was not synced reads as zeros, or on a
`stale` disk as whatever lay there before. Left out: disks that say they have what they have not, and sectors that a cut
leaves unreadable.
"""

from __future__ import annotations

import random
import struct
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

SOURCE = Path(__file__).parent / "faults" / "power_cut.c"
SECTOR = 512
_HEAD = struct.Struct("<cHQqI")
_FOLDER = -1  # stands for an inode where a name is a folder's


class RecordingError(RuntimeError):
    """The program changed files in a way that the recorder does not understand."""


@dataclass(frozen=True)
class Op:
    """One recorded step. `kind`: Create, Make folder, Write, Truncate, Unlink, Rename, Sync, Directory sync, acK."""

    kind: str
    path: str
    inode: int = 0
    at: int = 0
    data: bytes = b""


def build_recorder(folder: Path) -> Path:
    """Compile the recorder with the system's C compiler; returns the library to preload."""
    library = folder / "power_cut.so"
    options = ["-std=gnu11", "-shared", "-fPIC", "-O1"]
    subprocess.run(["cc", *options, "-o", str(library), str(SOURCE), "-ldl", "-lpthread"], check=True)
    return library


def recorded(folder: Path, log: Path, recorder: Path) -> dict[str, str]:
    """Return the environment that records what a program does in `folder`."""
    return {"LD_PRELOAD": str(recorder), "POWER_CUT_FOLDER": str(folder.resolve()), "POWER_CUT_LOG": str(log)}


def read_log(log: Path, folder: Path) -> list[Op]:
    """Return what was recorded, paths relative to the folder. Raises RecordingError."""
    raw, ops, at = log.read_bytes(), [], 0
    while at < len(raw):
        kind, path_size, inode, where, data_size = _HEAD.unpack_from(raw, at)
        at += _HEAD.size
        path, at = _relative(raw[at : at + path_size].decode(), folder), at + path_size
        data, at = raw[at : at + data_size], at + data_size
        if path.endswith("-shm"):  # SQLite's index of a log in memory: made anew after every crash
            continue
        if kind == b"X":
            raise RecordingError(f"{path}: {data.decode()} is not understood by the recorder")
        if kind == b"R":
            data = _relative(data.decode(), folder).encode()
        ops.append(Op(kind.decode(), path, inode, where, data))
    return ops


def _relative(path: str, folder: Path) -> str:
    path = path.removesuffix(" (deleted)")
    relative = PurePosixPath(path).relative_to(folder.resolve()).as_posix() if path else ""
    return "" if relative == "." else relative


@dataclass(frozen=True)
class Whim:
    """What a disk does with what nobody synced.

    `sectors`, `sizes`, `names`: the share that came through, 0 to 1. `ordered`, `stale`: see above.
    """

    sectors: float
    sizes: float
    names: float
    ordered: bool
    stale: bool
    chance: random.Random

    @classmethod
    def of(cls, seed: int) -> Whim:
        """Return the whim of one seed."""
        chance = random.Random(seed)
        shares = [chance.choice((0.0, 0.1, 0.5, 0.9, 1.0)) for _ in range(3)]
        return cls(*shares, ordered=chance.random() < 0.5, stale=chance.random() < 0.3, chance=chance)

    @classmethod
    def nothing(cls) -> Whim:
        """Only what was synced came through."""
        return cls(0.0, 0.0, 0.0, ordered=False, stale=False, chance=random.Random(0))

    @classmethod
    def everything(cls) -> Whim:
        """All came through: the program died, and the disk did not."""
        return cls(1.0, 1.0, 1.0, ordered=True, stale=False, chance=random.Random(0))

    def reach(self, steps: int, share: float) -> int:
        """Return how many of the latest steps came through."""
        if share in (0.0, 1.0):
            return int(steps * share)
        return self.chance.randint(0, steps) if self.chance.random() < share else 0


@dataclass
class _File:
    safe: bytes = b""
    unsynced: list[Op] = field(default_factory=list)

    def sync(self) -> None:
        self.safe, self.unsynced = self.after(Whim.everything()), []

    def after(self, whim: Whim) -> bytes:
        """Return what the file holds once the power is back."""
        content, size_reach = bytearray(self.safe), whim.reach(len(self.unsynced), whim.sizes)
        reach: dict[int, int] = {}
        for number, op in enumerate(self.unsynced):
            if op.kind == "T":
                if number >= size_reach and op.at < len(content):
                    break  # what came after was written to blocks that no size on the disk leads to
                if number < size_reach:
                    _resize(content, op.at, whim)
                continue
            if number < size_reach and op.at + len(op.data) > len(content):
                _resize(content, op.at + len(op.data), whim)
            for start, piece in _by_sector(op):
                came_through = reach.setdefault(start // SECTOR, whim.reach(len(self.unsynced), whim.sectors))
                if number < came_through:
                    end = min(start + len(piece), len(content))
                    content[start:end] = piece[: max(end - start, 0)]
        return bytes(content)


def _resize(content: bytearray, size: int, whim: Whim) -> None:
    del content[size:]
    more = size - len(content)
    content += whim.chance.randbytes(more) if whim.stale else bytes(more)


def _by_sector(op: Op) -> Iterator[tuple[int, bytes]]:
    at, end = op.at, op.at + len(op.data)
    while at < end:
        until = min((at // SECTOR + 1) * SECTOR, end)
        yield at, op.data[at - op.at : until - op.at]
        at = until


class Disk:
    """The recorded folder on a disk: what is safe, and what only the computer's memory knows."""

    def __init__(self) -> None:
        self.said: list[str] = []  # lines that the program had printed
        self._files: dict[int, _File] = {}
        self._files_ever = 0
        self._by_inode: dict[int, int] = {}
        self._safe_names: dict[str, int] = {"": _FOLDER}
        self._names: list[tuple[Op, int]] = []
        self._saying = ""

    def does(self, op: Op) -> None:
        """Take the next recorded step."""
        if op.kind == "K":
            *whole, self._saying = (self._saying + op.data.decode()).split("\n")
            self.said += whole
        elif op.kind in "WT":
            self._file(op.inode).unsynced.append(op)
        elif op.kind == "S":
            self._file(op.inode).sync()
        elif op.kind == "D":
            self._sync_folder(op.path)
        else:
            self._names.append((op, self._named(op)))

    def _named(self, op: Op) -> int:
        if op.kind != "C":
            return _FOLDER
        self._files_ever += 1  # an inode's number is used again once its file is gone
        self._by_inode[op.inode] = self._files_ever
        self._files[self._files_ever] = _File()
        return self._files_ever

    def _file(self, inode: int) -> _File:
        try:
            return self._files[self._by_inode[inode]]
        except KeyError:
            raise RecordingError("a file was changed that was there before the recording began") from None

    def _sync_folder(self, path: str) -> None:
        kept = []
        for op, file in self._names:
            if path in {_parent(name) for name in _touched(op)}:
                _rename(self._safe_names, op, file)
            else:
                kept.append((op, file))
        self._names = kept

    def after(self, whim: Whim) -> dict[str, bytes]:
        """Return the files that stand there once the power is back, by path."""
        names = dict(self._safe_names)
        lost: set[str] = set()
        latest = whim.reach(len(self._names), whim.names)
        for number, (op, file) in enumerate(self._names):
            came = number < latest if whim.ordered else whim.chance.random() < whim.names
            if came and not lost & set(_touched(op)):
                _rename(names, op, file)
            else:
                lost.update(_touched(op))
        folders = {path for path, file in names.items() if file == _FOLDER}
        return {
            path: self._files[file].after(whim)
            for path, file in names.items()
            if file != _FOLDER and all(parent in folders for parent in _parents(path))
        }


def _touched(op: Op) -> list[str]:
    return [op.path, op.data.decode()] if op.kind == "R" else [op.path]


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _parents(path: str) -> Iterator[str]:
    while path:
        path = _parent(path)
        yield path


def _rename(names: dict[str, int], op: Op, file: int) -> None:
    if op.kind in "CM":
        names[op.path] = file
    elif op.kind == "U":
        names.pop(op.path, None)
    elif op.path in names:
        names[op.data.decode()] = names.pop(op.path)


def lay_out(files: Mapping[str, bytes], folder: Path) -> Path:
    """Write such files below a folder, which must not be there yet; returns the folder."""
    folder.mkdir(mode=0o700, parents=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(0o600)
    return folder


def every_cut(ops: Sequence[Op]) -> Iterator[tuple[int, Disk]]:
    """Yield the disk before the first step and after each; it goes on changing, so look at it at once."""
    disk = Disk()
    yield 0, disk
    for number, op in enumerate(ops, start=1):
        disk.does(op)
        yield number, disk

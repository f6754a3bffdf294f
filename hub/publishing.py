"""From a council pack's folder to a signed version: every file looked at, the pack checked, then kept and issued."""

from __future__ import annotations

import hashlib
import os
from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from nacl.signing import SigningKey

from hub.content import Content, ContentError, Issued
from kiosk.checking import check_pack
from kiosk.council_pack import load_council
from kiosk.errors import ConfigError
from kiosk.icon_names import icon_names
from kiosk.problems import Problem
from offline.wire import WireError
from offline.wire.content import LARGEST_FILE, LARGEST_VERSION, ContentFile, Manifest, signed_manifest, why_not_a_path


class BadPackError(ContentError):
    """A pack with mistakes in it: nothing was published."""

    def __init__(self, problems: list[Problem]) -> None:
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__(f"{count}: nothing was published. Mend what stands above and publish again.")
        self.problems = problems

    def facts(self) -> Mapping[str, object]:
        """Return what is wrong, one by one."""
        return {"problems": [asdict(problem) | {"file": str(problem.file)} for problem in self.problems]}


@dataclass(frozen=True)
class Published:
    """A version that was issued, and how many of its files were not here before."""

    issued: Issued
    new_files: int


@dataclass(frozen=True)
class Publisher:
    """Signs and issues. `key` is the content key's secret half, in memory only."""

    content: Content
    key: SigningKey
    now: datetime
    who: str

    def publish(self, folder: Path, life: timedelta, version: int | None = None) -> Published:
        """Issue the pack in `folder` as the next version, or as `version`. Raises BadPackError or ContentError."""
        number = self._number(version)
        files = list(files_of(folder))
        problems = check_pack(folder, icons=icon_names())
        if problems:
            raise BadPackError(problems)
        manifest = Manifest(load_council(folder).id, number, self.now, self.now + life, files)
        try:
            signed = signed_manifest(manifest, self.key)
        except WireError as error:
            raise ContentError(f"{folder}: {error}. Nothing was published.") from error
        # The digests were taken before the check, and are compared while keeping: what was checked is what is issued.
        fresh = [self.content.keep(folder / file.path, file) for file in files]
        return Published(self.content.issue(manifest, signed, self.who), sum(fresh))

    def _number(self, version: int | None) -> int:
        issued = self.content.issued()
        highest = issued[0].version if issued else 0
        if version is None:
            return highest + 1
        if not highest < version <= LARGEST_VERSION:
            raise ContentError(f"version {version} cannot be issued: the highest one here is {highest}. Name a higher.")
        return version


def files_of(folder: Path) -> Iterator[ContentFile]:
    """Yield the files of a pack in the order of their paths; what begins with a dot is none of it.

    Raises BadPackError naming what cannot be part of a pack, ConfigError where there is no folder.
    """
    if not folder.is_dir():
        raise ConfigError(folder, "is not a folder.", "Name the folder of the council pack.")
    if not (folder / "council.toml").exists():
        raise ConfigError(
            folder, "holds no council.toml: it is no council pack.", "Name the folder of the council pack."
        )
    problems: list[Problem] = []
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        here = Path(place)
        for name in [*folders, *(name for name in names if not name.startswith("."))]:
            path = here / name
            if path.is_symlink():
                problems.append(Problem(path, 0, "is a link.", "Put the file itself there."))
            elif name not in folders:
                problems += _problems_of(path, path.relative_to(folder).as_posix())
                found.append(path)
    if problems:
        raise BadPackError(problems)
    for path in sorted(found):
        yield _measured(path, path.relative_to(folder).as_posix())


def read_content_key(file: Path, public: bytes) -> SigningKey:
    """Return the content key in `file` where it is this hub's. Raises ConfigError."""
    # Its rights are not looked at: memory sticks know none.
    remedy = "Give the content.key that `hub init` wrote, from where it is kept."
    try:
        text = file.read_bytes()
    except OSError as error:
        raise ConfigError(file, "cannot be read.", remedy) from error
    try:
        key = SigningKey(b64decode(text.strip(), validate=True))
    except ValueError as error:
        raise ConfigError(file, "is not a content key.", remedy) from error
    if bytes(key.verify_key) != public:
        raise ConfigError(file, "is the content key of another hub: kiosks of this one would refuse it.", remedy)
    return key


def _problems_of(path: Path, name: str) -> Iterator[Problem]:
    if reason := why_not_a_path(name):
        yield Problem(path, 0, f"cannot be part of a pack: {reason}.", "Take it out, or rename it.")
    elif not path.is_file():
        yield Problem(path, 0, "is no ordinary file.", "Take it out.")
    elif path.stat().st_size > LARGEST_FILE:
        yield Problem(path, 0, f"has more than {LARGEST_FILE // 1024**2} MB.", "Make it smaller.")


def _measured(path: Path, name: str) -> ContentFile:
    try:
        with path.open("rb") as source:
            return ContentFile(name, path.stat().st_size, hashlib.file_digest(source, "sha256").hexdigest())
    except OSError as error:
        raise ConfigError(path, f"cannot be read ({type(error).__name__}).") from error

"""The hub's keys as they are now: a rotation is taken up by every running process without a restart."""

from __future__ import annotations

import logging
from pathlib import Path

from hub.keys import KEY_FILES, Keys, load_keys
from kiosk.errors import ConfigError

_Stamp = tuple[tuple[int, int, int], ...]
_log = logging.getLogger("hub.keys")


class KeyRing:
    """Looks at the files whenever it is asked: some microseconds, and no process signs with yesterday's key."""

    def __init__(self, folder: Path) -> None:
        """Read the keys in `folder`. Raises ConfigError."""
        self._folder = folder
        self._held = (self._stamp(), load_keys(folder))
        self._complained: _Stamp = ()

    def now(self) -> Keys:
        """Return the keys. Where the files cannot be read any more, those read last."""
        stamp = self._stamp()
        if stamp not in (self._held[0], self._complained):
            try:
                self._held = (stamp, load_keys(self._folder))
            except ConfigError as error:
                self._complained = stamp
                _log.error("the former keys stay in use: %s", error)
        return self._held[1]

    def _stamp(self) -> _Stamp:
        """Return what differs after a file was replaced."""
        stamps = []
        for name in KEY_FILES:
            try:
                found = (self._folder / name).stat()
                stamps.append((found.st_mtime_ns, found.st_ino, found.st_size))
            except OSError:
                stamps.append((0, 0, 0))
        return tuple(stamps)

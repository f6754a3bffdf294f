"""Keeps what is in memory out of files: no core dumps, and files that only this user may read."""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import suppress

_PR_SET_DUMPABLE = 4


def keep_memory_private() -> None:
    """Have this process never leave its memory, with answers and keys in it, in a core dump; new files are private.

    Programs it starts inherit the limit of no bytes. A crash handler that the kernel pipes dumps into ignores that
    limit, so the process is also marked as one that must not be dumped. What a system lacks is left out.
    """
    os.umask(0o077)
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)

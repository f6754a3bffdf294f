"""The command line of the kiosk.

Exit 0: done. 1: refused or failed, why is on stderr. 2: wrong use or configuration.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from kiosk import __version__
from kiosk.errors import ConfigError, KioskError, UsageError
from kiosk.no_dumps import keep_memory_private


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    if arguments is None:  # this process is the kiosk
        keep_memory_private()
    chosen = _parser().parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except (ConfigError, UsageError) as error:
        print(f"kiosk: {error}", file=sys.stderr)
        return 2
    except KioskError as error:
        print(f"kiosk: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read our output has gone; keep Python from complaining about it once more at exit.
        sys.stderr.close()
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    from kiosk.commands import demo, doctor, hand_carry, journeys, missing, queue, release, reprint, run, submit

    parser = argparse.ArgumentParser(prog="kiosk", description="Civic Kiosk: guided self-service for residents.")
    parser.add_argument("--version", action="version", version=f"civic-kiosk {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for module in (run, demo, journeys, submit, queue, release, missing, reprint, hand_carry, doctor):
        module.add_to(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())

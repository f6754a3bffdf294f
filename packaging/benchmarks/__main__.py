"""`packaging/bench`: chooses what to measure, prints the figures, exits 1 where a goal is not met."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from pathlib import Path

from figure import Figure

HOUSE = Path(__file__).parents[2]
NAMES = (
    "start-to-welcome",
    "send-to-durable",
    "attachment",
    "send-with-a-million-stored",
    "start-with-ten-thousand-waiting",
    "drain",
    "drain-memory",
    "search",
)


def measured(name: str, *, thorough: bool) -> list[Figure]:
    """Run one benchmark: `measure` in the module of its name, in a folder on the disk that holds the checkout."""
    module = importlib.import_module(name.replace("-", "_"))
    folder = HOUSE / "build" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    figures: list[Figure] = module.measure(folder, thorough=thorough)
    return figures


def main() -> int:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(prog="packaging/bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one or more of {', '.join(NAMES)}; all without")
    parser.add_argument("--json", action="store_true", help="one JSON list")
    parser.add_argument("--thorough", action="store_true", help="measure for longer")
    asked = parser.parse_args()
    unknown = [name for name in asked.names if name not in NAMES]
    if unknown:
        parser.error(f"no benchmark is called {unknown[0]}; there are {', '.join(NAMES)}")
    figures: list[Figure] = []
    for name in asked.names or NAMES:
        found = measured(name, thorough=asked.thorough)
        figures += found
        if not asked.json:
            print("\n".join(figure.as_line() for figure in found), flush=True)
    if asked.json:
        print(json.dumps([figure.as_json() for figure in figures], ensure_ascii=False, indent=2))
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())

"""`packaging/test --bite`: removes each protection in turn, and demands that a test notices."""

from __future__ import annotations

import argparse
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from protection import HeaderError, Protection, read_all
from trial import CopiedTree, Outcome, Verdict, tried

FOLDER = Path(__file__).parent
HOUSE = Path(__file__).parents[2]
_MOST_WORKERS = 4


def try_all(protections: list[Protection], *, workers: int, thorough: bool) -> list[Verdict]:
    """Share them out among as many copies as there are workers; a line for each as it ends."""

    def share(number: int) -> list[Verdict]:
        verdicts = []
        with CopiedTree(HOUSE) as tree:
            if not tree.is_what_is_imported():
                raise SystemExit(
                    f"packaging/test --bite: Python takes the packages from elsewhere, not from {tree.path}"
                )
            for verdict in tried(protections[number::workers], tree, thorough=thorough):
                print(f"{verdict.outcome:>14}  {verdict.protection.name}: {verdict.why}", flush=True)
                verdicts.append(verdict)
        return verdicts

    with ThreadPoolExecutor(workers) as pool:
        found = [verdict for verdicts in pool.map(share, range(workers)) for verdict in verdicts]
    return sorted(found, key=lambda verdict: verdict.protection.name)


def table(verdicts: list[Verdict]) -> str:
    """Return one line for each protection: its patch, what is removed, how it ended."""
    width = max(len(verdict.protection.name) for verdict in verdicts)
    rows = []
    for one in verdicts:
        mark = " " if one.outcome is Outcome.BIT else "!"
        rows.append(f"{mark} {one.protection.name:<{width}}  {one.outcome:<14}  {one.protection.removes}")
    good = sum(verdict.outcome is Outcome.BIT for verdict in verdicts)
    return "\n".join([*rows, f"{good} of {len(verdicts)} protections bite"])


def main() -> int:
    """Try what was asked for; exit 1 unless all bite."""
    parser = argparse.ArgumentParser(prog="packaging/test --bite", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="patches of packaging/bite, by the beginning of a name"
    )
    parser.add_argument("--thorough", action="store_true", help="run their long tests too")
    parser.add_argument("--workers", type=int, default=min(os.cpu_count() or 1, _MOST_WORKERS), help="how many at once")
    asked = parser.parse_args()
    try:
        protections = read_all(FOLDER)
    except HeaderError as error:
        parser.error(str(error))
    wanted = [each for each in protections if not asked.names or each.name.startswith(tuple(asked.names))]
    if not wanted:
        parser.error("no patch is called so; there are " + ", ".join(each.name for each in protections))
    verdicts = try_all(wanted, workers=max(1, min(asked.workers, len(wanted))), thorough=asked.thorough)
    print(table(verdicts))
    return 0 if all(verdict.outcome is Outcome.BIT for verdict in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())

"""What may be known at one place of a journey, for all paths that lead there at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from operator import itemgetter

from kiosk.conditions import Fact, Facts

Row = tuple[Fact | None, ...]
"""What is known of each name; None where nothing is."""


class States:
    """Rows of what is known, with a column for each name. Immutable.

    A page looks at few columns, and many rows are alike there: what it does is found out once for all of those.
    """

    def __init__(self, names: Sequence[str] = (), rows: Iterable[Row] = ((),)) -> None:
        self._names = names
        self._rows = set(rows)

    def __len__(self) -> int:
        return len(self._rows)

    def seen(self, names: Collection[str]) -> Iterator[Facts]:
        """Yield what may be known of these names, each way once."""
        yield from (facts for facts, _ in self._parted(names))

    def after(
        self,
        looked_at: Collection[str],
        through: Callable[[Facts], Iterable[Facts]],
        gives: Collection[str],
        needed: Collection[str],
    ) -> States:
        """Return what may be known after a page, of the names that are still `needed`.

        `through` takes what is known of the names that the page looks at, and returns what it adds to that, for each
        path that goes on; all that it may add or change has a name in `gives`.
        """
        kept = [name for name in self._names if name in needed and name not in gives]
        new = [name for name in gives if name in needed]
        keep = self._picking(kept)
        rows: set[Row] = set()
        for facts, part in self._parted({*looked_at, *gives}):
            here = {keep(row) for row in part}
            for addition in {tuple(given.get(name, facts.get(name)) for name in new) for given in through(facts)}:
                rows.update(row + addition for row in here)
        return States([*kept, *new], rows)

    def _parted(self, names: Collection[str]) -> Iterator[tuple[dict[str, Fact], list[Row]]]:
        """Yield each way in which these columns are filled, with the rows that fill them so."""
        known = [name for name in self._names if name in names]
        pick = self._picking(known)
        parts: defaultdict[Row, list[Row]] = defaultdict(list)
        for row in self._rows:
            parts[pick(row)].append(row)
        for values, rows in parts.items():
            yield {name: value for name, value in zip(known, values, strict=True) if value is not None}, rows

    def _picking(self, names: Sequence[str]) -> Callable[[Row], Row]:
        """Return what picks these columns out of a row."""
        places = [self._names.index(name) for name in names]
        if len(places) > 1:
            return itemgetter(*places)
        return lambda row: tuple(row[place] for place in places)

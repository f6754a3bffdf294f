"""Yes and no in languages that have no such words: their answer takes up the verb of the question.

In Welsh "Oes" answers "Oes…?", "Ydw" answers "Ydych chi…?", "Do" answers "Wnaethoch chi…?". The words stand in the
catalogues, below the question that they answer (its `ask` as `msgctxt`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

YES, NO = "Yes", "No"

ANSWERED_BY_VERB = frozenset({"cy", "ga", "gd", "gv", "kw"})
"""Welsh, Irish, Scottish Gaelic, Manx, Cornish. Elsewhere one word for yes and one for no fit all questions."""

_OWN_LABELS: Mapping[str, Mapping[str, str]] = {kind: {"yes": YES, "no": NO} for kind in ("yes_no", "consent")}
"""Kinds of answer that say yes and no without being told to."""


def bare_answers(kind: str, options: Iterable[Mapping[str, str]]) -> tuple[str, ...]:
    """Return which of a bare yes and a bare no a question offers; the later of its `options` stand over the earlier.

    "Yes, it is taxed" is not bare: that text is translated for itself.
    """
    labels = dict(_OWN_LABELS.get(kind, {}))
    for given in options:
        labels.update(given)
    return tuple(label for label in (YES, NO) if label in labels.values())

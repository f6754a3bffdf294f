"""A text as the words that are looked for: folded, without accents, plurals taken back."""

from __future__ import annotations

import re
import unicodedata

MOST_LETTERS = 200
"""Of a longer text only the beginning is looked for: nobody types more into a search by hand."""

_MOST_WORDS = 12
_LONGEST_WORD = 40
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = str.maketrans("", "", "'’ʼ`´")
# English and Welsh, as they stand after folding.
_ASKING = """a an and any are be can could do does for from get have how i if im in is it me my need of on or our please
    should tell that the their there this to want was we what when where which who why will with would you your
    am ar at beth ble byddaf ddim dw dwi dydd dylwn ei eich ein eisiau fi fy gallaf gyda hoffwn i mae mewn o oes os
    pam pryd pwy rhaid rydw rwy rwyf sut sydd wedi y yn yr ydy yw"""
_STOP = frozenset(_ASKING.split())


def folded(text: str) -> str:
    """Return a text in small letters without accents, apostrophes and whatever else no keyboard writes."""
    bare = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold()
    plain = unicodedata.normalize("NFKD", bare)
    return "".join(letter for letter in plain if unicodedata.category(letter) != "Mn").translate(_APOSTROPHES)


def words_of(text: str) -> list[str]:
    """Return all words of a text, folded."""
    return [word[:_LONGEST_WORD] for word in _WORD.findall(folded(text))]


def asked_words(text: str) -> list[str]:
    """Return the words that somebody looks for: without those that every question has, unless there are no others."""
    words = words_of(text[:MOST_LETTERS])[:_MOST_WORDS]
    return [word for word in words if word not in _STOP] or words


def still_typing(text: str) -> bool:
    """Say whether the last word of a text may go on."""
    return text[:MOST_LETTERS][-1:].isalnum()


def stem(word: str) -> str:
    """Return a folded word without the ending of an English plural: "bins" and "bin", "batteries" and "battery"."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def stems_of(text: str) -> list[str]:
    """Return the stems of all words of a text."""
    return [stem(word) for word in words_of(text)]


_UNMUTATED = {
    # Welsh words change their first letters after others: what stands at the beginning, and what it may come from.
    "ngh": ("c",), "mh": ("p",), "nh": ("t",), "ng": ("g",), "ch": ("c",), "ph": ("p",), "th": ("t",), "dd": ("d",),
    "g": ("c",), "b": ("p",), "d": ("t",), "f": ("b", "m"), "m": ("b",), "n": ("d",),
    "l": ("ll", "gl"), "r": ("rh", "gr"),
}  # fmt: skip


def unmutated(word: str) -> list[str]:
    """Return what a Welsh word may be without its mutation: "fin" from "bin", "ofal" from "gofal"."""
    found = []
    for start, origins in _UNMUTATED.items():
        if word.startswith(start):
            found += [origin + word[len(start) :] for origin in origins]
    return [*found, "g" + word]

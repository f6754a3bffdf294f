"""Checks a translation against its English: nothing missing, fuzzy, left in English, or with other placeholders."""

from __future__ import annotations

import gettext
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from kiosk.catalogue import key_of
from kiosk.catalogue_files import catalogue_files, catalogue_of
from kiosk.errors import ConfigError
from kiosk.language import PRODUCT_CATALOGUES
from kiosk.pack_texts import PackText
from kiosk.toml_file import read_text
from kiosk.yes_and_no import ANSWERED_BY_VERB

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_COUNTED = "{n}"
_NUMBERS_TRIED = 1000  # every plural rule repeats itself well before


@dataclass(frozen=True)
class Target:
    """The language of a translation: its code, what messages call it, and the texts that may equal their English."""

    code: str
    name: str
    same: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Message:
    """One entry of a catalogue: its English (one form, or singular and plural), its forms here, and its line.

    `of_one_number` are the places of those forms that stand for a single number, such as the dual: they may say it in
    a word in place of `{n}`. `question` is what the entry answers in these words, empty for one that says so anywhere.
    """

    english: tuple[str, ...]
    forms: tuple[str, ...]
    fuzzy: bool
    line: int
    of_one_number: frozenset[int] = frozenset()
    question: str = ""

    @property
    def named(self) -> str:
        """What a finding calls it."""
        return f"{self.english[0]!r} to {self.question!r}" if self.question else repr(self.english[0])


@dataclass(frozen=True)
class Flaw:
    """What is wrong with a translation, and what would be right. `line` is that of the catalogue, 0 for none."""

    line: int
    what: str
    remedy: str


def read_messages(path: Path, code: str) -> dict[str, Message]:
    """Return the entries of a .po file by their English, answers by `key_of`. Raises ConfigError."""
    from babel.messages.pofile import PoFileError, read_po

    lines = _lines_of(read_text(path))
    try:
        with path.open("rb") as source:
            catalogue = read_po(source, locale=code, abort_invalid=True)
    except (PoFileError, ValueError) as error:
        raise ConfigError(path, f"this catalogue cannot be read: {error}.", "Mend the line.") from error
    found = {}
    single = forms_of_one_number(catalogue.plural_expr)
    for entry in catalogue:
        if not entry.id:
            continue
        english = (entry.id,) if isinstance(entry.id, str) else tuple(entry.id)
        forms = (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ("",))
        key = key_of(english[0], entry.context or "")
        found[key] = Message(english, forms, entry.fuzzy, lines.get(key, 0), single, entry.context or "")
    return found


def forms_of_one_number(rule: str) -> frozenset[int]:
    """Return the plural forms that a gettext rule, such as "n != 1", chooses for one number only."""
    form = gettext.c2py(rule)
    chosen = Counter(form(n) for n in range(_NUMBERS_TRIED))
    return frozenset(place for place, count in chosen.items() if count == 1)


def flaws(wanted: Iterable[str], messages: dict[str, Message], target: Target) -> list[Flaw]:
    """Return what is wrong with the translations of the `wanted` texts."""
    found = []
    for text in dict.fromkeys(wanted):
        message = messages.get(text)
        if message is None or not all(message.forms):
            line = message.line if message else 0
            found.append(Flaw(line, f"{text!r} has no {target.name} words.", "Translate it."))
        elif message.fuzzy:
            remedy = "Look at it, then take the `fuzzy` mark away."
            found.append(Flaw(message.line, f"the {target.name} words of {text!r} are only a guess.", remedy))
        else:
            found += _flaws_in(message, target)
    return found


Read = Callable[[Path, str], Mapping[str, Message]]
"""Reads a catalogue, as `read_messages` does."""


def flaws_in_pack(
    locale: Path, texts: Iterable[PackText], target: Target, read: Read = read_messages
) -> Iterator[tuple[Path, Flaw]]:
    """Yield what is wrong with a pack's translations into one language, each with the catalogue it stands in.

    Residents see one translation of a text, wherever it stands: it may be in several catalogues, but must be the same.
    Raises ConfigError for a catalogue that cannot be read.
    """
    entries = _entries(locale, target, read)
    for path in catalogue_files(locale, target.code):
        for key, message in read(path, target.code).items():
            place, known = entries[key]
            if all(message.forms) and message.forms != known.forms:
                what = f"the {target.name} words of {message.named} differ from those in {place.relative_to(locale)}."
                yield path, Flaw(message.line, what, "Make them the same: people see only one of them.")
    messages = {key: message for key, (_, message) in entries.items()}
    homes: dict[str, Path] = {}
    for item in texts:
        homes.setdefault(item.text, catalogue_of(locale, target.code, item.file))
    for english, home in homes.items():
        for flaw in flaws([english], messages, target):
            yield entries[english][0] if english in entries else home, flaw


def flaws_in_answers(
    locale: Path, texts: Iterable[PackText], target: Target, read: Read = read_messages
) -> Iterator[tuple[Path, Flaw]]:
    """Yield what is wrong with the bare yes and no to a pack's questions, each with the catalogue it stands in.

    Only a language that answers with the question's verb is asked for them. What is missing is told once for each
    question; until it is there the kiosk's plain words stand in. Raises ConfigError as `flaws_in_pack` does.
    """
    if target.code not in ANSWERED_BY_VERB:
        return
    entries = _entries(locale, target, read)
    asked: dict[str, tuple[Path, dict[str, None]]] = {}
    for item in texts:
        home = entries[item.text][0] if item.text in entries else catalogue_of(locale, target.code, item.file)
        asked.setdefault(item.text, (home, {}))[1].update(dict.fromkeys(item.answers))
    for question, (home, answers) in asked.items():
        for place, flaw in _flaws_in_answers(question, answers, entries, target):
            yield place or home, flaw


def _entries(locale: Path, target: Target, read: Read) -> dict[str, tuple[Path, Message]]:
    """Return the entry that gives a text its words, by key, and its catalogue: the first that has all its forms."""
    found: dict[str, tuple[Path, Message]] = {}
    for path in catalogue_files(locale, target.code):
        for key, message in read(path, target.code).items():
            if key not in found or not all(found[key][1].forms):
                found[key] = path, message
    return found


def shadows(locale: Path, target: Target, read: Read = read_messages) -> Iterator[tuple[Path, Flaw]]:
    """Yield what a pack translates otherwise than the kiosk itself: the kiosk's own screens would show it, too.

    Raises ConfigError for a catalogue that cannot be read.
    """
    for product in catalogue_files(PRODUCT_CATALOGUES, target.code):
        own = read(product, target.code)
        for path in catalogue_files(locale, target.code):
            for english, message in read(path, target.code).items():
                if english in own and all(message.forms) and message.forms != own[english].forms:
                    said = own[english].forms[0]
                    what = f"the kiosk itself says {english!r} in {target.name} as {said!r}."
                    yield path, Flaw(message.line, what, "Say it so here, or give the text other English words.")


def same_file(code: str) -> str:
    """Return the name of the file that lists the texts which are the same in English and another language."""
    return "same-in-welsh.txt" if code == "cy" else f"same-in-{code}.txt"


def translation_into(code: str, name: str, folders: Iterable[Path]) -> Target:
    """Return a language to translate into, with what the `folders` of catalogues list as the same in English.

    In such a list a text stands on each line; `#` begins a comment line.
    """
    same: set[str] = set()
    for path in (folder / same_file(code) for folder in folders):
        if path.exists():
            same |= {line.strip() for line in read_text(path).splitlines() if line.strip() and line[0] != "#"}
    return Target(code, name, frozenset(same))


def _flaws_in_answers(
    question: str, answers: Iterable[str], entries: Mapping[str, tuple[Path, Message]], target: Target
) -> Iterator[tuple[Path | None, Flaw]]:
    for answer in answers:
        place, message = entries.get(key_of(answer, question), (None, None))
        if message is None or message.fuzzy or not all(message.forms):
            what = f"{question!r} has no {target.name} yes and no of its own."
            remedy = "Below its `msgctxt`, translate “Yes” and “No” as people answer this question."
            yield place, Flaw(message.line if message else 0, what, remedy)
            return
        yield from ((place, flaw) for flaw in _flaws_in(message, target))


def _flaws_in(message: Message, target: Target) -> list[Flaw]:
    text = message.english[0]
    if text in message.forms and text not in target.same:
        remedy = f"Translate it, or add it to {same_file(target.code)} if it is the same word."
        return [Flaw(message.line, f"the {target.name} words of {message.named} are the English ones.", remedy)]
    allowed = [_names(form) for form in message.english]
    for place, form in enumerate(message.forms):
        in_a_word = place in message.of_one_number and len(message.english) > 1
        said = _names(f"{form}{_COUNTED}" if in_a_word else form)
        if _names(form) not in allowed and said not in allowed:
            remedy = f"Keep these as they are: {' '.join(sorted(set(allowed[-1]))) or 'none'}."
            return [Flaw(message.line, f"the {target.name} words of {message.named} have other placeholders.", remedy)]
    return []


def _names(text: str) -> tuple[str, ...]:
    return tuple(sorted(set(_PLACEHOLDER.findall(text))))


def _lines_of(source: str) -> dict[str, int]:
    """Return the line of each `msgid` of a .po text, by its key."""
    lines = source.splitlines()
    found, question = {}, ""
    for number, line in enumerate(lines):
        if line.startswith("msgctxt "):
            question = _quoted(lines, number)
        elif line.startswith("msgid "):
            found[key_of(_quoted(lines, number), question)] = number + 1
            question = ""
    return found


def _quoted(lines: Sequence[str], number: int) -> str:
    """Return the text that an entry's line begins, over as many lines as it takes."""
    from babel.messages.pofile import denormalize

    _, _, first = lines[number].partition(" ")
    return denormalize("\n".join([first, *takewhile(lambda line: line.startswith('"'), lines[number + 1 :])]))

"""Keeps the gettext catalogues in step with the texts: the product's from its code, the demo council's from its TOML.

`--update` writes messages.pot and the catalogue of every language, keeping every translation; `--check` only says
what is wrong and exits 1. A council with a folder `locale/cy` has one catalogue there for each of its files in place
of the two. The languages are those of `council.toml`; of the further ones only the journeys that name them are asked.
The header `X-Signed-Off-By` of a catalogue names the speaker who has read all of it; a new text makes it a draft again.
References in the product's catalogue name files without lines, so that moving code makes nothing stale.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from kiosk.catalogue import key_of
from kiosk.catalogue_check import flaws, flaws_in_answers, flaws_in_pack, read_messages, translation_into
from kiosk.catalogue_files import catalogue_files
from kiosk.council_pack import load_council
from kiosk.errors import ConfigError
from kiosk.pack_texts import PackText, journeys_with, pack_texts
from kiosk.signed_off import SIGNED, signed_off_by
from kiosk.yes_and_no import ANSWERED_BY_VERB

HOUSE = Path(__file__).resolve().parent.parent
PACKAGES = ("kiosk", "screens", "accessibility", "printer", "hub")
METHODS = [("**.py", "python"), ("**/pages/templates/**.*", "jinja2.ext:babel_extract")]
KEYWORDS = {"translate": None, "marked": None, "say": None, "plural": (1, 2)}
# The standard's (CLDR) where Babel's own differ: its Welsh has no form for 0 ("dim diwrnod"), its Arabic takes 11 to 99
# for hundreds.
PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "cy": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5);",
}
PRODUCT = Path("kiosk/locale")
COUNCIL = Path("kiosk/council")


@dataclass(frozen=True)
class Text:
    """One message: its English, the places it stands at, and the question it answers where it has words for that."""

    english: str | tuple[str, str]
    places: tuple[tuple[str, int], ...]
    question: str = ""


def main(arguments: list[str] | None = None, house: Path = HOUSE) -> int:
    """Update or check the catalogues of the checkout at `house`; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    how = parser.add_mutually_exclusive_group(required=True)
    how.add_argument("--update", action="store_true", help="write the catalogues, keeping every translation")
    how.add_argument("--check", action="store_true", help="say what is wrong, and exit 1 if anything is")
    parser.add_argument("--pack", type=Path, help="a council's pack, in place of the product and the demo council")
    given = parser.parse_args(arguments)
    try:
        if given.pack:
            problems = list(_council(given.pack, Path("locale"), given.pack, house, update=given.update))
        else:
            council = _council(house, COUNCIL / "locale", house / COUNCIL, house, update=given.update)
            problems = [*_product(house, update=given.update), *council]
    except ConfigError as error:
        problems = [str(error)]
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems and given.check else 0


def product_texts(house: Path) -> list[Text]:
    """Return the texts marked in the code and in the hub's pages, by file."""
    places: dict[str | tuple[str, str], dict[tuple[str, int], None]] = {}
    for package in PACKAGES:
        found = extract_from_dir(house / package, METHODS, keywords=KEYWORDS)
        for name, line, english, _comments, _context in found:
            key = english if isinstance(english, str) else (english[0], english[1])
            places.setdefault(key, {})[f"{package}/{Path(name).as_posix()}", line] = None
    ordered = sorted(places.items(), key=lambda item: (min(item[1]), str(item[0])))
    return [Text(english, tuple(sorted(where))) for english, where in ordered]


def council_texts(found: Iterable[PackText], code: str) -> list[Text]:
    """Return a council's texts in the order of its files, each question with its yes and no where the language asks so.

    Without a code they are those of the template, which serves all languages.
    """
    places: dict[tuple[str, str], dict[tuple[str, int], None]] = {}
    for text in found:
        answers = text.answers if not code or code in ANSWERED_BY_VERB else ()
        for key in [(text.text, ""), *((answer, text.text) for answer in answers)]:
            places.setdefault(key, {})[text.file.as_posix(), text.line] = None
    return [Text(english, tuple(where), question) for (english, question), where in places.items()]


def _product(house: Path, *, update: bool) -> Iterator[str]:
    texts = product_texts(house)
    folder = house / PRODUCT
    codes = _translated_into(house / COUNCIL) | {path.stem for path in folder.glob("*.po")}
    yield from _in_step(house, _single(folder, dict.fromkeys(sorted(codes), texts), texts, lines=False), update=update)
    english = [text.english if isinstance(text.english, str) else text.english[0] for text in texts]
    for code in sorted(codes):
        po = folder / f"{code}.po"
        if po.exists():
            for flaw in flaws(english, read_messages(po, code), translation_into(code, _name(code), [folder])):
                yield f"{po.relative_to(house)}:{flaw.line}: {flaw.what} {flaw.remedy}"


def _council(root: Path, folder: Path, pack: Path, house: Path, *, update: bool) -> Iterator[str]:
    locale, council = root / folder, load_council(pack)
    apart = any(path.is_dir() for path in locale.glob("*"))
    found = {
        code: pack_texts(pack, None if code in council.languages else journeys_with(pack, council.languages, code))
        for code in sorted(_translated_into(pack))
    }
    if apart:
        wanted = {path: content for code in found for path, content in _apart(locale, code, found[code]).items()}
    else:
        texts = {code: council_texts(found[code], code) for code in found}
        wanted = _single(locale, texts, council_texts(pack_texts(pack), ""), lines=True)
    yield from _in_step(root, wanted, update=update)
    for path in sorted({path for code in found for path in (locale / code).rglob("*.po")} - set(wanted)):
        if update:
            path.unlink()
        else:
            yield f"{path.relative_to(root)}: no file has its texts. Run packaging/catalogues --update."
    read = cache(read_messages)
    for code, texts_found in found.items():
        into = translation_into(code, _name(code), [house / PRODUCT, locale])
        wrong = [*flaws_in_pack(locale, texts_found, into, read), *flaws_in_answers(locale, texts_found, into, read)]
        for path, flaw in wrong:
            yield f"{path.relative_to(root)}:{flaw.line}: {flaw.what} {flaw.remedy}"


def _translated_into(pack: Path) -> set[str]:
    """Return the languages that a council's words are translated into: Welsh where it names none."""
    return set(load_council(pack).offered) - {"en"} or {"cy"}


def _name(code: str) -> str:
    return Locale.parse(code).english_name or code


def _single(folder: Path, texts: Mapping[str, list[Text]], whole: list[Text], *, lines: bool) -> dict[Path, bytes]:
    """Return what the template and the one catalogue of each language should hold in a folder; `texts` by language."""
    made = {folder / "messages.pot": _written(_template(whole), "", lines=lines)}
    for code, wanted in texts.items():
        po = folder / f"{code}.po"
        catalogue = _translated(_template(wanted), po, code)
        made[po] = _written(catalogue, code, lines=lines, signed=_signature(po, catalogue, code))
    return made


def _apart(locale: Path, code: str, found: list[PackText]) -> dict[Path, bytes]:
    """Return what each file's catalogue should hold; a text that another one has translated is taken from there."""
    known = {
        key: message.forms[0]
        for path in reversed(catalogue_files(locale, code))
        for key, message in read_messages(path, code).items()
        if all(message.forms)
    }
    wanted = {}
    for file in dict.fromkeys(text.file for text in found):
        po = locale / code / file.with_suffix(".po")
        own = council_texts((text for text in found if text.file == file), code)
        catalogue = _translated(_template(own), po, code)
        for message in catalogue:
            if message.id and not message.string:
                message.string = known.get(_key(message), "")
        wanted[po] = _written(catalogue, code, lines=True, signed=_signature(po, catalogue, code))
    return wanted


def _in_step(house: Path, wanted: Mapping[Path, bytes], *, update: bool) -> Iterator[str]:
    for path, content in wanted.items():
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        elif not path.exists() or path.read_bytes() != content:
            yield f"{path.relative_to(house)}: not in step with the texts. Run packaging/catalogues --update."


def _template(texts: list[Text]) -> Catalog:
    catalogue = Catalog()
    for text in texts:
        catalogue.add(text.english, locations=text.places, context=text.question or None)
    return catalogue


def _translated(template: Catalog, po: Path, code: str) -> Catalog:
    """Return a language's catalogue with the template's texts: known ones keep their words, gone ones are dropped."""
    catalogue = Catalog(locale=code)
    if po.exists():
        with po.open("rb") as source:
            catalogue = read_po(source, locale=code)
    catalogue.mime_headers = [("Plural-Forms", PLURALS.get(code) or Catalog(locale=code).plural_forms)]
    catalogue.update(template, no_fuzzy_matching=True)
    return catalogue


def _signature(po: Path, catalogue: Catalog, code: str) -> str:
    """Return who signed a catalogue off, where nothing is in it now that was not in it then."""
    signed = signed_off_by(po)
    known = read_messages(po, code) if signed else {}
    texts = [_key(message) for message in catalogue if message.id]
    return signed if all(text in known and all(known[text].forms) for text in texts) else ""


def _key(message: Message) -> str:
    return key_of(message.id if isinstance(message.id, str) else message.id[0], message.context or "")


def _written(catalogue: Catalog, code: str, *, lines: bool, signed: str = "") -> bytes:
    """Return the catalogue as a file without a date, so that only texts change it."""
    header = ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"]
    if code:
        header = [f"Language: {code}", *header, f"Plural-Forms: {catalogue.plural_forms}", f"{SIGNED}: {signed}"]
    target = io.BytesIO()
    quoted = "".join(f'"{line}\\n"\n' for line in header)
    target.write(f'# Made by packaging/catalogues.\nmsgid ""\nmsgstr ""\n{quoted}\n'.encode())
    write_po(target, catalogue, width=110, omit_header=True, ignore_obsolete=True, include_lineno=lines)
    return target.getvalue().rstrip(b"\n") + b"\n"


if __name__ == "__main__":
    sys.exit(main())

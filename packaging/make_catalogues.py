"""Keeps the gettext catalogues in step with the texts: the product's from its code, the demo council's from its TOML.

`--update` writes messages.pot and cy.po, keeping every translation; `--check` only says what is wrong and exits 1.
A council with a folder `locale/cy` has one catalogue there for each of its files in place of the two.
References in the product's catalogue name files without lines, so that moving code makes nothing stale.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from kiosk.catalogue_check import SAME_IN_WELSH, flaws, flaws_in_pack, read_messages, same_list
from kiosk.catalogue_files import catalogue_files, catalogue_of
from kiosk.errors import ConfigError
from kiosk.pack_texts import PackText, pack_texts

HOUSE = Path(__file__).resolve().parent.parent
PACKAGES = ("kiosk", "screens", "accessibility", "printer", "hub")
METHODS = [("**.py", "python"), ("**/pages/templates/**.*", "jinja2.ext:babel_extract")]
KEYWORDS = {"translate": None, "marked": None, "say": None, "plural": (1, 2)}
# Babel's own rule for Welsh has no form for 0 ("dim diwrnod"); this is the whole of CLDR's.
WELSH_PLURALS = "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5);"
PRODUCT = Path("kiosk/locale")
COUNCIL = Path("kiosk/council")


@dataclass(frozen=True)
class Text:
    """One message: its English, and the places it stands at."""

    english: str | tuple[str, str]
    places: tuple[tuple[str, int], ...]


def main(arguments: list[str] | None = None, house: Path = HOUSE) -> int:
    """Update or check the catalogues of the checkout at `house`; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    how = parser.add_mutually_exclusive_group(required=True)
    how.add_argument("--update", action="store_true", help="write the catalogues, keeping every translation")
    how.add_argument("--check", action="store_true", help="say what is wrong, and exit 1 if anything is")
    parser.add_argument("--pack", type=Path, help="a council's pack, in place of the product and the demo council")
    given = parser.parse_args(arguments)
    same = same_list(house / PRODUCT / SAME_IN_WELSH)
    try:
        if given.pack:
            same |= same_list(given.pack / "locale" / SAME_IN_WELSH)
            problems = [*_council(given.pack, Path("locale"), given.pack, same, update=given.update)]
        else:
            names = same | same_list(house / COUNCIL / "locale" / SAME_IN_WELSH)
            problems = [
                *_product(house, same, update=given.update),
                *_council(house, COUNCIL / "locale", house / COUNCIL, names, update=given.update),
            ]
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


def council_texts(found: Iterable[PackText]) -> list[Text]:
    """Return a council's texts, in the order of its files."""
    places: dict[str, dict[tuple[str, int], None]] = {}
    for text in found:
        places.setdefault(text.text, {})[text.file.as_posix(), text.line] = None
    return [Text(english, tuple(where)) for english, where in places.items()]


def _product(house: Path, same: Collection[str], *, update: bool) -> Iterator[str]:
    texts = product_texts(house)
    yield from _in_step(house, _single(house / PRODUCT, texts, lines=False), update=update)
    po = house / PRODUCT / "cy.po"
    if po.exists():
        english = [text.english if isinstance(text.english, str) else text.english[0] for text in texts]
        for flaw in flaws(english, read_messages(po, "cy"), same, "Welsh"):
            yield f"{PRODUCT / 'cy.po'}:{flaw.line}: {flaw.what} {flaw.remedy}"


def _council(house: Path, folder: Path, pack: Path, same: Collection[str], *, update: bool) -> Iterator[str]:
    locale, found = house / folder, pack_texts(pack)
    apart = (locale / "cy").is_dir()
    wanted = _apart(locale, found) if apart else _single(locale, council_texts(found), lines=True)
    yield from _in_step(house, wanted, update=update)
    for path in sorted(set((locale / "cy").rglob("*.po")) - set(wanted)):
        if update:
            path.unlink()
        else:
            yield f"{path.relative_to(house)}: no file has its texts. Run packaging/catalogues --update."
    for path, flaw in flaws_in_pack(locale, "cy", found, same, "Welsh"):
        yield f"{path.relative_to(house)}:{flaw.line}: {flaw.what} {flaw.remedy}"


def _single(folder: Path, texts: list[Text], *, lines: bool) -> dict[Path, bytes]:
    """Return what the template and the one Welsh catalogue of a folder should hold."""
    template, po = _template(texts), folder / "cy.po"
    return {
        folder / "messages.pot": _written(template, "", lines=lines),
        po: _written(_translated(template, po), "cy", lines=lines),
    }


def _apart(locale: Path, found: list[PackText]) -> dict[Path, bytes]:
    """Return what each file's Welsh catalogue should hold; a text that another one has in Welsh is taken from there."""
    known = {
        english: message.forms[0]
        for path in reversed(catalogue_files(locale, "cy"))
        for english, message in read_messages(path, "cy").items()
        if all(message.forms)
    }
    wanted = {}
    for file in dict.fromkeys(text.file for text in found):
        po = catalogue_of(locale, "cy", file)
        catalogue = _translated(_template(council_texts(text for text in found if text.file == file)), po)
        for message in catalogue:
            if message.id and not message.string:
                message.string = known.get(str(message.id), "")
        wanted[po] = _written(catalogue, "cy", lines=True)
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
        catalogue.add(text.english, locations=text.places)
    return catalogue


def _translated(template: Catalog, po: Path) -> Catalog:
    """Return the Welsh catalogue with the template's texts: known ones keep their Welsh, gone ones are dropped."""
    catalogue = Catalog(locale="cy")
    catalogue.mime_headers = [("Plural-Forms", WELSH_PLURALS)]
    if po.exists():
        with po.open("rb") as source:
            catalogue = read_po(source, locale="cy")
    catalogue.update(template, no_fuzzy_matching=True)
    return catalogue


def _written(catalogue: Catalog, code: str, *, lines: bool) -> bytes:
    """Return the catalogue as a file without a date, so that only texts change it."""
    header = ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"]
    if code:
        header = [f"Language: {code}", *header, f"Plural-Forms: {catalogue.plural_forms}"]
    target = io.BytesIO()
    quoted = "".join(f'"{line}\\n"\n' for line in header)
    target.write(f'# Made by packaging/catalogues.\nmsgid ""\nmsgstr ""\n{quoted}\n'.encode())
    write_po(target, catalogue, width=110, omit_header=True, ignore_obsolete=True, include_lineno=lines)
    return target.getvalue().rstrip(b"\n") + b"\n"


if __name__ == "__main__":
    sys.exit(main())

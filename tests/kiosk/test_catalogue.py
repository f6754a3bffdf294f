"""The words of a language from its files: which file wins, what stands in for what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.catalogue import Catalogue, read_catalogue
from kiosk.errors import ConfigError

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: cy\\n"\n'
THREE = '"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);\\n"\n'
DAYS = 'msgid "{n} day"\nmsgid_plural "{n} days"\n'


def catalogue(tmp_path: Path, *files: str, head: str = HEAD) -> Catalogue:
    paths = []
    for number, text in enumerate(files):
        paths.append(tmp_path / f"{number}.po")
        paths[-1].write_text(head + "\n" + text, encoding="utf-8")
    return read_catalogue(paths, "cy")


def test_the_last_file_wins_and_what_none_has_stays_as_it_is(tmp_path: Path) -> None:
    found = catalogue(
        tmp_path, 'msgid "Bin"\nmsgstr "Bin"\n\nmsgid "Day"\nmsgstr "Dydd"', 'msgid "Bin"\nmsgstr "Y bin"'
    )
    assert [found.gettext(text) for text in ("Bin", "Day", "Night")] == ["Y bin", "Dydd", "Night"]


def test_what_is_not_sure_or_empty_is_no_translation(tmp_path: Path) -> None:
    found = catalogue(tmp_path, '#, fuzzy\nmsgid "Bin"\nmsgstr "Bun"\n\nmsgid "Day"\nmsgstr ""')
    assert [found.gettext(text) for text in ("Bin", "Day")] == ["Bin", "Day"]


def test_numbers_choose_their_form_and_english_stands_in_for_one_that_is_missing(tmp_path: Path) -> None:
    forms = ["{n} diwrnod", "", "{n} niwrnod"]
    lines = "\n".join(f'msgstr[{place}] "{form}"' for place, form in enumerate(forms))
    found = catalogue(tmp_path, DAYS + lines, head=HEAD + THREE)
    assert [found.ngettext("{n} day", "{n} days", n) for n in (1, 2, 20)] == ["{n} diwrnod", "{n} days", "{n} niwrnod"]
    assert found.ngettext("{n} hour", "{n} hours", 2) == "{n} hours"


def test_a_file_that_changed_is_read_again(tmp_path: Path) -> None:
    assert catalogue(tmp_path, 'msgid "Bin"\nmsgstr "Bin"').gettext("Bin") == "Bin"
    assert catalogue(tmp_path, 'msgid "Bin"\nmsgstr "Y bin"').gettext("Bin") == "Y bin"


@pytest.mark.parametrize("head", [HEAD + "nonsense\n", HEAD + '"Plural-Forms: nplurals=3; plural=(n=;\\n"\n'])
def test_what_cannot_be_read_is_named(tmp_path: Path, head: str) -> None:
    with pytest.raises(ConfigError, match=r"0\.po") as refused:
        catalogue(tmp_path, 'msgid "Bin"\nmsgstr "Y bin"', head=head)
    assert refused.value.remedy

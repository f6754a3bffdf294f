import contextlib
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import ConfigError
from kiosk.toml_file import load_toml, parse_toml, read_text
from kiosk.toml_lines import line_of


class Wheel(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    size: int
    colour: str = ""


class Bicycle(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    name: str
    wheel: list[Wheel] = []
    bell: Wheel | None = None


GOOD = """name = "Red"

[bell]
size = 1

[[wheel]]
size = 28

[[wheel]]
size = 26
colour = "black"
"""


def _load(folder: Path, text: str) -> Bicycle:
    path = folder / "bicycle.toml"
    path.write_text(text, encoding="utf-8")
    return load_toml(path, Bicycle)


def test_a_good_file_becomes_its_struct(tmp_path: Path) -> None:
    assert [wheel.size for wheel in _load(tmp_path, GOOD).wheel] == [28, 26]


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "said"),
    [
        ('name = "Red"', 'nmae = "Red"', 1, "nmae", "Did you mean 'name'?"),
        ('name = "Red"', 'maker = "Red"', 1, "maker", "Known keys: name, wheel, bell."),
        ('name = "Red"\n', "", 1, "name", "Add a line such as `name = \"words\"`."),
        ('name = "Red"', "name = 7", 1, "name", 'must be a text in quotes, not a whole number.'),
        ("size = 26", 'size = "big"', 10, "wheel[1].size", "must be a whole number, not a text in quotes."),
        ("size = 26\n", "", 9, "wheel[1].size", "Add a line such as `size = 1`."),
        ('colour = "black"', 'color = "black"', 11, "wheel[1].color", "Did you mean 'colour'?"),
        ("size = 1\n", "", 3, "bell.size", "Add a line such as `size = 1`."),
        ("size = 1\n", "size = 1\nsound = 2\n", 5, "bell.sound", "Known keys: size, colour."),
        ("size = 28", "size = ", 7, "", "this is not TOML"),
        ("[bell]", "[bell", 3, "", "this is not TOML"),
        ('[bell]\nsize = 1\n\n[[wheel]]', 'wheel = 3\n\n[[wheel]]', 5, "", "this is not TOML"),
    ],
)  # fmt: skip
def test_a_wrong_file_names_line_key_and_what_would_be_right(
    tmp_path: Path, old: str, new: str, line: int, key: str, said: str
) -> None:
    with pytest.raises(ConfigError) as error:
        _load(tmp_path, GOOD.replace(old, new, 1))
    assert said in str(error.value)
    assert (error.value.line, error.value.key) == (line, key)


def test_a_missing_file_says_where_it_should_be(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.toml: this file is missing\. Put it there"):
        read_text(tmp_path / "nowhere.toml")


def test_a_file_that_is_not_utf_8_says_so(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b'name = "T\xf4n"')
    with pytest.raises(ConfigError, match="UTF-8"):
        load_toml(tmp_path / "latin.toml", Bicycle)


@pytest.mark.parametrize(
    ("table", "index", "key", "line"),
    [
        ("", None, "name", 1),
        ("", None, "nothing", 1),
        ("bell", None, "size", 4),
        ("wheel", 0, "", 6),
        ("wheel", 1, "size", 10),
        ("wheel", 1, "colour", 11),
        ("wheel", 0, "colour", 6),
        ("wheel", 7, "size", 1),
    ],
)
def test_lines_of_keys(table: str, index: int | None, key: str, line: int) -> None:
    assert line_of(GOOD, table, index, key) == line


@given(st.integers(0, len(GOOD)), st.integers(0, 6), st.text(max_size=4))
def test_a_file_changed_anywhere_loads_or_is_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, place: int, gone: int, put: str
) -> None:
    folder = tmp_path_factory.mktemp("bicycle")
    text = (GOOD[:place] + put + GOOD[place + gone :]).encode("utf-8", "replace").decode()
    with contextlib.suppress(ConfigError):
        _load(folder, text)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("a = " + "[" * 3000 + "]" * 3000, "brackets stand too deep"),
        ("a = " + "{ a = " * 3000 + "1" + " }" * 3000, "brackets stand too deep"),
        ("a = " + "9" * 5000, "this number is too long"),
    ],
)
def test_what_python_reads_no_further_is_refused_with_its_line(line: str, problem: str) -> None:
    text = f"b = [1]\n{line}\nc = 2026\n"
    with pytest.raises(ConfigError) as caught:
        parse_toml(Path("pack.toml"), text)
    assert problem in caught.value.problem
    assert caught.value.line == 2

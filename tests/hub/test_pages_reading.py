"""The pages to read: on the web people find what kiosks tell, in both languages, and nothing else (R5, R6)."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest
from nacl.signing import SigningKey
from published_content import manifest_of
from served import served
from sqlalchemy import delete

from hub.api.app import create_app
from hub.content import Content
from hub.pages.languages import PageLanguages
from hub.parts import Parts
from hub.published import PublishedKnowledge
from hub.publishing import files_of
from hub.tables import content_chunk
from offline.wire.content import signed_manifest

SOUND = Path(__file__).parents[1] / "broken_packs" / "sound"
DOGS = """+++
topic = "parks"
words = ["puppy"]
related = ["things", "trees"]
review_by = 2027-04-01
+++
# Dogs in parks

Keep 1 < 2 dogs & more close to you.

## Where they may run

- In the north field
- On the long path

[All about trees](article:trees)

[Report a broken bench](journey:bench)

[Ask us](contact:desk)

[See how far it is](screen:check-progress)
"""
DOGS_WELSH = """+++
words = ["ci bach"]
+++
# Cŵn mewn parciau

Cadwch y ci yn agos.
"""
TREES = """+++
topic = "parks"
review_by = 2027-04-01
live = "councillor"
+++
# Trees

They are green.
"""
A_TO_Z = """+++
topic = "parks"
review_by = 2027-04-01
live = "recycling"
+++
# What goes where

Look for its letter.
"""
THINGS = (
    "id,where,en,en_also,en_note,cy,cy_also,cy_note\napple,food,Apple,core,Wash it,Afal,,\nzip,rubbish,Zip,,,Sip,,\n"
)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A small council that has something to tell."""
    folder = shutil.copytree(SOUND, tmp_path / "pack")
    (folder / "articles").mkdir()
    texts = {"dogs.en": DOGS, "dogs.cy": DOGS_WELSH, "trees.en": TREES, "things.en": A_TO_Z}
    for name, text in texts.items():
        (folder / "articles" / f"{name}.md").write_text(text, encoding="utf-8")
    (folder / "words").mkdir()
    (folder / "words" / "recycling.csv").write_text(THINGS, encoding="utf-8")
    council = (folder / "council.toml").read_text("utf-8")
    for name, label in (("food", "Brown bin"), ("rubbish", "Black bin")):
        council += f'\n[words.recycling.{name}]\nlabel = "{label}"\nshort = "{label.lower()}"\n'
    (folder / "council.toml").write_text(council, encoding="utf-8")
    return folder


def issue(content: Content, folder: Path, version: int) -> None:
    """Publish without looking whether it is right: what a hub of yesterday may have done."""
    for file in files_of(folder):
        content.keep(folder / file.path, file)
    manifest = manifest_of(folder, version)
    content.issue(manifest, signed_manifest(manifest, SigningKey.generate()), "tests")


@pytest.fixture
def reader(parts: Parts, pack: Path) -> Iterator[httpx.Client]:
    issue(parts.content, pack, 1)
    with served(create_app(parts, PageLanguages()), lifespan=False) as client:
        yield client


class Page(HTMLParser):
    """The text of a page, and where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.links = "", dict[str, str]()
        self._to = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._to = (dict(attrs).get("href") or "") if tag == "a" else self._to

    def handle_endtag(self, tag: str) -> None:
        self._to = "" if tag == "a" else self._to

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._to:
            self.links[data] = self._to


def test_the_list_has_every_article_below_its_topic(reader: httpx.Client) -> None:
    page = Page(reader.get("/a?lang=en").text)
    assert page.text.index("Parks") < page.text.index("Dogs in parks") < page.text.index("Trees")
    assert page.links["Dogs in parks"] == "/a/dogs?lang=en"
    assert "Money" not in page.text, "a topic without an article"
    welsh = Page(reader.get("/a?lang=cy").text)
    assert welsh.links["Cŵn mewn parciau"] == "/a/dogs?lang=cy"
    assert "Beth hoffech chi ei wybod?" in welsh.text


def test_an_article_says_what_the_kiosk_says_and_leads_on(reader: httpx.Client) -> None:
    answer = reader.get("/a/dogs?lang=en")
    page = Page(answer.text)
    for said in ("Dogs in parks", "Keep 1 < 2 dogs & more close to you.", "Where they may run", "In the north field"):
        assert said in page.text
    assert page.links["All about trees"] == "/a/trees?lang=en"
    assert page.links["See how far it is"] == "/t?lang=en"
    assert "Report a broken bench" not in page.links, "forms are filled in at a kiosk"
    assert "You can do this on the screen in your library, or ask us." in page.text
    assert "At the desk: The desk in this library" in page.text
    assert page.text.index("Text: 60100") < page.text.index("Call: 01632 960100")
    assert page.text.index("People also look at") < page.text.index("What goes where")
    assert "Trees" not in page.links, "it is linked above already"
    assert answer.headers["content-language"] == "en"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "x-robots-tag" not in answer.headers


def test_a_journey_that_has_closed_is_not_said_to_be_at_the_screen(
    parts: Parts, pack: Path, reader: httpx.Client
) -> None:
    bench = pack / "journeys" / "bench.toml"
    bench.write_text("open_until = 2020-01-31\n" + bench.read_text("utf-8"), encoding="utf-8")
    assert "Report a broken bench" in Page(reader.get("/a", params={"q": "broken bench"}).text).text
    issue(parts.content, pack, 2)
    page = Page(reader.get("/a/dogs?lang=en").text)
    assert "This has closed" in page.text
    assert "on the screen in your library" not in page.text
    assert "Report a broken bench" not in Page(reader.get("/a", params={"q": "broken bench"}).text).text


def test_what_has_no_welsh_is_marked_as_english(reader: httpx.Client) -> None:
    assert '<article lang="en">' in reader.get("/a/trees?lang=cy").text
    assert "<article>" in reader.get("/a/dogs?lang=cy").text


def test_what_needs_an_address_says_where_to_look_it_up(reader: httpx.Client) -> None:
    assert "for your own address, use the screen in your library" in reader.get("/a/trees?lang=en").text


def test_the_list_of_things_stands_by_letter(reader: httpx.Client) -> None:
    page = Page(reader.get("/a/things?lang=en").text)
    assert (page.links["A"], page.links["Z"]) == ("#letter-a", "#letter-z")
    assert "Brown bin. Wash it" in page.text
    assert Page(reader.get("/a/things?lang=cy").text).links["S"] == "#letter-s"


@pytest.mark.parametrize(
    ("asked", "language", "found", "said"),
    [
        ("puppy", "en", "Dogs in parks", "This is what we found"),
        ("ci bach", "cy", "Cŵn mewn parciau", "Dyma beth gawson ni"),
        ("dosg", "en", "Dogs in parks", "Showing results for dogs."),
        ("apple core", "en", "Apple", "Brown bin. Wash it"),
    ],
)
def test_people_find_it_in_their_own_words(
    reader: httpx.Client, asked: str, language: str, found: str, said: str
) -> None:
    page = Page(reader.get("/a", params={"q": asked, "lang": language}).text)
    assert found in page.links
    assert said in page.text


@pytest.mark.parametrize("asked", ["zzzzqqq", '" OR title:*', "<script>alert(1)</script>", "x" * 3000, "\u0000\u202e"])
def test_what_is_not_found_gets_help_and_is_never_markup(reader: httpx.Client, asked: str) -> None:
    answer = reader.get("/a", params={"q": asked, "lang": "en"})
    assert answer.status_code == 200
    assert "<script" not in answer.text
    assert "they are happy to help" in answer.text or "This is what we found" in answer.text
    assert Page(answer.text).links["Everything we tell here"] == "/a?lang=en"


def test_an_article_that_is_not_there_leads_to_the_list(reader: httpx.Client) -> None:
    answer = reader.get("/a/unknown?lang=en")
    assert answer.status_code == 404
    assert Page(answer.text).links["Everything we tell here"] == "/a?lang=en"


def test_the_pages_of_a_code_lead_here_only_where_there_is_something_to_read(
    reader: httpx.Client, parts: Parts
) -> None:
    assert Page(reader.get("/t?lang=en").text).links["Find something out"] == "/a?lang=en"
    assert Page(reader.get("/a?lang=en").text).links["Check progress"] == "/t?lang=en"


def test_a_hub_that_published_nothing_says_so(client: httpx.Client) -> None:
    assert "Find something out" not in client.get("/t?lang=en").text
    answer = client.get("/a?lang=en")
    assert (answer.status_code, "There is nothing to read here yet" in answer.text) == (404, True)


def test_the_newest_version_is_read_without_a_restart(reader: httpx.Client, parts: Parts, pack: Path) -> None:
    assert "Dogs in parks" in reader.get("/a/dogs?lang=en").text
    (pack / "articles" / "dogs.en.md").write_text(DOGS.replace("# Dogs in parks", "# Dogs and cats"), encoding="utf-8")
    issue(parts.content, pack, 2)
    assert "Dogs and cats" in reader.get("/a/dogs?lang=en").text


def test_a_version_that_cannot_be_read_leaves_the_one_before(
    reader: httpx.Client, parts: Parts, pack: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert reader.get("/a/dogs?lang=en").status_code == 200
    (pack / "articles" / "dogs.en.md").write_text("no article", encoding="utf-8")
    issue(parts.content, pack, 2)
    with caplog.at_level(logging.ERROR, "hub.published"):
        assert "Dogs in parks" in reader.get("/a/dogs?lang=en").text
    assert "version 2 is not shown on the pages" in caplog.text
    assert "dogs.en.md" in caplog.text


def test_no_address_list_is_fetched_or_kept(parts: Parts, pack: Path) -> None:
    issue(parts.content, pack, 1)
    lists = [file for file in files_of(pack) if file.path in ("addresses.csv", "streets.csv")]
    with parts.database.writing() as connection:
        connection.execute(delete(content_chunk).where(content_chunk.c.digest.in_([file.sha256 for file in lists])))
    published = PublishedKnowledge(parts.content)
    with published.newest() as knowledge:
        assert knowledge is not None
        folder = knowledge.pack.folder
        assert len((folder / "addresses.csv").read_text("utf-8").splitlines()) == 1
    published.close()
    assert not folder.exists()


def test_when_the_database_does_not_answer_the_page_says_so(
    reader: httpx.Client, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent() -> None:
        from hub.database import DatabaseError

        raise DatabaseError("silent")

    monkeypatch.setattr(parts.content, "manifest", silent)
    answer = reader.get("/a?lang=en")
    assert (answer.status_code, "not working just now" in answer.text) == (503, True)

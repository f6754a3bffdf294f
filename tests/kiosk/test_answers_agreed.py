"""What people agree to, share and sign."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
import pytest
from answering import page, refused, situation
from council_numbers import with_numbers

from kiosk.answers import KINDS
from kiosk.answers.kind import Situation
from kiosk.answers.signature import MOST_BYTES, MOST_POINTS, signature_path, signature_strokes
from kiosk.council_pack import CouncilPack
from kiosk.journey_pages import Page
from kiosk.language import Language

STROKE = [(at * 3, 50 + at % 7) for at in range(20)]
PATH = signature_path([STROKE])


@pytest.mark.parametrize("raw", [True, "yes", ["yes"]])
def test_whoever_agrees_agrees(pack: CouncilPack, raw: Any) -> None:
    assert KINDS["declaration"].tidy(raw, page("declaration"), situation(pack)) == "yes"


NO_AGREEMENT = [
    "", " ", "no", "Yes", "YES", "yes ", " yes", "y", "on", "true", "True", "1", "agree", "I agree", "ok", "ydw",
    "not-sure",
    False, None, 0, 1, 1.0, [], [""], ["no"], ["yes", "yes"], ["yes", "no"], [["yes"]], {}, {"yes": True},
    {"yes": "yes"},
    "x" * 5000, "\x00", "yes\n", "ｙｅｓ", "да", [None], [True], {"path": PATH}, {"typed": "Mair"},
]  # fmt: skip


@pytest.mark.parametrize("raw", NO_AGREEMENT)
def test_nothing_else_is_agreement(pack: CouncilPack, raw: Any) -> None:
    assert refused("declaration", raw, situation(pack)).code == "declaration-open"


def test_agreement_is_read_in_words(pack: CouncilPack) -> None:
    kind, where = KINDS["declaration"], situation(pack)
    assert kind.shown("yes", page("declaration"), where, Language()) == "I agree"
    assert kind.shown("yes", page("declaration"), where, pack.language("cy")) == "Rwy’n cytuno"
    assert kind.facts("yes", page("declaration"), where) == {"given": "given"}


@pytest.mark.parametrize(("raw", "kept"), [("yes", "yes"), ("no", "no"), (True, "yes"), (False, "no")])
def test_no_is_as_good_an_answer_as_yes(pack: CouncilPack, raw: Any, kept: str) -> None:
    assert KINDS["consent"].tidy(raw, page("consent"), situation(pack)) == kept


@pytest.mark.parametrize("raw", [each for each in NO_AGREEMENT if each != "no" and each is not False] + [["yes"]])
def test_consent_is_never_taken_for_granted(pack: CouncilPack, raw: Any) -> None:
    assert refused("consent", raw, situation(pack)).code == "consent-open"


def test_consent_says_what_is_shared_with_whom_in_the_words_of_its_pages(pack: CouncilPack) -> None:
    asked = page("consent", shares=["mobile"], to="doctor")
    pack = with_numbers(pack)
    journey = pack.journeys["missed-bin"]
    label = next(each.short for each in journey.page if each.id == "mobile")
    where = replace(situation(pack), pack=pack, answers={"mobile": "07700 900123"})
    assert KINDS["consent"].says(page("consent", shares=["email"], to="doctor"), where, Language()) == (), "not given"
    said = KINDS["consent"].says(asked, where, Language())
    assert said == (f"If you say yes, we share this with your doctor: {label}.",)
    ours = KINDS["consent"].says(page("consent", shares=["mobile"], to="council"), where, Language())
    assert ours == (f"If you say yes, we use this: {label}.",)
    assert KINDS["consent"].says(page("consent", to="council"), where, Language()) == ()


def test_consent_names_pages_and_partners_that_are_there(pack: CouncilPack) -> None:
    council = with_numbers(pack).council
    before = [Page(id="name", kind="name", ask="Name?", short="Name")]
    fine = page("consent", shares=["name"], to="doctor")
    assert list(KINDS["consent"].problems(fine, before, council)) == []
    wrong = page("consent", shares=["nmae"], to="dcotor")
    assert [key for key, _, _ in KINDS["consent"].problems(wrong, before, council)] == ["shares", "to"]


@pytest.mark.parametrize(
    "path",
    [
        PATH,
        "M0,0 L1,1 L2,2 L3,3 L4,4 L5,5 L6,6 L7,7",
        "M0,0 L1,1 L2,2 L3,3 M4,4 L5,5 L6,6 L7,7",
        "M9999,9999 " + " ".join(f"L{at},{at}" for at in range(7)),
        signature_path([STROKE, STROKE[5:], STROKE[:4]]),
        "M0,0 " + " ".join("L1,1" for _ in range(MOST_POINTS - 1)),
        *[signature_path([[(x * size, x) for x in range(8)]]) for size in range(1, 20)],
        *[f"M{n},1 " + " ".join(f"L{n + at},{at}" for at in range(8)) for n in range(0, 900, 60)],
    ],
)
def test_signatures_that_are_taken(pack: CouncilPack, path: str) -> None:
    assert KINDS["signature"].tidy({"path": path}, page("signature"), situation(pack)) == {"path": path}
    assert signature_path(signature_strokes(path)) == path


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "signature-empty"), ({}, "signature-empty"), ([], "signature-empty"), (None, "signature-empty"),
        ({"path": ""}, "signature-empty"), ({"path": "  "}, "signature-empty"),
        ({"path": "M1,1"}, "signature-short"), ({"path": "M1,1 L2,2 L3,3 L4,4 L5,5 L6,6 L7,7"}, "signature-short"),
        ({"path": "M0,0" + " L1,1" * MOST_POINTS}, "signature-long"),
        ({"path": "M" + "1" * MOST_BYTES}, "signature-long"),
        ({"path": "M9999,9999" + " L9999,9999" * 1861}, "signature-long"),
        ({"typed": ""}, "signature-name"), ({"typed": "  "}, "signature-name"), ({"typed": "x" * 121}, "text-long"),
        *[({"path": path}, "wrong-shape") for path in (
            "L1,1 L2,2", "M1 1", "M1,1 Z", "m1,1 l2,2", "M-1,1", "M1.5,1", "M1,1  L2,2", "M1,1,L2,2", " M1,1",
            "M1,1\n",
            "M1,1 C1,1 2,2 3,3", "M12345,1", "url(#x)", "<script>", "M1,1\"/><script>alert(1)</script>", "M١,١",
            "M1,1 L2",
            "M1,1 L2,2 A1,1", "M1,1;L2,2", "javascript:alert(1)", "M 1,1", "M1,1 LL2,2", "M,", "M1,1 L2,2 ",
        )],
        ({"path": None}, "wrong-shape"), ({"path": ["M1,1"]}, "wrong-shape"), ({"svg": PATH}, "wrong-shape"),
        ({"path": PATH, "typed": "Mair"}, "wrong-shape"), ("Mair Jones", "wrong-shape"), (5, "wrong-shape"),
        (["x"], "wrong-shape"), (True, "wrong-shape"), ({"typed": 5}, "wrong-shape"), ("not-sure", "wrong-shape"),
    ],
)  # fmt: skip
def test_signatures_that_are_refused(pack: CouncilPack, raw: Any, code: str) -> None:
    assert refused("signature", raw, situation(pack)).code == code


@pytest.mark.parametrize(
    ("typed", "kept"), [("Mair", "Mair"), ("  Llw\u0302r  ap ", "Llŵr ap"), ("王小明", "王小明"), ("x", "x")]
)
def test_whoever_cannot_draw_types_a_name(pack: CouncilPack, typed: str, kept: str) -> None:
    kind, where = KINDS["signature"], situation(pack)
    value = kind.tidy({"typed": typed}, page("signature"), where)
    assert value == {"typed": kept}
    assert kind.shown(value, page("signature"), where, Language()) == f"Signed by typing: {kept}"
    assert kind.facts(value, page("signature"), where) == {"given": "typed"}


def test_what_was_drawn_is_not_told_in_words(pack: CouncilPack) -> None:
    kind, where = KINDS["signature"], situation(pack)
    assert kind.shown({"path": PATH}, page("signature"), where, Language()) == "Signed on the screen"
    assert kind.facts({"path": PATH}, page("signature"), where) == {"given": "drawn"}


@pytest.fixture
def schools(pack: CouncilPack) -> Situation:
    where = situation(pack)
    return replace(where, answers={"first": "oak"})


@pytest.mark.parametrize(("raw", "code"), [("oak", "same-again"), ("pine", "choose-one"), ("", "choose-one")])
def test_a_second_choice_differs_from_the_first(schools: Situation, raw: str, code: str) -> None:
    options = {"oak": "Oak School", "elm": "Elm School"}
    assert refused("choice", raw, schools, options=options, differs_from=["first"]).code == code


def test_only_what_is_left_is_offered(schools: Situation) -> None:
    asked = page("choice", options={"oak": "Oak School", "elm": "Elm School"}, differs_from=["first"], not_sure=True)
    kind = KINDS["choice"]
    assert [option.value for option in kind.options(asked, schools, Language())] == ["elm", "not-sure"]
    undecided = replace(schools, answers={"first": "not-sure"})
    assert [option.value for option in kind.options(asked, undecided, Language())] == ["oak", "elm", "not-sure"]


@pytest.mark.parametrize(
    ("more", "wrong"),
    [({}, ["differs_from"]), ({"not_sure": True}, []), ({"optional": True}, []), ({"options": {"no": "None"}}, [])],
)
def test_something_has_to_be_left_to_choose(pack: CouncilPack, more: dict[str, Any], wrong: list[str]) -> None:
    first = msgspec.structs.replace(page("choice", options={"oak": "Oak School", "elm": "Elm School"}), id="first")
    asked = page("choice", **{"options": {"oak": "Oak School"}, "differs_from": ["first"], **more})
    assert [key for key, _, _ in KINDS["choice"].problems(asked, [first], pack.council)] == wrong


def test_what_is_left_is_offered_as_an_example(schools: Situation) -> None:
    asked = page("choice", options={"oak": "Oak School", "elm": "Elm School"}, differs_from=["first"])
    assert KINDS["choice"].examples(asked, schools) == ["elm"]
    assert KINDS["choice"].tidy("elm", asked, schools) == "elm"
    unknown = msgspec.structs.replace(asked, differs_from=["frist"])
    assert [key for key, _, _ in KINDS["choice"].problems(unknown, [asked], schools.pack.council)] == ["differs_from"]


@pytest.mark.parametrize(("raw", "kept"), [("", ""), ("yes", "yes"), ("no", "no")])
def test_yes_or_no_may_be_left_out_where_the_page_says_so(pack: CouncilPack, raw: str, kept: str) -> None:
    assert KINDS["yes_no"].tidy(raw, page("yes_no", optional=True), situation(pack)) == kept

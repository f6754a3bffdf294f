"""Every shape of an answer comes through JSON as it went in, and is told apart from every other."""

import msgspec
import pytest

from kiosk.submission import AnsweredQuestion, AnswerValue, fields_of, ids_of

PERSON = {"name": "Mair", "works": True, "income": ["wages", "pension"], "born": {"on": "1961-04-03"}}


@pytest.mark.parametrize(
    ("answer", "fields", "ids"),
    [
        ("yes", {}, []),
        (True, {}, []),
        (["rubbish", "food"], {}, ["rubbish", "food"]),
        ({"uprn": "990010000159"}, {"uprn": "990010000159"}, []),
        ({"line1": "1 Mill Lane", "known": True}, {"line1": "1 Mill Lane"}, []),
        ([PERSON, {}], {}, []),
        ([], {}, []),
    ],
)
def test_every_shape_of_an_answer_survives_json(answer: AnswerValue, fields: dict[str, str], ids: list[str]) -> None:
    sent = AnsweredQuestion("page", "Asked?", answer, "shown")
    read = msgspec.json.decode(msgspec.json.encode(sent), type=AnsweredQuestion)
    assert read == sent
    assert (fields_of(read.answer), ids_of(read.answer)) == (fields, ids)


def test_no_answer_has_neither_fields_nor_ids() -> None:
    assert (fields_of(None), ids_of(None)) == ({}, [])

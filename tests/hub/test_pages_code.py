"""What is typed as a tracking code: led to its page, or told kindly what is wrong with it."""

from __future__ import annotations

import httpx
import pytest

from kiosk.tracking_code import ALPHABET, new_code


def test_the_form_leads_to_the_page_of_the_code(client: httpx.Client, code: str) -> None:
    typed = f" {code.lower().replace('-', ' ')} "
    answer = client.get("/t", params={"code": typed, "lang": "cy"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/t/{code}?lang=cy")
    assert client.get("/").headers["location"] == "/t"


def with_one_wrong_symbol(code: str) -> str:
    last = ALPHABET[(ALPHABET.index(code[-1]) + 1) % len(ALPHABET)]
    return code[:-1] + last


@pytest.mark.parametrize("through", ["/t/{code}", "/t?code={code}"])
def test_a_slip_is_named_without_blame_and_what_was_typed_stays(client: httpx.Client, code: str, through: str) -> None:
    wrong = with_one_wrong_symbol(code)
    answer = client.get(through.format(code=wrong))
    assert answer.status_code == 400
    assert "One letter or number is not right" in answer.text
    assert f'value="{wrong}"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert "you typed" not in answer.text.lower()


@pytest.mark.parametrize("typed", ["", "KK", "KK-!!!!-2222-2", "<script>alert(1)</script>", "x" * 5000, "ŵŷ", "%00"])
def test_nonsense_is_answered_kindly_and_escaped(client: httpx.Client, typed: str) -> None:
    answer = client.get("/t", params={"code": typed})
    assert answer.status_code == 400
    assert "<script" not in answer.text
    assert len(answer.text) < 10_000


def test_a_code_that_has_not_arrived_is_told_apart_from_a_wrong_one(client: httpx.Client) -> None:
    answer = client.get(f"/t/{new_code('KK')}")
    assert answer.status_code == 404
    assert "The council does not have this yet" in answer.text
    assert "at a kiosk that is not connected" in answer.text

"""One page of a journey, and what a kind of answer makes of what is typed there."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec
import pytest

from kiosk.answers import KINDS
from kiosk.answers.kind import Situation
from kiosk.answers.words import WORDS
from kiosk.council_pack import CouncilPack
from kiosk.errors import AnswerError
from kiosk.journey_pages import Page


def situation(pack: CouncilPack, *, drama: bool = True) -> Situation:
    council = msgspec.structs.replace(pack.council, drama_numbers=drama)
    pack = replace(pack, council=council)
    return Situation(pack, pack.journeys["missed-bin"], datetime(2026, 11, 20, 19, tzinfo=pack.zone), {}, {})


def page(kind: str, **more: Any) -> Page:
    return Page(id="given", kind=kind, ask="What is it?", short="It", **more)  # type: ignore[arg-type]


def refused(kind: str, raw: Any, where: Situation, **more: Any) -> AnswerError:
    with pytest.raises(AnswerError) as error:
        KINDS[kind].tidy(raw, page(kind, **more), where)
    assert error.value.code in WORDS
    return error.value

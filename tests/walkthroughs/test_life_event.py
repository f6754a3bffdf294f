"""Somebody who moved tells it once: forms stored together while the hub is away, and all there when it is back."""

from __future__ import annotations

import json
import re
from pathlib import Path

from library import CODE, NAME, Council, Library, answer, open_library, settle_in
from made_event import small_council
from tcp_printer import WELL, network_printer, tcp_printer

MOVED = "Tell us that you moved"


def moving_council(home: Path, printer: str) -> None:
    """Give the kiosk in `home` a council with a life event."""
    small_council(home / "pack")
    settle_in(home, printer)
    settings = home / "kiosk.toml"
    settings.write_text('council = "pack"\n\n' + settings.read_text(encoding="utf-8"), encoding="utf-8")


def tell_that_i_moved(library: Library) -> None:
    hands = library.hands
    hands.touch("Bins and recycling")
    hands.touch(MOVED)
    hands.touch("Start")
    hands.see("What is the postcode of your new home?")
    hands.write("FH1 4QT")
    hands.touch("Find address")
    hands.touch("1 Mill Lane")
    hands.touch("Continue")
    hands.see("What may we do for you?")
    hands.touch("Bring bins")
    hands.touch("Put the bins out for me")
    hands.touch("Make a library card")
    hands.touch("Continue")
    answer(library, "How should we tell you how it is going?", "I do not need to be told")


def answer_the_parts(library: Library) -> None:
    hands = library.hands
    answer(library, "Why do you need it?", "There is none at this home")
    answer(library, "Which bins or bags is it about?", "Recycling (blue bin)")
    answer(library, "Where should we leave it?", "At the front of the home")
    answer(library, "Does anybody live there who can put the bins out?", "Yes, every time")
    hands.see("The help is for homes where nobody can")
    hands.touch("Continue")
    answer(library, "Which library is best for the card?", "Fairholme library")
    hands.see("Would any of these help you?")
    hands.touch("Continue")
    hands.see("Check your answers")


def test_a_life_event_sent_while_the_hub_is_away_arrives_whole(joined: Path, council: Council, name: str) -> None:
    with tcp_printer(WELL) as printer:
        moving_council(joined, network_printer(printer.port))
        council.process.pause()
        with open_library(joined) as library:
            tell_that_i_moved(library)
            answer_the_parts(library)
            library.hands.touch("Send")
            library.hands.see_text("You sent 2 things. Each has its own code.")
            library.hands.see_text("Stored safely here. The council does not have it yet.")
            codes = list(dict.fromkeys(re.findall(CODE, library.words())))
            assert len(codes) == 2
            library.hands.see_text("Please take your receipt.")
            council.process.go_on()
            library.hands.see_text("The council has it.")
        paper = printer.received.decode("latin-1")
    assert sorted(council.received(name)) == sorted(codes)
    assert [paper.count(code) for code in codes] == [1, 1], "one paper, and every code on it"
    shown = [council.command("show", code) for code in codes]
    assert {one["journey"]: one["event"] for one in shown} == {"new-bin": "just-moved", "library-card": "just-moved"}
    assert [one["together"] for one in shown] == [[codes[1]], [codes[0]]]
    assert len({json.dumps(one["answers"]["where"]) for one in shown}) == 1
    assert NAME not in paper

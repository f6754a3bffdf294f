from __future__ import annotations

from kiosk.commands.paper_words import lines

HELP = "Where somebody asks for one, run `kiosk reprint CODE`."


def test_every_reason_has_a_line_with_its_codes() -> None:
    assert lines([]) == []
    assert lines([("AAAA", "uncertain"), ("BBBB", "left"), ("CCCC", "left"), ("DDDD", "paper-out")]) == [
        f"1 receipt may have come out or not (uncertain): AAAA. {HELP}",
        "2 receipts did not come out (their residents had gone before the printer could print them): BBBB, CCCC. "
        + HELP,
        f"1 receipt did not come out (paper-out): DDDD. {HELP}",
    ]


def test_of_very_many_the_last_are_named() -> None:
    (line,) = lines([(f"C{number:03}", "left") for number in range(100)])
    assert line.startswith("100 receipts did not come out")
    assert ": the last of them C092, C093, C094, C095, C096, C097, C098, C099. " in line

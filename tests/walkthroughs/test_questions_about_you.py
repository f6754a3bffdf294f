"""Questions about people, asked after they had their say: no code, no paper, nothing to save, and no link (R59)."""

from __future__ import annotations

import re

from finding import wait_until
from library import CODE, Library, answer, send

TITLE = "Questions about you"


def give_feedback(library: Library) -> str:
    """Say how it went at the desk; returns the tracking code."""
    library.hands.touch("Complain, thank or ask")
    library.hands.touch("Tell us how we did")
    library.hands.touch("Start")
    answer(library, "What did you use?", "The website or e-mail")
    answer(library, "Did you get done what you came for?", "Yes, all of it")
    answer(library, "How easy was it?", "Easy")
    library.hands.see("What one thing should we change?")
    library.hands.touch("Continue")
    library.hands.see("Check your answers")
    return send(library)


def answer_about_oneself(library: Library) -> None:
    """Answer one question, and skip all the others."""
    library.hands.touch("Start")
    answer(library, "How old are you?", "65 to 74")
    for _ in range(9):
        before = library.heading
        library.hands.touch("Continue")
        wait_until(lambda before=before: library.heading != before, 10)
    library.hands.see("Check your answers")


def rows(library: Library, statement: str, *values: str) -> list[tuple[str, ...]]:
    return [tuple(str(value) for value in tuple(row)) for row in library.parts.store._database.all(statement, values)]


def test_it_is_offered_after_send_and_leaves_no_code_no_paper_and_no_link(library: Library) -> None:
    code = give_feedback(library)
    library.hands.touch(TITLE)
    library.hands.see(TITLE)
    answer_about_oneself(library)
    library.hands.touch("Send")
    library.hands.see("Thank you")
    library.hands.see_text("There is no code")
    assert not re.search(CODE, library.words())
    [(own, own_code, sent_at)] = rows(
        library, "SELECT id, tracking_code, sent_at FROM submissions WHERE journey = 'equality-monitoring'"
    )
    assert sent_at.endswith("T00:00:00+00:00")
    assert rows(library, "SELECT * FROM print_jobs WHERE id = ?", own) == []
    assert library.parts.store.outbox.next_due_at() is not None
    assert own_code not in library.log
    for path in library.parts.home.rglob("*"):
        if path.is_file() and path.name not in ("queue.db", "queue.db-wal", "queue.db-shm", "high-water"):
            assert own_code.encode() not in path.read_bytes(), path.name
    assert code != own_code
    library.hands.touch("Finish")
    library.hands.see("What do you need today?")


def test_it_cannot_be_saved(library: Library) -> None:
    library.hands.touch("Complain, thank or ask")
    library.hands.touch(TITLE)
    library.hands.touch("Start")
    answer(library, "How old are you?", "65 to 74")
    library.hands.touch("Stop")
    library.hands.see_text("Stop and clear")
    assert not re.search("[Ss]ave", library.words())

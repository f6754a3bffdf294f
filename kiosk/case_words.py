"""The words for each state of a case at the council: one table, for the kiosk's screens and the hub's pages."""

from __future__ import annotations

from kiosk.language import marked

CASE_WORDS = {
    "received": (marked("The council has it"), marked("Someone will look at it. You do not need to do anything.")),
    "in_progress": (marked("The council is working on it"), marked("You do not need to do anything.")),
    "waiting_for_you": (
        marked("The council needs something from you"),
        marked("It goes on when the council has heard from you."),
    ),
    "closed": (marked("It is finished"), marked("If it is not right, please tell the council. Say your code.")),
    "refused": (
        marked("The council cannot do this"),
        marked("If you think that this is wrong, please tell the council. Say your code."),
    ),
}
"""{state: (what it is, what it means for the resident)}; the states are those of `offline.wire.Case`."""

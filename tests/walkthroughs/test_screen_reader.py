"""A screen reader from outside, over AT-SPI: what it finds, presses and hears of the next page."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import machine
import pytest

READER = """
import sys, time
import pyatspi

def every(node):
    yield node
    for child in node:
        if child is not None:
            yield from every(child)

def kiosk():
    end = time.monotonic() + 40
    while time.monotonic() < end:
        for application in pyatspi.Registry.getDesktop(0):
            if application is not None and application.get_process_id() == int(sys.argv[1]) and application.childCount:
                return application
        time.sleep(0.2)
    raise SystemExit("the kiosk never came to the accessibility bus")

def find(role, name=None):
    end = time.monotonic() + 15
    while time.monotonic() < end:
        try:
            found = [node for node in every(kiosk()) if node.getRoleName() == role and node.name
                     and node.getState().contains(pyatspi.STATE_SHOWING)]
        except (LookupError, RuntimeError):  # the page went while it was looked at
            found = []
        if found and (name is None or any(node.name == name for node in found)):
            return found
        time.sleep(0.2)
    raise SystemExit(f"no {role} {name}; there are {[node.name for node in found]}")

def press(name):
    [node] = [node for node in find("push button", name) if node.name == name]
    action = node.queryAction()
    names = [action.getName(place) for place in range(action.nActions)]
    action.doAction(names.index("Press"))

print("heading:", [node.name for node in find("heading")])
print("buttons:", sorted(node.name for node in find("push button")))
press("Bins and recycling")
find("heading", "Bins and recycling")
print("then:", [node.name for node in find("heading")])
press("Report a missed bin")
find("heading", "Report a missed bin")
press("Start")
find("heading", "What is the postcode where the bin is?")
print("field:", [node.name for node in find("text") + []])
"""


@pytest.mark.needs("at-spi")
def test_a_screen_reader_finds_the_heading_and_the_buttons_and_presses_its_way_to_the_first_question(
    away: Path,
) -> None:
    kiosk = subprocess.Popen([sys.executable, "-m", "kiosk", "run", "--windowed"], env=os.environ.copy())
    try:
        asked = subprocess.run(
            [machine.PYATSPI_PYTHON, "-c", READER, str(kiosk.pid)],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    finally:
        kiosk.terminate()
        assert kiosk.wait(20) == 0
    assert asked.returncode == 0, asked.stderr
    told = asked.stdout
    assert "heading: ['What do you need today?']" in told
    for button in (
        "Bins and recycling",
        "Streets and parks",
        "Check progress",
        "I need help today",
        "Language",
        "Stop",
    ):
        assert f"'{button}'" in told
    assert "then: ['Bins and recycling']" in told
    assert "field: ['What is the postcode where the bin is?']" in told

"""A small council with a life event: the demo council's addresses, and three of its journeys that the event holds."""

from __future__ import annotations

import shutil
from pathlib import Path

from kiosk.council_pack import DEMO_COUNCIL

MEMBERS = ("new-bin", "help-with-bins", "library-card")
EVENT = """id = "just-moved"
version = 1
title = "Tell us that you moved"
topic = "bins-and-recycling"
contact_type = "CM005"
minutes = 6
need = ["Your new postcode"]
privacy = ["We use it to help.", "You need not give your name.", "We keep it for one year."]
life_event = true
languages = ["en"]

[[member]]
journey = "new-bin"
when = { tell = { is = "bins" } }
given = { where = "new-home" }
fixed = { for-whom = "self" }

[[member]]
journey = "help-with-bins"
when = { tell = { is = "help" } }
given = { where = "new-home" }
fixed = { for-whom = "self" }

[[member]]
journey = "library-card"
when = { tell = { is = "library" } }
given = { where = "new-home" }
fixed = { for-whom = "self", has-address = "yes", wanted = "new" }

[[page]]
id = "new-home"
kind = "address"
ask = "What is the postcode of your new home?"
short = "New home"
allow = ["listed", "typed"]
carries = "address"

[[page]]
id = "tell"
kind = "choices"
ask = "What may we do for you?"
short = "To do"

[page.options]
bins = "Bring bins"
help = "Put the bins out for me"
library = "Make a library card"

[[page]]
use = "how-to-reach-you"

[[page]]
use = "where-to-write"

[[page]]
use = "your-name"
"""


def small_council(folder: Path, event: str = EVENT) -> Path:
    """Write the council into a folder that is not there yet, and return it."""
    (folder / "journeys").mkdir(parents=True)
    for name in ("council.toml", "streets.csv", "addresses.csv"):
        shutil.copy(DEMO_COUNCIL / name, folder / name)
    for name in MEMBERS:
        shutil.copy(DEMO_COUNCIL / "journeys" / f"{name}.toml", folder / "journeys")
    for name in ("pages", "locale"):
        shutil.copytree(DEMO_COUNCIL / name, folder / name)
    (folder / "journeys" / "just-moved.toml").write_text(event, encoding="utf-8")
    return folder

"""The door of a kiosk that is open, without the kiosk: what is done behind it is the test's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.tasks import messages
from kiosk.tasks.doing import Giver
from kiosk.tasks.door import Door
from kiosk.tasks.messages import Result, Task

Does = Callable[[Task, Giver], Result]


def offers(_task: Task, _giver: Giver) -> Result:
    return messages.Offered()


@contextmanager
def opened(home: Path, does: Does, within: float = 5.0) -> Iterator[Door]:
    door = Door(home, does, within)
    door.start()
    try:
        yield door
    finally:
        door.close()
        assert door.wait()

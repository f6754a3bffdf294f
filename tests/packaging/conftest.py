"""A copied checkout for the scripts to run in."""

from __future__ import annotations

from pathlib import Path

import pytest
from copied_checkout import Ground, copied_to


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    return copied_to(tmp_path)

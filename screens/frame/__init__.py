"""The shell around every page: bar, page, way on, keyboard and tools, always at the same places."""

from screens.frame.frame import Frame

__all__ = ["Frame"]

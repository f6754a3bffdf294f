"""What may never happen on a page: words that are cut, and a page wider than its window."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtWidgets import QWidget


def cut_words(page: QWidget) -> list[str]:
    """Return the controls whose painted letters leave their own rectangle, or that leave the page at a side."""
    found = []
    for control in page.findChildren(QWidget):
        rects = getattr(control, "text_rects", None)
        if rects is None or not control.isVisibleTo(page):
            continue
        said = f"{type(control).__name__} {control.accessibleName()[:40]!r}"
        room = QRectF(control.rect()).adjusted(-1, -1, 1, 1)
        if any(not rect.isEmpty() and not room.contains(rect) for rect in rects()):
            found.append(f"{said} cuts its text")
        left = control.mapTo(page, QPoint(0, 0)).x()
        if left < 0 or left + control.width() > page.width():
            found.append(f"{said} leaves the page")
    return found


def overlapping(page: QWidget) -> list[str]:
    """Return the pairs of controls, neither inside the other, that cover each other."""
    controls = [child for child in page.findChildren(QWidget) if hasattr(child, "text_rects") and child.isVisible()]
    areas = [(child, child.rect().translated(child.mapTo(page, QPoint(0, 0)))) for child in controls]
    found = []
    for place, (one, area) in enumerate(areas):
        for other, place_of_other in areas[place + 1 :]:
            if area.intersects(place_of_other) and not one.isAncestorOf(other) and not other.isAncestorOf(one):
                found.append(f"{one.accessibleName()!r} covers {other.accessibleName()!r}")
    return found

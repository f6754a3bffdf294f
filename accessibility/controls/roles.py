"""Roles that Qt's own widgets do not have, told to assistive technology: a heading, an alert, a picture."""

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget


def told_as(widget: QWidget, role: QAccessible.Role) -> None:
    """Give `widget` a role; its name and description stay the ones set on the widget.

    Call it before the name is set: setting a name can make Qt ask for the role, and it asks only once.
    """
    _install()
    widget.setProperty("accessible_role", role.value)


@cache
def _install() -> None:
    """Once per process: Qt keeps a list of factories for good."""
    QAccessible.installFactory(_interface_for)


def _interface_for(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    role = thing.property("accessible_role") if isinstance(thing, QWidget) else None
    if role is None or not isinstance(thing, QWidget):
        return None
    return QAccessibleWidget(thing, QAccessible.Role(role), thing.accessibleName())

"""The kiosk's own on-screen keyboard: no other has ŵ and ŷ, and none is as small."""

from accessibility.keyboard.keyboard import Keyboard
from accessibility.keyboard.layouts import KeyboardKind

__all__ = ["Keyboard", "KeyboardKind"]

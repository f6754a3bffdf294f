"""The things a page is built of. Each draws itself, wraps its words, has a spoken name, and never clips."""

from accessibility.controls.button import ButtonKind, WordButton
from accessibility.controls.contact_card import ContactCard, Picture
from accessibility.controls.drawing import Drawing
from accessibility.controls.error_summary import ErrorSummary
from accessibility.controls.field import TextArea, TextField
from accessibility.controls.flow import FlowRow
from accessibility.controls.focus_ring import FocusRing
from accessibility.controls.label import LabelRole, WrapLabel
from accessibility.controls.labelled import LabelledField
from accessibility.controls.option import OptionRow
from accessibility.controls.panel import Panel, PanelKind, Rule
from accessibility.controls.qr_square import QrSquare
from accessibility.controls.signature_pad import SignaturePad
from accessibility.controls.summary_row import SummaryRow

__all__ = [
    "ButtonKind",
    "ContactCard",
    "Drawing",
    "ErrorSummary",
    "FlowRow",
    "FocusRing",
    "LabelRole",
    "LabelledField",
    "OptionRow",
    "Panel",
    "PanelKind",
    "Picture",
    "QrSquare",
    "Rule",
    "SignaturePad",
    "SummaryRow",
    "TextArea",
    "TextField",
    "WordButton",
    "WrapLabel",
]

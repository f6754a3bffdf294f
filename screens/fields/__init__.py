"""What a resident answers with: things to choose and places to type. One class per way of answering."""

from screens.fields.answer_field import AnswerField, FieldLine
from screens.fields.for_question import field_for
from screens.fields.keyboards import keyboard_for
from screens.fields.options import OptionList
from screens.fields.typed import TypedField

__all__ = ["AnswerField", "FieldLine", "OptionList", "TypedField", "field_for", "keyboard_for"]

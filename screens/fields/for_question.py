"""The field that a question is answered with."""

from accessibility.look import Look
from kiosk.language import Language
from kiosk.submission import ids_of
from kiosk.views import QuestionView
from screens.fields.answer_field import AnswerField
from screens.fields.kinds_of_parts import parts_for, texts_of
from screens.fields.options import OptionList
from screens.fields.parts import PartsField
from screens.fields.typed import TypedField


def field_for(look: Look, language: Language, view: QuestionView) -> AnswerField:
    """Return the field, with the draft in it.

    Raises ValueError for the fields that have screens of their own: an address, a street.
    """
    draft = view.draft
    if (parts := parts_for(view, language)) is not None:
        return PartsField(look, parts, texts_of(draft))
    if view.field == "one":
        return OptionList(look, view.options, chosen=[draft] if isinstance(draft, str) else [])
    if view.field == "many":
        return OptionList(look, view.options, several=True, chosen=ids_of(draft))
    if view.field == "agree":
        return OptionList(look, view.options, several=True, chosen=["yes"] if draft == "yes" else [])
    if view.field in ("line", "lines"):
        typed = draft if isinstance(draft, str) else ""
        return TypedField(look, "answer", view.ask, typed, hint=view.hint, several_lines=view.field == "lines")
    raise ValueError(f"a {view.field!r} question has a screen of its own; use it instead of QuestionScreen")

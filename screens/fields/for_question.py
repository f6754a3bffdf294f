"""The field that a question is answered with."""

from accessibility.look import Look
from kiosk.submission import ids_of
from kiosk.views import QuestionView
from screens.fields.answer_field import AnswerField
from screens.fields.options import OptionList
from screens.fields.typed import TypedField


def field_for(look: Look, view: QuestionView) -> AnswerField:
    """Return the field, with the draft in it.

    Raises ValueError for the fields that have screens of their own: an address, a street.
    """
    draft = view.draft
    if view.field == "one":
        return OptionList(look, view.options, chosen=[draft] if isinstance(draft, str) else [])
    if view.field == "many":
        return OptionList(look, view.options, several=True, chosen=ids_of(draft))
    if view.field == "agree":
        return OptionList(look, view.options, several=True, chosen=["yes"] if draft == "yes" else [])
    if view.field in ("line", "lines", "date", "money", "masked", "vehicle"):
        typed = draft if isinstance(draft, str) else ""
        return TypedField(look, "answer", view.ask, typed, hint=view.hint, several_lines=view.field == "lines")
    raise ValueError(f"a {view.field!r} question has a screen of its own; use it instead of QuestionScreen")

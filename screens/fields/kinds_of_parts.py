"""Which parts each kind of answer has: their labels, how a draft fills them, and the answer they make."""

from collections.abc import Callable, Mapping

from kiosk.answers.kind import NOT_SURE
from kiosk.language import Language, marked
from kiosk.submission import AnswerValue, fields_of
from kiosk.views import QuestionView
from screens.fields.parts import Box, Parts

_DAY = (("day", marked("Day"), 3), ("month", marked("Month"), 3), ("year", marked("Year"), 5))
_ENDS = (("from", marked("First day")), ("to", marked("Last day")))
_BANK = (
    ("name", marked("Name on the account")),
    ("sort_code", marked("Sort code")),
    ("account", marked("Account number")),
    ("roll", marked("Building society roll number, if there is one")),
)
_ALWAYS_SEEN = ("name", "roll")


def parts_for(view: QuestionView, language: Language) -> Parts | None:
    """Return the parts of a question's field; None where it is answered in one piece."""
    make = _PARTS.get(view.field)
    if make is None and view.not_sure and view.field == "line":
        make = _line
    return make(view, language) if make else None


def texts_of(draft: AnswerValue | None) -> Mapping[str, str]:
    """Return what stands in the boxes for a draft: a tidy answer, or what was typed and could not be taken."""
    if isinstance(draft, str):
        return {NOT_SURE: draft} if draft == NOT_SURE else {"": draft, "plate": draft, **_day_texts(draft)}
    found: dict[str, str] = {}
    for key, value in draft.items() if isinstance(draft, Mapping) else ():
        if isinstance(value, Mapping):
            found |= {f"{key}.{name}": text for name, text in fields_of(value).items()}
        elif isinstance(value, str):
            found |= {key: value, **{f"{key}.{name}": text for name, text in _day_texts(value).items()}}
    return found


def _date(view: QuestionView, language: Language) -> Parts:
    return Parts(
        lines=[("", _day_boxes(language))],
        compose=lambda texts: _day_answer(texts, ""),
        buttons=view.options,
        filled=_day_texts,
        not_sure=view.not_sure,
    )


def _dates(view: QuestionView, language: Language) -> Parts:
    say = language.translate
    return Parts(
        lines=[(say(label), _day_boxes(language, end, say(label))) for end, label in _ENDS],
        compose=lambda texts: {end: _day_answer(texts, f"{end}.") for end, _label in _ENDS},
        not_sure=view.not_sure,
    )


def _money(view: QuestionView, language: Language) -> Parts:
    label = language.translate(marked("Pounds (£)"))
    key = "amount" if view.options else ""
    return Parts(
        lines=[("", [Box(key, label, f"{view.ask} {label}", ems=10)])],
        compose=dict if view.options else _only,
        options=("per", view.options),
        not_sure=view.not_sure,
    )


def _masked(view: QuestionView, language: Language) -> Parts:
    return Parts(
        lines=[("", [Box("", name=view.ask, ems=16, masked=True)])],
        compose=_only,
        show=language.translate(marked("Show what I type")),
        not_sure=view.not_sure,
    )


def _vehicle(view: QuestionView, language: Language) -> Parts:
    say = language.translate
    plate, country = say(marked("Number plate")), say(marked("Country, if it is not from the United Kingdom"))
    return Parts(
        lines=[("", [Box("plate", plate, ems=12)]), ("", [Box("country", country)])],
        compose=lambda texts: dict(texts) if texts["country"].strip() else texts["plate"],
        not_sure=view.not_sure,
    )


def _bank(view: QuestionView, language: Language) -> Parts:
    return Parts(
        lines=[
            ("", [Box(key, language.translate(label), masked=key not in _ALWAYS_SEEN, ems=0 if key == "name" else 16)])
            for key, label in _BANK
        ],
        compose=dict,
        show=language.translate(marked("Show what I type")),
        not_sure=view.not_sure,
    )


def _line(view: QuestionView, _language: Language) -> Parts:
    return Parts(lines=[("", [Box("", name=view.ask)])], compose=_only, not_sure=view.not_sure)


def _only(texts: Mapping[str, str]) -> str:
    return texts[""]


def _day_boxes(language: Language, end: str = "", title: str = "") -> list[Box]:
    boxes = []
    for key, label, ems in _DAY:
        words = language.translate(label)
        name = f"{title}: {words}" if title else words
        boxes.append(Box(f"{end}.{key}" if end else key, words, name, ems))
    return boxes


def _day_answer(texts: Mapping[str, str], end: str) -> dict[str, str]:
    return {key: texts[f"{end}{key}"] for key, _label, _ems in _DAY}


def _day_texts(text: str) -> Mapping[str, str]:
    """Return an ISO day in its three boxes; nothing for any other text."""
    pieces = text.split("-")
    if [len(piece) for piece in pieces] != [4, 2, 2] or not all(piece.isdecimal() for piece in pieces):
        return {}
    year, month, day = pieces
    return {"day": day.lstrip("0"), "month": month.lstrip("0"), "year": year}


_PARTS: Mapping[str, Callable[[QuestionView, Language], Parts]] = {
    "date": _date,
    "dates": _dates,
    "money": _money,
    "masked": _masked,
    "vehicle": _vehicle,
    "bank": _bank,
}

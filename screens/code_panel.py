"""The panel with the tracking code, the one large thing of a visit: green when the council has it, brown until then."""

from accessibility.controls import Panel, WrapLabel
from accessibility.look import Look


class CodePanel(Panel):
    """`title` says where the submission is, `lead` leads to the code, `spoken_code` is the code sign by sign."""

    def __init__(self, look: Look, title: str, lead: str, code: str, *, spoken_code: str, at_the_council: bool) -> None:
        super().__init__(look, "done" if at_the_council else "stored")
        self.title: WrapLabel = self.add_text(title, "title")
        self.add_text(lead)
        label = self.add_text(code, "code")
        label.setAccessibleName(spoken_code)

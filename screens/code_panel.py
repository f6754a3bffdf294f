"""The panel with the tracking code, the one large thing of a visit: green when the council has it, brown until then."""

from collections.abc import Sequence

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


class CodesPanel(Panel):
    """The same for several that were sent at once: (what it is, code, code sign by sign) for each."""

    def __init__(
        self, look: Look, title: str, lead: str, codes: Sequence[tuple[str, str, str]], *, at_the_council: bool
    ) -> None:
        super().__init__(look, "done" if at_the_council else "stored")
        self.title: WrapLabel = self.add_text(title, "title")
        self.add_text(lead)
        for name, code, spoken in codes:
            if name:
                self.add_text(name, "bold")
            self.add_text(code, "title").setAccessibleName(spoken)

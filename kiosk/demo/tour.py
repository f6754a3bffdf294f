"""A whole journey through the real screens by real touches: report a missed bin, offline first, then at the council."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.demo.hands import Hands
from kiosk.demo.pictures import Pictures
from kiosk.errors import KioskError

POSTCODE, ADDRESS = "FH1 4QT", "14 Mill Lane"
MOBILE = "07700 900123"
HELP_TODAY = "I have nowhere to sleep tonight"
_COME_BACK_CODE = r"(?:[A-Z0-9]{4}-){3}[A-Z0-9]"
_CODE = r"[A-Z0-9]{2,3}-[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]"


class TourError(KioskError):
    """A step of the tour failed; the text says which."""


class Tour:
    """Touches its way through the kiosk, and takes a picture of every screen."""

    def __init__(
        self, hands: Hands, pictures: Pictures, hub_away: Callable[[], None], hub_back: Callable[[], None]
    ) -> None:
        self._hands = hands
        self._pictures = pictures
        self._hub_away = hub_away
        self._hub_back = hub_back

    def report_a_missed_bin(self) -> str:
        """Go from Welcome to the confirmation; returns the tracking code that the screen shows."""
        self._step("begin", self._begin)
        self._step("the address", self._address)
        self._step("which bins, and when", self._bins)
        self._step("what the crew found", self._crew)
        self._step("how to tell you", self._contact)
        self._step("check and change", self._check)
        self._hub_away()
        self._step("send while the hub is away", self._send)
        code = self._hands.read(_CODE)
        self._hub_back()
        self._step("the hub is back", self._at_the_council)
        return code

    def look_around(self, tracking_code: str) -> None:
        """Check progress, and look at what stands beside the journey."""
        self._step("check progress", lambda: self._progress(tracking_code))
        self._step("save and come back", self._save_and_come_back)
        self._step("help and people", self._help)
        self._step("language, stop and hide", self._asides)

    def _step(self, name: str, act: Callable[[], None]) -> None:
        try:
            act()
        except KioskError as error:
            raise TourError(f"the tour failed at “{name}”: {error}") from error

    def _begin(self) -> None:
        hands, pictures = self._hands, self._pictures
        hands.see("What do you need today?")
        hands.see_that(pictures.can_begin, "every language of the pictures")
        pictures.take("welcome")
        hands.touch("Bins and recycling")
        hands.see("Bins and recycling")
        pictures.take("topic")
        hands.touch("Report a missed bin")
        hands.see("Report a missed bin")
        pictures.take("before-you-start")
        hands.touch("Start")

    def _address(self) -> None:
        hands, pictures = self._hands, self._pictures
        hands.see("What is the postcode where the bin is?")
        hands.touch("Find address")
        hands.see_text("Write the postcode, or touch “I do not know the postcode”")
        pictures.take("postcode-problem")
        hands.touch("I do not know the postcode")
        hands.write("mill")
        hands.touch("Find street")
        pictures.take("street-search")
        hands.touch("Back")
        hands.write(POSTCODE)
        pictures.take("postcode")
        hands.touch("Find address")
        pictures.take("choose-address")
        hands.touch("My address is not listed")
        pictures.take("type-address")
        hands.touch("Back")
        hands.touch("Find address")
        hands.touch("Continue")
        hands.see_text("Choose the address, or touch “My address is not listed”")
        pictures.take("address-problem")
        hands.touch(ADDRESS)
        hands.touch("Continue")

    def _bins(self) -> None:
        hands, pictures = self._hands, self._pictures
        hands.see("Which bins or bags were not emptied?")
        hands.touch("Continue")
        hands.see_text("Choose at least one")
        pictures.take("bins-problem")
        hands.touch("Recycling (blue bin)")
        pictures.take("bins")
        hands.touch("Continue")
        hands.see("Was it just yours, or the whole street?")
        hands.touch("Just mine")
        pictures.take("just-mine")
        hands.touch("Continue")
        hands.see("Which day should it have been emptied?")
        pictures.take("day")
        hands.touch("I do not know")
        hands.touch("Continue")

    def _crew(self) -> None:
        hands, pictures = self._hands, self._pictures
        for heading, answer, name in (
            ("Was it out by 6 in the morning?", "Yes", "out-in-time"),
            ("Was anything in the way?", "I do not know", "in-the-way"),
            ("Did the crew leave a tag or sticker on it?", "No", "tag"),
            ("Was it missed another time in the last 3 months?", "No", "missed-before"),
        ):
            hands.see(heading)
            hands.touch(answer)
            pictures.take(name)
            hands.touch("Continue")

    def _contact(self) -> None:
        hands, pictures = self._hands, self._pictures
        hands.see("How should we tell you how it is going?")
        hands.touch("Text message")
        pictures.take("contact")
        hands.touch("Continue")
        hands.see("What is your mobile number?")
        hands.write("0770")
        hands.touch("Continue")
        pictures.take("mobile-problem")
        hands.write(MOBILE.replace(" ", "")[4:])
        pictures.take("mobile")
        hands.touch("Continue")
        hands.see("What is your name?")
        pictures.take("name")
        hands.touch("Continue")

    def _check(self) -> None:
        hands, pictures = self._hands, self._pictures
        hands.see("Check your answers")
        pictures.take("check")
        hands.touch("Change: Just yours, or the whole street")
        hands.see("Was it just yours, or the whole street?")
        hands.touch("Just mine")
        hands.touch("Continue")
        hands.see("Check your answers")

    def _send(self) -> None:
        hands = self._hands
        hands.touch("Send")
        hands.see_text("Stored safely here.")
        hands.wait(1.0)
        self._pictures.take("stored-here")

    def _at_the_council(self) -> None:
        self._hands.see_text("The council has your report")
        self._pictures.take("the-council-has-it")

    def _progress(self, tracking_code: str) -> None:
        hands, pictures = self._hands, self._pictures
        hands.touch("Finish")
        hands.see("What do you need today?")
        pictures.take("welcome-cleared")
        hands.touch("Check progress")
        hands.see("What is the code on your paper?")
        hands.write(_wrong(tracking_code))
        hands.touch("Continue")
        hands.see_text("One letter or number is not right. Check it with your paper")
        pictures.take("code-problem")
        hands.touch("Back")
        hands.touch("Check progress")
        hands.see("What is the code on your paper?")
        hands.write(tracking_code.replace("-", ""))
        pictures.take("code")
        hands.touch("Continue")
        hands.see_text(tracking_code)
        pictures.take("progress")
        hands.touch("Finish")

    def _save_and_come_back(self) -> None:
        hands, pictures = self._hands, self._pictures
        hands.touch("Bins and recycling")
        hands.touch("Report a missed bin")
        hands.touch("Start")
        hands.see("What is the postcode where the bin is?")
        hands.write(POSTCODE)
        hands.touch("Find address")
        hands.touch(ADDRESS)
        hands.touch("Continue")
        hands.see("Which bins or bags were not emptied?")
        hands.touch("Stop")
        pictures.take("stop-or-save")
        hands.touch("Save and come back later")
        pictures.take("save")
        hands.touch("Save")
        hands.see_text("Please take the paper with the code.")
        pictures.take("saved")
        code = hands.read(_COME_BACK_CODE)
        hands.touch("Finish")
        hands.touch("Come back to something saved")
        hands.see("What is the code on your paper?")
        hands.write(code.replace("-", ""))
        pictures.take("come-back")
        hands.touch("Continue")
        hands.see("Which bins or bags were not emptied?")
        hands.touch("Stop")
        hands.touch("Stop and clear")
        hands.see("What do you need today?")

    def _help(self) -> None:
        hands, pictures = self._hands, self._pictures
        hands.touch("I need help today")
        pictures.take("help-today")
        hands.touch(HELP_TODAY)
        pictures.take("urgent-help")
        hands.touch("Back")
        hands.touch("Back")
        hands.touch("See someone")
        pictures.take("see-someone")
        hands.touch("Back")
        hands.touch("Get help")
        pictures.take("get-help")

    def _asides(self) -> None:
        hands, pictures = self._hands, self._pictures
        hands.touch("Close")
        hands.touch("Language")
        pictures.take("language")
        hands.touch("Back")
        hands.touch("Stop")
        pictures.take("stop")
        hands.touch("Go back")
        hands.touch("Hide screen")
        pictures.take_once("hidden")


def _wrong(tracking_code: str) -> str:
    """Return the code with its last body symbol changed: the check symbol cannot fit."""
    symbols = tracking_code.replace("-", "")
    other = "2" if symbols[-2] != "2" else "3"
    return symbols[:-2] + other + symbols[-1]

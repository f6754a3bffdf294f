"""Known errors: what the environment or a person can do wrong. Anything else is a bug of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


class KioskError(Exception):
    """Something known went wrong; the text is for staff and says what to do. Never holds an answer.

    `kind` is what `--json` calls it (docs/running.md lists them), `exit_code` how a command ends with it.
    """

    kind: str = "failed"
    exit_code: int = 1

    def facts(self) -> Mapping[str, object]:
        """Return what programs may want to know of it besides its kind and text."""
        return {}


class UsageError(KioskError):
    """A command was given something that cannot be; the text says what can. The command line ends with exit 2."""

    kind = "usage"
    exit_code = 2


class UnknownError(KioskError):
    """What a command was given is well written, and nobody here knows it."""

    kind = "unknown"


class NotJoinedError(KioskError):
    """A command needs the hub, and this kiosk has joined none."""

    kind = "not-enrolled"

    def __init__(self) -> None:
        super().__init__("this kiosk has not joined a hub yet: run `kiosk enrol URL CODE`")


class PartlyDoneError(KioskError):
    """A command did a part; `done` says which, in the shape that it prints when it does all."""

    kind = "partly-done"

    def __init__(self, text: str, done: Mapping[str, object]) -> None:
        super().__init__(text)
        self.done = done


@dataclass
class ConfigError(KioskError):
    """A file of ours or of the council is missing or wrong. The command line ends with exit 2."""

    file: Path | str
    problem: str
    remedy: str = ""
    key: str = ""
    line: int = 0

    kind = "configuration"
    exit_code = 2

    def facts(self) -> Mapping[str, object]:
        """Return the place, what is wrong there and what would be right."""
        place = {"file": str(self.file), "line": self.line or None, "key": self.key}
        return {**place, "problem": self.problem, "remedy": self.remedy}

    def __str__(self) -> str:
        place = str(self.file) + (f":{self.line}" if self.line else "")
        key = f" [{self.key}]" if self.key else ""
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{place}{key}: {self.problem}{remedy}"


class AnswerError(KioskError):
    """An answer that cannot be taken. `code` names the words (`kiosk.answers.words`); `values` fill them."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class NotStoredError(KioskError):
    """Send did not happen and nothing is promised. `reason` is a code: see `kiosk.protocols.NOT_STORED`."""

    kind = "not-stored"

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(detail or reason)
        self.reason = reason

    def facts(self) -> Mapping[str, object]:
        """Return the reason."""
        return {"reason": self.reason}


class AlreadyRunningError(KioskError):
    """Another Civic Kiosk program works on the same folder."""

    kind = "already-running"


class SecretsError(KioskError):
    """The keyring, credential or secrets file cannot be used; the text says why and what would help."""

    kind = "secrets"


class PrinterError(KioskError):
    """The printer could not take a receipt. `reason` is one of `kiosk.protocols.PrinterState`."""

    kind = "printer"

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(detail or reason)
        self.reason = reason

    def facts(self) -> Mapping[str, object]:
        """Return the reason."""
        return {"reason": self.reason}


class HubError(KioskError):
    """The hub was not reached, or said something that cannot be trusted or used."""

    kind = "hub"

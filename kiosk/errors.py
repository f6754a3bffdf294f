"""Known errors: what the environment or a person can do wrong. Anything else is a bug of ours."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class KioskError(Exception):
    """Something known went wrong; the text is for staff and says what to do. Never holds an answer."""


class UsageError(KioskError):
    """A command was given something that cannot be; the text says what can. The command line ends with exit 2."""


@dataclass
class ConfigError(KioskError):
    """A file of ours or of the council is missing or wrong. The command line ends with exit 2."""

    file: Path | str
    problem: str
    remedy: str = ""
    key: str = ""
    line: int = 0

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

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(detail or reason)
        self.reason = reason


class AlreadyRunningError(KioskError):
    """Another Civic Kiosk program works on the same folder."""


class SecretsError(KioskError):
    """The keyring, credential or secrets file cannot be used; the text says why and what would help."""


class PrinterError(KioskError):
    """The printer could not take a receipt. `reason` is one of `kiosk.protocols.PrinterState`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(detail or reason)
        self.reason = reason


class HubError(KioskError):
    """The hub was not reached, or said something that cannot be trusted or used."""

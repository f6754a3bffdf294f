"""Hand-written stand-ins, small enough to read. Each does what its protocol promises, without a device or a network."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from offline.secrets import DeviceSecrets


class FakeClock:
    """A clock that a test turns by hand."""

    def __init__(self, at: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)) -> None:
        self.at = at
        self.is_trusted = True

    def now(self) -> datetime:
        return self.at

    def trusted(self) -> bool:
        return self.is_trusted

    def turn(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


class MemorySecrets:
    """Secrets that are gone with the test; `fault` is raised instead, and `writes` remembers every write."""

    def __init__(self, secrets: DeviceSecrets | None = None) -> None:
        self.secrets = secrets
        self.fault: Exception | None = None
        self.writes: list[DeviceSecrets] = []

    def read(self) -> DeviceSecrets | None:
        if self.fault is not None:
            raise self.fault
        return self.secrets

    def write(self, secrets: DeviceSecrets) -> None:
        if self.fault is not None:
            raise self.fault
        self.secrets = secrets
        self.writes.append(secrets)

"""Fault 25: the keyring is missing or locked. Visits are stored, sending pauses, staff are told, then it drains."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from canaries import assert_no_canary
from lane import MOBILE, NAME, Lane, answers
from lying_proxy import LyingProxy

from kiosk.demo.hub_process import HubProcess

# In a session of its own: the real Secret Service, unlocked, locked by its own call, unlocked again with its password.
_SESSION = """
set -u
mkdir -p "$HOME" "$XDG_RUNTIME_DIR"; chmod 700 "$XDG_RUNTIME_DIR"
unlocked() {
    printf secret | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 &
    daemon=$!
    until "$PYTHON" -c "$ASK" 2>/dev/null; do sleep 0.2; done
}
unlocked
"$PYTHON" -m kiosk enrol "$HUB" "$CODE"; echo "enrol $?"
"$PYTHON" -c "$LOCK"
"$PYTHON" -m kiosk submit missed-bin --json < "$ANSWERS" > /dev/null; echo "submit $?"
"$PYTHON" -m kiosk sync --once; echo "locked $?"
kill "$daemon"; wait "$daemon"
unlocked
"$PYTHON" -m kiosk sync --once; echo "unlocked $?"
kill "$daemon"; wait "$daemon"
"""
_ASK = """
import secretstorage
assert not secretstorage.get_default_collection(secretstorage.dbus_init()).is_locked()
"""
_LOCK = "import secretstorage; secretstorage.get_default_collection(secretstorage.dbus_init()).lock()"


@dataclass(frozen=True)
class Ringed:
    """A kiosk whose secrets are in a keyring."""

    lane: Lane
    file: Path

    @property
    def environment(self) -> dict[str, str]:
        return {
            "KIOSK_SECRETS": "keyring",
            "PYTHON_KEYRING_BACKEND": "locked_ring.Ring",
            "PYTHONPATH": str(Path(__file__).parents[1]),
            "RING_FILE": str(self.file),
        }

    def kiosk(self, *words: str, said: str = "", **changes: str) -> tuple[int, str, str]:
        done = self.lane.kiosk(*words, said=said, **(self.environment | changes))
        return done.returncode, done.stdout, done.stderr

    def lock(self) -> None:
        self.file.with_suffix(".locked").touch()

    def unlock(self) -> None:
        self.file.with_suffix(".locked").unlink()


@pytest.fixture
def hub(_hub: tuple[HubProcess, Path]) -> tuple[HubProcess, Path]:
    """The hub of all fault tests, and its folder."""
    return _hub


@pytest.fixture
def ringed(hub: tuple[HubProcess, Path], kiosk_home: Path, tmp_path: Path) -> Iterator[Ringed]:
    """A kiosk that joined with `kiosk enrol`, its secrets in a keyring that is open so far."""
    process, hub_home = hub
    (kiosk_home / "kiosk.toml").write_text("always_trust_clock = true\n", encoding="utf-8")
    ringed = Ringed(Lane(kiosk_home, hub_home, LyingProxy(process.url)), tmp_path / "ring.json")
    code = process.enrolment_code(f"ring-{tmp_path.name}")
    assert ringed.kiosk("enrol", process.url, code)[0] == 0
    yield ringed
    assert_no_canary(kiosk_home, [NAME, MOBILE])
    token = json.loads(next(iter(json.loads(ringed.file.read_text()).values())))["token"]
    assert_no_canary(kiosk_home, [token])


def test_a_locked_keyring_keeps_no_visit_from_being_stored_and_no_form_from_arriving_later(ringed: Ringed) -> None:
    ringed.lock()
    code, out, err = ringed.kiosk("submit", "missed-bin", "--json", said=f"{answers()}\n{answers()}")
    assert (code, err) == (0, "")
    sent = [json.loads(line) for line in out.splitlines()]
    assert [one["state"] for one in sent] == ["queued", "queued"]
    for _ in range(2):
        code, out, err = ringed.kiosk("sync", "--once")
        assert code == 1
        assert "Unlock the keyring" in err
    assert {(row["state"], row["tries"]) for row in ringed.lane.rows()} == {("queued", 0)}
    status = json.loads(ringed.kiosk("status", "--json")[1])
    assert (status["paused"], status["counts"]["queued"]) == ("no-secrets", 2)
    assert "Unlock the keyring" in ringed.kiosk("status")[2]
    secrets = next(one for one in json.loads(ringed.kiosk("doctor", "--json")[1]) if one["check"] == "secrets")
    assert not secrets["ok"]
    assert "Unlock it" in secrets["found"]
    ringed.unlock()
    code, out, err = ringed.kiosk("sync", "--once", "--json")
    assert (code, err) == (0, "")
    said = json.loads(out)
    assert (said["sent"], said["left"], said["paused"]) == (2, 0, "")
    assert {row["state"] for row in ringed.lane.rows()} <= {"received", "complete"}


def test_where_the_machine_has_no_keyring_any_more_visits_are_stored_all_the_same(ringed: Ringed) -> None:
    gone = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    assert ringed.kiosk("submit", "missed-bin", "--json", said=answers(), **gone)[0] == 0
    code, _, err = ringed.kiosk("sync", "--once", **gone)
    assert code == 1
    assert "key cannot be read" in err
    assert ringed.kiosk("sync", "--once")[0] == 0
    assert {row["state"] for row in ringed.lane.rows()} <= {"received", "complete"}


def test_no_secret_is_kept_where_the_keyring_refuses_it(ringed: Ringed, tmp_path: Path) -> None:
    other = tmp_path / "other-home"
    other.mkdir(mode=0o700)
    ringed.lock()
    code, out, err = ringed.kiosk("enrol", "http://127.0.0.1:9", "AAAA-" * 7 + "AAAA", KIOSK_HOME=str(other))
    assert (code, out) == (1, "")
    assert "Unlock it" in err
    ringed.unlock()


@pytest.mark.needs("keyring")
def test_the_secret_service_of_a_desktop_locked_and_unlocked(
    hub: tuple[HubProcess, Path], kiosk_home: Path, tmp_path: Path
) -> None:
    process, hub_home = hub
    (kiosk_home / "kiosk.toml").write_text("always_trust_clock = true\n", encoding="utf-8")
    (tmp_path / "answers.json").write_text(answers(), encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment |= {
        "KIOSK_HOME": str(kiosk_home),
        "KIOSK_SECRETS": "keyring",
        "HOME": str(tmp_path / "somebody"),
        "XDG_DATA_HOME": str(tmp_path / "somebody" / "data"),
        "XDG_RUNTIME_DIR": str(tmp_path / "runtime"),
        "PYTHON": sys.executable,
        "HUB": process.url,
        "CODE": process.enrolment_code(f"desktop-{tmp_path.name}"),
        "ANSWERS": str(tmp_path / "answers.json"),
        "ASK": _ASK,
        "LOCK": _LOCK,
    }
    session = ["dbus-run-session", "--", "timeout", "90", "bash", "-c", _SESSION]
    done = subprocess.run(session, env=environment, capture_output=True, text=True, timeout=120, check=False)
    told = [line for line in done.stdout.splitlines() if line.split()[0] in ("enrol", "submit", "locked", "unlocked")]
    assert told == ["enrol 0", "submit 0", "locked 1", "unlocked 0"], done.stderr
    assert "Unlock the keyring" in done.stderr
    lane = Lane(kiosk_home, hub_home, LyingProxy(process.url))
    assert {(row["state"], row["tries"]) for row in lane.rows()} <= {("received", 0), ("complete", 0)}
    assert_no_canary(kiosk_home, [NAME, MOBILE])

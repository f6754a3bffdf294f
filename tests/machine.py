"""What the tests use of this machine: a screen, a bus and a sound server of their own, and what is missing, in words.

Every server started here listens on a socket of its own, is a child of the test run, and ends with it: by its process
id on the way out, and by the kernel (setpriv --pdeathsig) should the test run be killed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SCREEN = "1080x1920x24"
SINK = "kiosk_tests"
PYATSPI_PYTHON = "/usr/bin/python3"  # Debian's pyatspi belongs to Debian's Python; a test starts it as a program
_A11Y_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")


class Servers:
    """The private servers of one test run. `environment` says how to find them; `folder` goes at the end."""

    def __init__(self) -> None:
        self.environment: dict[str, str] = {}
        self._children: list[subprocess.Popen[bytes]] = []
        self.folder = Path(tempfile.mkdtemp(prefix="civic-kiosk-tests-"))

    def start(self) -> None:
        """Start what this machine has, the screen first (the others look at it); `missing` tells what it lacks."""
        self._start_screen()
        self._start_bus()
        self._start_sound()

    def stop(self) -> None:
        """End every child, the last first, and remove their folder."""
        for child in reversed(self._children):
            child.terminate()
            try:
                child.wait(timeout=5)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _start_screen(self) -> None:
        if os.environ.get("DISPLAY") or not shutil.which("Xvfb"):
            return
        command = ["Xvfb", "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset"]
        if number := self._child(command, announce="-displayfd"):
            self.environment["DISPLAY"] = f":{number}"

    def _start_bus(self) -> None:
        if os.environ.get("DBUS_SESSION_BUS_ADDRESS") or not shutil.which("dbus-daemon"):
            return
        command = ["dbus-daemon", "--session", "--nofork", "--nopidfile"]
        if address := self._child(command, announce="--print-address"):
            self.environment["DBUS_SESSION_BUS_ADDRESS"] = address
            launcher = next((path for path in _A11Y_LAUNCHERS if Path(path).exists()), None)
            if launcher and (self.environment.get("DISPLAY") or os.environ.get("DISPLAY")):
                self._child([launcher, "--launch-immediately"])
                self.environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"

    def _start_sound(self) -> None:
        if os.environ.get("PULSE_SERVER") or not shutil.which("pulseaudio"):
            return
        address = self.folder / "sound"
        command = [
            "pulseaudio",
            "--daemonize=no",
            "-n",
            "--exit-idle-time=-1",
            "--use-pid-file=no",
            "--disable-shm=yes",
        ]
        # The sink is loaded first: once the socket is there, all is there.
        command += [f"--load=module-null-sink sink_name={SINK} rate=44100"]
        command += [f"--load=module-native-protocol-unix socket={address} auth-anonymous=1"]
        self._child(command)
        self.environment["PULSE_SERVER"] = f"unix:{address}"
        _wait_for(address)

    def _child(self, command: list[str], announce: str | None = None) -> str:
        """Start a server; with `announce`, the option by which it writes a line to a descriptor, return that line."""
        guard = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
        reading, writing = os.pipe()
        if announce == "-displayfd":
            command = [*command, announce, str(writing)]
        elif announce:
            command = [*command, f"{announce}={writing}"]
        environment = os.environ | self.environment | {"HOME": str(self.folder), "XDG_RUNTIME_DIR": str(self.folder)}
        child = subprocess.Popen(
            [*guard, *command],
            pass_fds=[writing],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        self._children.append(child)
        with os.fdopen(reading, "rb") as pipe:
            return pipe.readline().decode().strip() if announce else ""


def _wait_for(path: Path) -> None:
    """Wait until a server has opened its socket, five seconds at most; `missing` tells when it never did."""
    for _ in range(100):
        if path.is_socket():
            return
        time.sleep(0.05)


def missing(thing: str) -> str | None:
    """Say in words why `thing` cannot be used here, or None when it can. Raises LookupError for a thing unknown."""
    if thing.startswith("python3."):
        return None if shutil.which(thing) else f"no {thing} on this machine"
    try:
        return _PROBES[thing]()
    except KeyError:
        known = ", ".join(sorted(_PROBES))
        raise LookupError(f"tests know no need called {thing!r}; they know {known} and python3.N") from None


def may_be_missing(thing: str) -> bool:
    """Say whether a test may skip for want of `thing` even where skips count as failures.

    No Debian 12 has another Python, and few containers may mount.
    """
    return thing.startswith("python3.") or thing == "small-disk"


def _program(name: str, package: str) -> Callable[[], str | None]:
    return lambda: None if shutil.which(name) else f"{name} is not installed (Debian package {package})"


def _screen() -> str | None:
    if os.environ.get("DISPLAY"):
        return None
    return "no screen: Xvfb is not installed (Debian package xvfb), or did not start"


def _at_spi() -> str | None:
    if reason := _screen():
        return reason
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return "no session bus: dbus-daemon is not installed (Debian package dbus)"
    if not any(Path(path).exists() for path in _A11Y_LAUNCHERS):
        return "no accessibility bus (Debian package at-spi2-core)"
    installed = any(Path("/usr/lib/python3/dist-packages").glob("pyatspi/__init__.py"))
    return None if installed else "no pyatspi (Debian package python3-pyatspi)"


def _sound() -> str | None:
    if not os.environ.get("PULSE_SERVER"):
        return "no sound server: pulseaudio is not installed (Debian package pulseaudio)"
    if not shutil.which("pactl"):
        return "pactl is not installed (Debian package pulseaudio-utils)"
    answer = subprocess.run(["pactl", "list", "short", "sinks"], capture_output=True, check=False)
    return None if answer.returncode == 0 and answer.stdout.strip() else "the sound server has no sink"


def _small_disk() -> str | None:
    mount = ["unshare", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "-o", "size=1m", "none", "/mnt"]
    works = shutil.which("unshare") and subprocess.run(mount, capture_output=True, check=False).returncode == 0
    return None if works else "this container or machine lets no program mount a small disk of its own"


def _c_compiler() -> str | None:
    if not shutil.which("cc"):
        return "no C compiler (Debian package gcc)"
    tried = subprocess.run(
        ["cc", "-xc", "-fsyntax-only", "-"], input="#include <stdlib.h>\n", text=True, capture_output=True, check=False
    )
    return None if tried.returncode == 0 else "the C compiler finds no headers (Debian package libc6-dev)"


_PROBES: dict[str, Callable[[], str | None]] = {
    "xvfb": _screen,
    "at-spi": _at_spi,
    "sound": _sound,
    "voice": _program("espeak-ng", "espeak-ng"),
    "zbar": _program("zbarimg", "zbar-tools"),
    "keyring": _program("gnome-keyring-daemon", "gnome-keyring"),
    "git": _program("git", "git"),
    "small-disk": _small_disk,
    "shellcheck": _program("shellcheck", "shellcheck"),
    "c-compiler": _c_compiler,
}

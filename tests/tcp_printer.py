"""A receipt printer on a real socket of this machine, as well or as ill as a test wants it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from printer.status import END_OF_JOB

WELL = b"\x12\x12\x12\x12"
NO_PAPER = b"\x1a\x32\x12\x72"


class TcpPrinter:
    """A printer on a real socket that answers every question with the same four bytes, and keeps what it was sent."""

    def __init__(self, answers: bytes, *, finishes: bool = True) -> None:
        self.answers = answers
        self.finishes = finishes
        self.received = b""
        self._server = socket.create_server(("127.0.0.1", 0))
        self._server.settimeout(0.1)
        self.port = int(self._server.getsockname()[1])
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._end.set()
        self._thread.join(5)
        self._server.close()

    def _serve(self) -> None:
        while not self._end.is_set():
            try:
                line, _ = self._server.accept()
            except TimeoutError:
                continue
            with line:
                line.settimeout(0.1)
                self._talk(line)

    def _talk(self, line: socket.socket) -> None:
        while not self._end.is_set():
            try:
                asked = line.recv(65536)
            except TimeoutError:
                continue
            except OSError:
                return
            if not asked:
                return
            if len(asked) == 3 and asked[:2] == b"\x10\x04":
                line.sendall(self.answers[asked[2] - 1 : asked[2]])
            else:
                self.received += asked
                if asked.endswith(END_OF_JOB) and self.finishes:
                    line.sendall(b"\x00")


@contextmanager
def tcp_printer(answers: bytes, *, finishes: bool = True) -> Iterator[TcpPrinter]:
    printer = TcpPrinter(answers, finishes=finishes)
    try:
        yield printer
    finally:
        printer.close()


def network_printer(port: int) -> str:
    """Return the lines of kiosk.toml that name it."""
    return f'\n[printer]\nkind = "network"\nhost = "127.0.0.1"\nport = {port}\n'

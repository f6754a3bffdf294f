"""Ways to carry bytes to a printer and back: TCP, serial, USB. Each with deadlines of seconds."""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from typing import Any, Protocol

from kiosk.printer_settings import PrinterSettings

CONNECT_S = 3.0
WRITE_S = 20.0  # a printer with a full buffer makes the writer wait while it prints
_USB_POLL_MS = 200


class Channel(Protocol):
    """An open line to a printer. Any method may raise OSError."""

    def write(self, data: bytes) -> None:
        """Send it all."""

    def read(self, seconds: float) -> bytes:
        """Return what came within the time, as soon as something came; empty when nothing did."""

    def close(self) -> None:
        """Let go of the device. Never raises."""


class TcpChannel:
    """A network printer (port 9100 as a rule)."""

    def __init__(self, host: str, port: int) -> None:
        self._socket = socket.create_connection((host, port), timeout=CONNECT_S)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def write(self, data: bytes) -> None:
        """Send it all."""
        self._socket.settimeout(WRITE_S)
        self._socket.sendall(data)

    def read(self, seconds: float) -> bytes:
        """Return what came within the time; raises OSError when the printer hung up."""
        self._socket.settimeout(max(seconds, 0.001))
        try:
            answer = self._socket.recv(64)
        except TimeoutError:
            return b""
        if not answer:
            raise ConnectionResetError("the printer closed the connection")
        return answer

    def close(self) -> None:
        """Close in order, so that what was sent is not thrown away by a reset."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


class SerialChannel:
    """A printer at a serial port."""

    def __init__(self, path: str, baud: int) -> None:
        import serial

        self._port = serial.Serial(path, baud, timeout=0, write_timeout=WRITE_S * 3)

    def write(self, data: bytes) -> None:
        """Send it all, and wait until it has left the computer."""
        self._port.write(data)
        self._port.flush()

    def read(self, seconds: float) -> bytes:
        """Return what came within the time."""
        self._port.timeout = seconds
        first = bytes(self._port.read(1))
        return first + bytes(self._port.read(self._port.in_waiting)) if first else b""

    def close(self) -> None:
        """Let go of the port."""
        with suppress(OSError):
            self._port.close()


class UsbChannel:
    """A printer at USB, driven through libusb by python-escpos."""

    def __init__(self, vendor: int, product: int) -> None:
        from printer.escpos_library import usb

        self._printer: Any = usb(vendor, product, int(WRITE_S * 1000))
        self._printer.open()

    def write(self, data: bytes) -> None:
        """Send it all."""
        self._printer._raw(data)

    def read(self, seconds: float) -> bytes:
        """Return what came within the time."""
        import usb.core

        deadline = time.monotonic() + seconds
        while True:
            with suppress(usb.core.USBTimeoutError):
                answer = bytes(self._printer.device.read(self._printer.in_ep, 64, _USB_POLL_MS))
                if answer:
                    return answer
            if time.monotonic() >= deadline:
                return b""

    def close(self) -> None:
        """Let go of the device."""
        with suppress(OSError):
            self._printer.close()


def open_channel(settings: PrinterSettings) -> Channel:
    """Open the line that the settings name. Raises OSError when the device cannot be reached."""
    if settings.kind == "network":
        return TcpChannel(settings.host, settings.port)
    if settings.kind == "serial":
        return SerialChannel(settings.path, settings.baud)
    if settings.kind == "usb":
        return _usb(settings)
    raise ValueError(f"no line to a printer of kind {settings.kind}")


def _usb(settings: PrinterSettings) -> UsbChannel:
    from escpos.exceptions import Error as EscposError

    try:
        import usb.core
    except ImportError as error:
        raise OSError("pyusb is not installed") from error
    try:
        return UsbChannel(settings.vendor, settings.product)
    except (EscposError, usb.core.NoBackendError, RuntimeError) as error:
        raise OSError(f"no USB printer {settings.vendor:04x}:{settings.product:04x}: {error}") from error

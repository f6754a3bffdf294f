"""Which printer the settings mean, and what it is while nobody answers there."""

from __future__ import annotations

import socket

import pytest

from kiosk.errors import PrinterError
from kiosk.printer_settings import PrinterSettings
from kiosk.protocols import PrinterState
from kiosk.receipt import Line, Receipt
from printer.channels import open_channel
from printer.devices import printer_for

RECEIPT = Receipt([Line("Hello")])


def test_nobody_at_the_address_is_offline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    printer = printer_for(PrinterSettings(kind="network", host="127.0.0.1", port=port))
    assert printer.state() is PrinterState.OFFLINE
    with pytest.raises(PrinterError, match="not reached") as caught:
        printer.print(RECEIPT)
    assert caught.value.reason == PrinterState.OFFLINE


@pytest.mark.parametrize(
    "settings",
    [
        PrinterSettings(kind="serial", path="/dev/no-such-port"),
        PrinterSettings(kind="usb", vendor=0x04B8, product=0xFFFE),
    ],
)
def test_a_device_that_is_not_there_is_offline(settings: PrinterSettings) -> None:
    assert printer_for(settings).state() is PrinterState.OFFLINE


def test_a_kind_without_a_line_is_refused() -> None:
    with pytest.raises(ValueError, match="none"):
        open_channel(PrinterSettings())


def test_no_printer_says_so() -> None:
    printer = printer_for(PrinterSettings())
    assert printer.state() is PrinterState.NONE
    with pytest.raises(PrinterError) as caught:
        printer.print(RECEIPT)
    assert caught.value.reason == PrinterState.NONE

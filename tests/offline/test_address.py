from __future__ import annotations

import pytest

from offline.address import AddressError, checked, is_loopback


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://hub.example.gov.uk", "https://hub.example.gov.uk"),
        (" https://hub.example.gov.uk:8443/kiosks/ ", "https://hub.example.gov.uk:8443/kiosks"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_an_address_that_can_be_used(url: str, kept: str) -> None:
    assert checked(url) == kept


@pytest.mark.parametrize(
    "url",
    [
        "http://hub.example.gov.uk",
        "http://192.168.1.5:8000",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "ftp://hub.example.gov.uk",
        "hub.example.gov.uk",
        "",
        "https://",
        "https://name:word@hub.example.gov.uk",
        "https://hub.example.gov.uk?x=1",
        "https://hub.example.gov.uk#top",
        "https://hub.example.gov.uk:port",
        "https://[::1",
    ],
)
def test_an_address_that_is_refused(url: str) -> None:
    with pytest.raises(AddressError):
        checked(url)


@pytest.mark.parametrize(("host", "is_here"), [("127.9.9.9", True), ("LOCALHOST", True), ("0.0.0.0", False)])
def test_what_this_machine_is(host: str, is_here: bool) -> None:
    assert is_loopback(host) == is_here

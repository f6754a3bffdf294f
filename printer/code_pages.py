"""Which texts a printer's code pages hold exactly. Everything else is drawn, so that no `?` is ever printed."""

from __future__ import annotations

from typing import Any


class CodePages:
    """The code pages of one python-escpos device, asked by a round trip: the byte must read back as the character."""

    def __init__(self, device: Any) -> None:
        self._encoder = device.magic.encoder
        self._known: dict[str, bool] = {}

    def hold(self, text: str) -> bool:
        """Say whether every character of a tidy text comes out as itself."""
        return all(self._holds(mark) for mark in text)

    def _holds(self, mark: str) -> bool:
        if mark not in self._known:
            self._known[mark] = self._survives(mark)
        return self._known[mark]

    def _survives(self, mark: str) -> bool:
        if ord(mark) < 128:
            return mark.isprintable()
        if "\u4e00" <= mark <= "\u9fa5":
            return False  # the library would send these as GB18030 whatever the printer is
        page = self._encoder.find_suitable_encoding(mark)
        if page is None:
            return False
        code = self._encoder.encode(mark, page)
        return len(code) == 1 and code[0] >= 128 and self._read_back(code[0], page) == mark

    def _read_back(self, code: int, page: str) -> str:
        from escpos.codepages import CodePages as Pages

        table = Pages.get_encoding(page)
        if "data" in table:
            return str("".join(table["data"])[code - 128])
        return bytes([code]).decode(table["python_encode"], errors="replace")

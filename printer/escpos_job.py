"""One receipt as ESC/POS bytes, made by python-escpos in memory and sent by `printer.devices` in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.printer_settings import PrinterSettings
from kiosk.receipt import Line, Receipt
from printer import raster
from printer.code_pages import CodePages
from printer.escpos_library import blank_job
from printer.layout import Row, paragraphs, rows_of

if TYPE_CHECKING:
    from PIL.Image import Image

_RASTER = b"\x1dv0\x00"  # GS v 0, normal density
_RULE = "─"
_EC_MEDIUM = 1  # error correction M as python-escpos counts it: a crease or a coffee stain is survived


def build(receipt: Receipt, settings: PrinterSettings) -> bytes:
    """Return the whole job, from reset to cut. Raises ConfigError when the profile is unknown.

    A line that the trusted code pages hold exactly goes as text; any other as a picture, so no character is replaced.
    """
    job = blank_job(settings.profile)
    pages = CodePages(job)
    job.hw("INIT")
    for line in receipt.lines:
        _add(job, line, settings.columns, pages)
    job.set(align="left")
    job.cut(mode="PART")  # but for one point, so that the receipt hangs and does not fall; whole if that is all it can
    return bytes(job.output)


def _add(job: Any, line: Line, columns: int, pages: CodePages) -> None:
    if line.style == "qr":
        _qr(job, line.text, columns)
    elif line.style == "space":
        job.text("\n")
    elif line.style == "rule":
        _text(job, Row((_RULE if pages.hold(_RULE) else "-") * columns, "rule", rows_of(line, columns)[0].look))
    else:
        rows = rows_of(line, columns)
        if all(pages.hold(part) for part in paragraphs(line.text)) and all(pages.hold(row.text) for row in rows):
            for row in rows:
                _text(job, row)
        else:
            _picture(job, raster.draw_text(line, columns))


def _text(job: Any, row: Row) -> None:
    look = row.look
    job.set(
        align="center" if look.centred else "left",
        font="a",
        bold=look.bold,
        custom_size=True,
        width=look.width,
        height=look.height,
    )
    job.text(f"{row.text}\n")


def _qr(job: Any, text: str, columns: int) -> None:
    if not job.profile.supports("qrCode"):
        _picture(job, raster.draw_qr(text, columns))
        return
    # python-escpos refuses center=True here; the alignment that is set counts for squares as well.
    job.set(align="center", font="a", custom_size=True, width=1, height=1)
    job.text("\n")  # the quiet zone, which printers leave out above and below
    job.qr(text, ec=_EC_MEDIUM, size=raster.qr_dots(_modules(text), columns), native=True)
    job.text("\n")
    job.set(align="left")


def _modules(text: str) -> int:
    """Return how many modules wide the printer's square will be, error correction M."""
    import qrcode

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text.encode())
    code.make(fit=True)
    return code.modules_count


def _picture(job: Any, picture: Image) -> None:
    # Written here and not by job.image(), which prints to standard output when a profile states no paper width.
    from escpos.image import EscposImage

    dots = EscposImage(picture)
    size = dots.width_bytes.to_bytes(2, "little") + dots.height.to_bytes(2, "little")
    job.set(align="left")
    job._raw(_RASTER + size + dots.to_raster_format())

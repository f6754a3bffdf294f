"""Queues on a memory stick: written as a kiosk writes them, and taken in as the hub does."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import msgspec
from sending_kiosk import SendingKiosk
from sqlalchemy import select

from hub.carried_receipts import ReceiptWriter
from hub.hand_carry import Importing, TakenIn
from hub.parts import Parts
from hub.receiving import Receiving
from hub.review import Review
from hub.tables import submission
from offline import wire
from offline.wire import hand_carry as stick


def place(usb: Path, kiosk: SendingKiosk) -> Path:
    folder = usb / (stick.FOLDER + kiosk.prefix)
    folder.mkdir(exist_ok=True)
    return folder


def carry(usb: Path, kiosk: SendingKiosk, *envelopes: bytes, listed: bool = True) -> list[Path]:
    """Write envelopes as a kiosk does, and its list over all that is there."""
    files = []
    for envelope in envelopes:
        data = msgspec.json.encode(kiosk.item(envelope))
        files.append(place(usb, kiosk) / stick.file_name(data, stick.SUBMISSION))
        files[-1].write_bytes(data)
    if listed:
        write_list(usb, kiosk)
    return files


def write_list(usb: Path, kiosk: SendingKiosk) -> None:
    present = sorted(place(usb, kiosk).glob("*.sub")) + sorted(place(usb, kiosk).glob("*.chk"))
    named = [stick.Carried(path.name, wire.digest(path.read_bytes())) for path in present]
    manifest = stick.Manifest(kiosk.name, kiosk.header().sent_at, named)
    (place(usb, kiosk) / stick.MANIFEST).write_bytes(stick.sign_manifest(manifest, kiosk.device))


def review(parts: Parts) -> Review:
    receiving = Receiving(parts.database, parts.ring, parts.now, lambda: None)
    return Review(parts.database, parts.kiosks, receiving, parts.now)


def take(parts: Parts, usb: Path, accepted: Collection[str] = ()) -> TakenIn:
    receiving = Receiving(parts.database, parts.ring, parts.now, lambda: None)
    importing = Importing(parts.kiosks, parts.ring, receiving, review(parts))
    return importing.take(usb, accepted, "ann")


def receipts(parts: Parts, usb: Path, kiosk: SendingKiosk, done: TakenIn) -> list[stick.Receipts]:
    writer = ReceiptWriter(parts.database, parts.ring, parts.now)
    for (name, folder), results in done.results.items():
        writer.write(folder, name, results)
    return [
        wire.open_reply(path.read_bytes(), stick.Receipts, kiosk.keys.receipt)
        for path in sorted(place(usb, kiosk).glob("*.rec"))
    ]


def stored(parts: Parts) -> list[str]:
    with parts.database.reading() as connection:
        return sorted(connection.scalars(select(submission.c.id)))

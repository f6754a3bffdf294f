"""Send → durable: what a resident waits for after touching Send, beside the same rows through bare sqlite3.

The floor seals with PyNaCl, hashes, and writes the same bytes into the same tables (their definitions are copied from
the product's own file) with the same pragmas, in one transaction.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import sqlite3
import statistics
import tempfile
import uuid
from datetime import UTC, datetime
from pathlib import Path

from figure import Figure, in_turn, percentile
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt
from nacl.public import PrivateKey, SealedBox
from nacl.signing import SigningKey

from kiosk.attachments import CHUNK
from kiosk.receipt import Line, Receipt, encode
from kiosk.submission import Header, Prepared
from offline.identity import Identity
from offline.store import Store
from offline.wire import PublicKeys, key_id
from offline.wire.attachments import seal_file

PAYLOAD = secrets.token_hex(2048).encode()  # 4 KB, a long journey with free text
RECEIPT = encode(Receipt([Line("A line of a receipt, as wide as the paper is", "normal") for _ in range(30)]))
PRAGMAS = ("journal_mode=truncate", "synchronous=3", "secure_delete=1", "foreign_keys=1", "temp_store=2")


class Product:
    """A kiosk's store, enrolled."""

    def __init__(self, home: Path, sealing: PrivateKey) -> None:
        self.store = Store.open(home, program="bench")
        public, receipt = bytes(sealing.public_key), bytes(SigningKey.generate().verify_key)
        keys = PublicKeys(key_id(public), public, key_id(receipt), receipt, key_id(public), public)
        self.store.enrol(Identity("bench", "BN", "http://127.0.0.1", "http://127.0.0.1", keys), epoch="1")

    def send(self, file: bytes = b"") -> None:
        """Store one submission, as Send does: a code, then seal and keep; with a `file` where one is given."""
        files = (seal_file("photo.jpg", file),) if file else ()
        code, now = self.store.new_code(), datetime.now(UTC)
        header = Header(
            *(str(uuid.uuid4()), code, "bench", "missed-bin", 1, "self", "en", now),
            clock_trusted=True,
            attachments=[sealed.sealed for sealed in files],
        )
        self.store.put(Prepared(header, PAYLOAD, RECEIPT, files))


class Bare:
    """sqlite3, libsodium and hashlib, doing the same work."""

    def __init__(self, file: Path, like: Path, sealing: PrivateKey) -> None:
        self.box = SealedBox(sealing.public_key)
        self.key_id = hashlib.sha256(bytes(sealing.public_key)).hexdigest()[:16]
        self.connection = sqlite3.connect(file, isolation_level=None)
        for pragma in PRAGMAS:
            self.connection.execute(f"PRAGMA {pragma}")
        with sqlite3.connect(like) as template:
            statements = template.execute(
                "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
            )
            for (statement,) in statements.fetchall():
                self.connection.execute(statement)
        template.close()

    def send(self, file: bytes = b"") -> None:
        """Write the rows of one submission; a `file` is sealed and hashed in chunks, as large as the product's."""
        attachment, key = str(uuid.uuid4()), secrets.token_bytes(32)
        pieces = [file[start : start + CHUNK] for start in range(0, len(file), CHUNK)]
        chunks = [
            crypto_aead_xchacha20poly1305_ietf_encrypt(piece, attachment.encode(), place.to_bytes(24, "big"), key)
            for place, piece in enumerate(pieces)
        ]
        digests = [hashlib.sha256(file).hexdigest(), *(hashlib.sha256(chunk).hexdigest() for chunk in chunks)]
        number, code, now = str(uuid.uuid4()), f"BN-{secrets.token_hex(4)}", datetime.now(UTC).isoformat()
        header = {"id": number, "tracking_code": code, "kiosk": "bench", "journey": "missed-bin", "journey_version": 1}
        header |= {"channel": "self", "language": "en", "sent_at": now, "clock_trusted": True}
        sealed = base64.b64encode(self.box.encrypt(PAYLOAD)).decode()
        envelope = json.dumps(
            {"header": header, "files": digests if file else [], "key_id": self.key_id, "sealed": sealed}
        ).encode()
        digest = hashlib.sha256(envelope).hexdigest()
        run = self.connection.execute
        run("BEGIN IMMEDIATE")
        run("INSERT INTO codes VALUES (?, ?)", (code, now))
        run(
            "INSERT INTO submissions (id, tracking_code, kiosk, journey, journey_version, channel, language, sent_at,"
            " clock_trusted, digest, size, attachments, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued')",
            (*header.values(), digest, len(envelope), bool(file)),
        )
        run("INSERT INTO envelopes (id, envelope) VALUES (?, ?)", (number, envelope))
        self.connection.executemany(
            "INSERT INTO chunks (id, attachment, number, chunk) VALUES (?, ?, ?, ?)",
            ((number, attachment, place, chunk) for place, chunk in enumerate(chunks)),
        )
        run(
            "INSERT INTO print_jobs (id, receipt, state, changed_at) VALUES (?, ?, 'pending', ?)",
            (number, RECEIPT, now),
        )
        run("INSERT INTO events (at, kind, id) VALUES (?, 'stored', ?)", (now, number))
        run("COMMIT")


def measure(folder: Path, *, thorough: bool) -> list[Figure]:
    """Return p50 and p99 in milliseconds: the median over rounds of sends in turn with the floor's."""
    rounds, sends = (15, 400) if thorough else (5, 200)
    halves: dict[int, list[tuple[float, float]]] = {50: [], 99: []}
    with tempfile.TemporaryDirectory(dir=folder) as name:
        home, sealing = Path(name) / "kiosk", PrivateKey.generate()
        product = Product(home, sealing)
        bare = Bare(Path(name) / "bare.db", home / "queue.db", sealing)
        in_turn(product.send, bare.send, times=20)
        for _ in range(rounds):
            ours, floors = in_turn(product.send, bare.send, times=sends)
            for percent, found in halves.items():
                found.append((percentile(ours, percent), percentile(floors, percent)))
        product.store.close()
        bare.connection.close()
    return [figure(percent, found) for percent, found in halves.items()]


def figure(percent: int, found: list[tuple[float, float]]) -> Figure:
    """Return the median of the rounds, in milliseconds."""
    ours, floors = zip(*found, strict=True)
    return Figure(
        f"send-to-durable-p{percent}", statistics.median(ours) * 1000, "ms", statistics.median(floors) * 1000, most=1.5
    )

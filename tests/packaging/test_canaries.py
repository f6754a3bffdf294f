"""The search for canaries finds each disguise; otherwise every test that asks it would pass for nothing."""

from __future__ import annotations

import base64
import bz2
import codecs
import gzip
import io
import json
import lzma
import os
import quopri
import random
import sqlite3
import tarfile
import zipfile
import zlib
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from canaries import assert_no_canary, find_canaries
from nacl.public import PrivateKey, SealedBox

CANARY = "Siân O'Canary, 4711 Tŷ Gwyn Lane"
UTF8 = CANARY.encode()
AROUND = json.dumps({"name": CANARY, "more": 1}, ensure_ascii=False).encode()


def zipped(name: str = "inside.json") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, AROUND * 3)
    return file.getvalue()


def tarred() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as packed:
        entry = tarfile.TarInfo("answers")
        entry.size = len(AROUND)
        packed.addfile(entry, io.BytesIO(AROUND))
    return file.getvalue()


DISGUISES: dict[str, bytes] = {
    "utf-8": UTF8,
    "in json": AROUND,
    "escaped json": json.dumps({"name": CANARY}).encode(),
    "json in json": json.dumps(json.dumps({"name": CANARY})).encode(),
    "repr": repr(UTF8).encode(),
    "ascii": ascii(CANARY).encode(),
    "capitals": CANARY.upper().encode(),
    "small": CANARY.lower().encode(),
    "decomposed": CANARY.replace("â", "a\u0302").encode(),
    "without accents": b"Sian O'Canary, 4711 Ty Gwyn Lane",
    "no spaces": CANARY.replace(" ", "").encode(),
    "underscores": CANARY.replace(" ", "_").encode(),
    "utf-16": CANARY.encode("utf-16"),
    "utf-16-be": CANARY.encode("utf-16-be"),
    "utf-32": CANARY.encode("utf-32"),
    "latin-1 half": b"\xff" + "Siân O'Canary, 4711".encode("latin-1"),
    "utf-7": CANARY.encode("utf-7"),
    "url": quote(CANARY).encode(),
    "url form": quote_plus(CANARY).encode(),
    "url twice": quote(quote(CANARY)).encode(),
    "url all": "".join(f"%{byte:02X}" for byte in UTF8).encode(),
    "xml entities": CANARY.encode("ascii", "xmlcharrefreplace"),
    "html entities": "".join(f"&#{ord(sign)};" for sign in CANARY).encode(),
    "html hex entities": "".join(f"&#x{ord(sign):X};" for sign in CANARY).encode(),
    "quoted-printable": quopri.encodestring(b"a line long enough to be broken over two or three, " + UTF8),
    "hex": UTF8.hex().encode(),
    "hex capitals": UTF8.hex().upper().encode(),
    "hex with spaces": UTF8.hex(" ").encode(),
    "hex with colons": UTF8.hex(":").encode(),
    "hex escapes": "".join(f"\\x{byte:02x}" for byte in UTF8).encode(),
    "hexdump": " ".join(UTF8[at : at + 2].hex() for at in range(0, len(UTF8) - 1, 2)).encode(),
    "utf-16 hex": CANARY.encode("utf-16-le").hex().encode(),
    "list of numbers": str(list(UTF8)).encode(),
    "octal": "".join(f"\\{byte:03o}" for byte in UTF8).encode(),
    "bits": "".join(f"{byte:08b}" for byte in UTF8).encode(),
    "reversed": UTF8[::-1],
    "reversed letters": CANARY[::-1].encode(),
    "rot13": codecs.encode(CANARY, "rot13").encode(),
    "sql": CANARY.replace("'", "''").encode(),
    "xor": bytes(byte ^ 0x5A for byte in b"before " + UTF8 + b" after"),
    "utf-16 xor": bytes(byte ^ 0x5A for byte in CANARY.encode("utf-16-le")),
    "gzip": gzip.compress(AROUND),
    "gzip after something": b"header" + gzip.compress(AROUND) + b"trailer",
    "zlib": b"\0\0" + zlib.compress(AROUND),
    "zlib, fast": zlib.compress(AROUND, 1),
    "zlib, cut short": zlib.compress(AROUND + random.Random(1).randbytes(4000))[:2000],
    "zip": zipped(),
    "zip cut short": zipped()[:-40],
    "tar.gz": tarred(),
    "bzip2": b"x" + bz2.compress(AROUND),
    "xz": b"x" + lzma.compress(AROUND),
    "lzma": lzma.compress(AROUND, format=lzma.FORMAT_ALONE),
    "base64 of gzip": base64.b64encode(gzip.compress(AROUND)),
    "base64 of base64": base64.b64encode(base64.b64encode(AROUND)),
    "hex of zlib": zlib.compress(AROUND).hex().encode(),
    "gzip of base64 of utf-16": gzip.compress(base64.b64encode(b"1" + CANARY.encode("utf-16-le"))),
    "the first half before a page ends": b"\0" * 10 + UTF8[:22],
    "the second half": UTF8[-20:] + b"\0",
}
for lead in range(5):
    before = b"~" * lead + UTF8 + b"~"
    DISGUISES |= {
        f"base64, {lead} before": base64.b64encode(before),
        f"base64 url, {lead} before": base64.urlsafe_b64encode(before),
        f"base64 lines, {lead} before": base64.encodebytes(b"a" * 40 + before + b"z" * 60),
        f"base64 utf-16, {lead} before": base64.b64encode(b"~" * lead + CANARY.encode("utf-16-le")),
        f"base32, {lead} before": base64.b32encode(before),
        f"base85, {lead} before": base64.b85encode(before),
        f"ascii85, {lead} before": base64.a85encode(before),
        f"uuencode, {lead} before": codecs.encode(before, "uu"),
    }


@pytest.mark.parametrize("how", DISGUISES)
def test_every_disguise_is_seen_through(how: str, tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    noise = random.Random(how)
    (tmp_path / "below" / "file").write_bytes(noise.randbytes(333) + DISGUISES[how] + noise.randbytes(100))
    with pytest.raises(AssertionError, match=r"below/file: answer 2 as ") as failure:
        assert_no_canary(tmp_path, ["something quite different", CANARY])
    assert "Canary" not in str(failure.value).split("\nassert")[0]


def test_names_links_and_attributes_are_searched(tmp_path: Path) -> None:
    (tmp_path / "Siân O'Canary, 4711 Tŷ Gwyn Lane.txt").touch()
    (tmp_path / "link").symlink_to(quote_plus(CANARY))
    found = find_canaries(tmp_path, [CANARY])
    assert {line.partition(":")[0].partition(" of ")[0] for line in found} == {"the name", "the target"}


def test_an_answer_across_two_blocks_of_a_big_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"\xa5" * (65536 * 50 - 7) + UTF8 + b"\xa5" * 65536)
    assert find_canaries(tmp_path, [CANARY])


def test_a_deleted_row_of_a_careless_database_is_found(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "queue.db") as connection:
        connection.execute("PRAGMA secure_delete = 0")
        connection.execute("CREATE TABLE t (answer)")
        connection.execute("INSERT INTO t VALUES (?)", (CANARY,))
        connection.commit()
        connection.execute("DELETE FROM t")
    connection.close()
    assert find_canaries(tmp_path, [CANARY])


def test_what_is_sealed_or_random_or_another_answer_is_not_taken_for_one(tmp_path: Path) -> None:
    key = PrivateKey.generate()
    (tmp_path / "sealed").write_bytes(SealedBox(key.public_key).encrypt(AROUND))
    (tmp_path / "sealed64").write_bytes(base64.b64encode(SealedBox(key.public_key).encrypt(AROUND)))
    (tmp_path / "random").write_bytes(os.urandom(200_000))
    (tmp_path / "near").write_text("Siân O'Cannery, 4712 Ty Gwin Lain")
    assert_no_canary(tmp_path, [CANARY, "another canary 0815"])


def test_an_answer_too_short_to_tell_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="6 characters"):
        find_canaries(tmp_path, ["yes"])

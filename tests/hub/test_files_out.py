"""`hub show CODE --attachments DIR`: files from strangers, written where staff said and nowhere else."""

from __future__ import annotations

import stat
from pathlib import Path

import httpx
import pytest
from attached_files import BEGINNINGS, file_of, sealed
from hub_command import hub, value
from sending_kiosk import SendingKiosk

from hub.commands.files_out import write_files
from hub.home import Home
from hub.parts import Parts
from kiosk.attachments import EnclosedFile
from kiosk.errors import UsageError
from offline.wire.attachments import CHUNK_TYPE, seal_file

CODE = "KK-2345-6789-X"


def named(name: str, media_type: str = "image/jpeg") -> EnclosedFile:
    return EnclosedFile("id", name, media_type, 1, "", b"")


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("bench.jpg", f"{CODE}-1-bench.jpg"),
        ("../../../etc/cron.d/job", f"{CODE}-1-job.jpg"),
        ("..\\..\\autorun.inf", f"{CODE}-1-autorun.jpg"),
        ("/etc/passwd", f"{CODE}-1-passwd.jpg"),
        ("photo.jpg.exe", f"{CODE}-1-photo-jpg.jpg"),
        (".bashrc", f"{CODE}-1-bashrc.jpg"),
        ("a\x00b\n\x1b[31m.jpg", f"{CODE}-1-a-b-31m.jpg"),
        ("-rf *.jpg", f"{CODE}-1-rf.jpg"),
        ("Llun ŵy.jpg", f"{CODE}-1-Llun-y.jpg"),
        ("…", f"{CODE}-1.jpg"),
        ("", f"{CODE}-1.jpg"),
        ("x" * 500 + ".jpg", f"{CODE}-1-{'x' * 60}.jpg"),
    ],
)
def test_a_name_never_leads_elsewhere(tmp_path: Path, name: str, written: str) -> None:
    folder = tmp_path / "out"
    assert write_files(folder, CODE, [(named(name), b"data")]) == [folder / written]
    assert [path.name for path in folder.iterdir()] == [written]
    assert (folder / written).read_bytes() == b"data"


def test_nobody_else_can_read_them_and_nothing_is_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    (written,) = write_files(folder, CODE, [(named("bench.jpg"), b"data")])
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    with pytest.raises(UsageError, match="are here already"):
        write_files(folder, CODE, [(named("bench.jpg"), b"other")])
    assert written.read_bytes() == b"data"
    with pytest.raises(UsageError, match="are here already"):
        write_files(written, CODE, [(named("bench.jpg"), b"other")])


def test_a_link_that_waits_in_the_folder_is_not_followed(tmp_path: Path) -> None:
    folder, target = tmp_path / "out", tmp_path / "target"
    folder.mkdir()
    (folder / f"{CODE}-1-bench.jpg").symlink_to(target)
    with pytest.raises(UsageError):
        write_files(folder, CODE, [(named("bench.jpg"), b"data")])
    assert not target.exists()


@pytest.mark.parametrize("kind", BEGINNINGS)
def test_the_ending_is_that_of_the_content(tmp_path: Path, kind: str) -> None:
    (written,) = write_files(tmp_path, CODE, [(named("setup.exe", kind), b"data")])
    assert written.suffix == {"image/jpeg": ".jpg"}.get(kind, f".{kind.partition('/')[2]}")


def test_staff_get_the_files_of_a_submission(
    home: Home, parts: Parts, client: httpx.Client, sending: SendingKiosk, tmp_path: Path
) -> None:
    files = [*sealed(700), seal_file("plan\x1b[2J.pdf", file_of(300, "application/pdf"))]
    header = sending.header(attachments=[file.sealed for file in files])
    sending.put(client, sending.envelope(header, attachments=[file.enclosed for file in files]))
    for file in files:
        address = f"/v1/submissions/{header.id}/attachments/{file.sealed.id}/0"
        client.put(address, content=file.chunks[0], headers={"Content-Type": CHUNK_TYPE, **sending.proof()})
    folder = tmp_path / "out"
    told = value(hub(home.path, "show", header.tracking_code, "--attachments", str(folder), "--json"))["attachments"]
    assert [(one["media_type"], one["size"]) for one in told] == [("image/jpeg", 700), ("application/pdf", 300)]
    assert [Path(one["file"]).read_bytes() for one in told] == [
        file_of(700, seed=0), file_of(300, "application/pdf")
    ]  # fmt: skip
    said = hub(home.path, "show", header.tracking_code).stdout
    assert "plan?[2J.pdf (application/pdf, 300 bytes)" in said
    assert "--attachments DIR" in said
    again = hub(home.path, "show", header.tracking_code, "--attachments", str(folder))
    assert (again.returncode, "already" in again.stderr) == (2, True)


def test_a_submission_without_files_says_so_in_json(
    home: Home, client: httpx.Client, sending: SendingKiosk, tmp_path: Path
) -> None:
    header = sending.header()
    sending.put(client, sending.envelope(header))
    folder = tmp_path / "out"
    told = value(hub(home.path, "show", header.tracking_code, "--attachments", str(folder), "--json"))
    assert told["attachments"] == []
    assert not folder.exists()

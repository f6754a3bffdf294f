"""The socket in KIOSK_HOME: found however deep that lies, for its user alone, and never one that a dead kiosk left."""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path

import pytest

from kiosk.tasks import place


def deep(folder: Path) -> Path:
    """Return a folder whose name alone is longer than the kernel takes for a socket."""
    home = folder / ("a-long-name-" * 6) / ("and-a-longer-one-" * 6)
    home.mkdir(parents=True)
    assert len(os.fsencode(home)) > 108
    return home


@pytest.mark.parametrize("lies", ["here", "deep"])
def test_it_is_found_however_deep_the_home_lies(tmp_path: Path, lies: str) -> None:
    home = deep(tmp_path) if lies == "deep" else tmp_path
    with place.listen(home) as listener, place.connect(home) as ours:
        theirs, _ = listener.accept()
        with theirs:
            ours.sendall(b"here")
            assert theirs.recv(4) == b"here"
    assert (home / place.NAME).is_socket()
    place.leave(home)
    assert not (home / place.NAME).exists()


def test_it_is_its_users_alone_even_under_a_careless_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with place.listen(tmp_path):
            assert (tmp_path / place.NAME).stat().st_mode & 0o777 == 0o600
    finally:
        os.umask(before)


def test_what_a_killed_kiosk_left_is_nobody_and_is_replaced(tmp_path: Path) -> None:
    place.listen(tmp_path).close()
    assert (tmp_path / place.NAME).is_socket()
    with pytest.raises(ConnectionRefusedError):
        place.connect(tmp_path)
    with place.listen(tmp_path), place.connect(tmp_path):
        pass


def test_where_no_kiosk_is_nobody_is_found(tmp_path: Path) -> None:
    for home in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(FileNotFoundError):
            place.connect(home)


def test_where_many_stand_before_the_door_another_waits_its_turn(tmp_path: Path) -> None:
    with place.listen(tmp_path) as listener:
        before = [place.connect(tmp_path) for _ in range(17)]
        came: list[socket.socket] = []
        late = threading.Thread(target=lambda: came.append(place.connect(tmp_path)))
        late.start()
        late.join(0.3)
        assert late.is_alive(), "the kernel takes no more of them"
        for _ in before:
            listener.accept()[0].close()
        late.join(5)
        for connection in (*before, *came):
            connection.close()
    assert len(came) == 1


def test_the_kernel_says_who_is_at_the_other_end(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    with ours, theirs:
        assert place.user_of(ours) == os.geteuid()
        assert place.same_user(ours)
        monkeypatch.setattr(os, "geteuid", lambda: 12_345)
        assert not place.same_user(ours)

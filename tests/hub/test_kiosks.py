from __future__ import annotations

import threading

import pytest
from nacl.signing import SigningKey
from sending_kiosk import SetClock

from hub.kiosks import EnrolmentError, KioskNameError, NotANameError, NotAuthenticatedError, RevokedError
from hub.parts import Parts
from offline.wire import read_enrolment_code

DEVICE = bytes(SigningKey.generate().verify_key)
OTHER = bytes(SigningKey.generate().verify_key)


def secret_of(code: str) -> str:
    return read_enrolment_code(code)[0]


def refused(parts: Parts, secret: str, device: bytes = DEVICE) -> str:
    with pytest.raises(EnrolmentError) as caught:
        parts.kiosks.enrol(secret, device)
    return caught.value.reason


def test_a_code_lets_one_kiosk_in(parts: Parts) -> None:
    kiosk, token = parts.kiosks.enrol(secret_of(parts.kiosks.invite("library")), DEVICE)
    assert (kiosk.name, kiosk.device_key) == ("library", DEVICE)
    assert len(kiosk.prefix) == 2
    assert parts.kiosks.authenticate("library", token) == kiosk


def test_asking_again_after_a_lost_answer_gives_the_same_answer(parts: Parts, clock: SetClock) -> None:
    secret = secret_of(parts.kiosks.invite("library"))
    first = parts.kiosks.enrol(secret, DEVICE)
    clock.pass_by(days=6)
    assert parts.kiosks.enrol(secret, DEVICE) == first
    clock.pass_by(days=1)
    assert refused(parts, secret) == "expired"


def test_another_computer_cannot_use_a_code_again(parts: Parts) -> None:
    secret = secret_of(parts.kiosks.invite("library"))
    parts.kiosks.enrol(secret, DEVICE)
    assert refused(parts, secret, OTHER) == "used"


def test_an_old_unknown_or_replaced_code_is_refused(parts: Parts, clock: SetClock) -> None:
    first = secret_of(parts.kiosks.invite("library"))
    second = secret_of(parts.kiosks.invite("library"))
    assert refused(parts, first) == "unknown"
    assert refused(parts, "00" * 10) == "unknown"
    assert refused(parts, "not hex") == "unknown"
    assert refused(parts, second, b"short") == "device-key"
    clock.pass_by(days=7)
    assert refused(parts, second) == "expired"


def test_two_computers_with_one_code_at_once_give_one_kiosk(parts: Parts) -> None:
    secret = secret_of(parts.kiosks.invite("library"))
    devices = [bytes(SigningKey.generate().verify_key) for _ in range(6)]
    outcomes: list[str] = []

    def join(device: bytes) -> None:
        try:
            parts.kiosks.enrol(secret, device)
            outcomes.append("in")
        except EnrolmentError as error:
            outcomes.append(error.reason)

    threads = [threading.Thread(target=join, args=(device,)) for device in devices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["in", *["used"] * 5]


def test_prefixes_are_never_given_twice_even_after_revoking(parts: Parts) -> None:
    prefixes = set()
    for number in range(30):
        name = f"kiosk {number}"
        kiosk, _ = parts.kiosks.enrol(secret_of(parts.kiosks.invite(name)), DEVICE)
        parts.kiosks.revoke(name)
        prefixes.add(kiosk.prefix)
    assert len(prefixes) == 30


@pytest.mark.parametrize("name", ["", " ", "a ", " a", "-", "a\nb", "ŵ", "a" * 61, "a/b", "a\x00"])
def test_a_name_that_cannot_be_used_is_refused(parts: Parts, name: str) -> None:
    with pytest.raises(KioskNameError, match="letters"):
        parts.kiosks.invite(name)


def test_a_name_is_never_used_twice(parts: Parts) -> None:
    parts.kiosks.enrol(secret_of(parts.kiosks.invite("library")), DEVICE)
    with pytest.raises(KioskNameError, match="never used twice"):
        parts.kiosks.invite("library")
    parts.kiosks.invite("van")
    parts.kiosks.revoke("van")
    with pytest.raises(KioskNameError, match="never used twice"):
        parts.kiosks.invite("van")


def test_a_revoked_kiosk_is_told_so_and_others_learn_nothing(parts: Parts) -> None:
    secret = secret_of(parts.kiosks.invite("library"))
    _, token = parts.kiosks.enrol(secret, DEVICE)
    parts.kiosks.revoke("library")
    parts.kiosks.revoke("library")
    with pytest.raises(RevokedError):
        parts.kiosks.authenticate("library", token)
    with pytest.raises(NotAuthenticatedError):
        parts.kiosks.authenticate("library", "wrong")
    assert refused(parts, secret) == "revoked"
    with pytest.raises(KioskNameError, match="hub kiosks"):
        parts.kiosks.revoke("nowhere")


@pytest.mark.parametrize(("name", "token"), [("library", ""), ("library", "-" * 64), ("nobody", "x"), ("invited", "")])
def test_no_token_fits_by_chance(parts: Parts, name: str, token: str) -> None:
    parts.kiosks.enrol(secret_of(parts.kiosks.invite("library")), DEVICE)
    parts.kiosks.invite("invited")
    with pytest.raises(NotAuthenticatedError):
        parts.kiosks.authenticate(name, token)


def test_the_list_says_how_each_kiosk_stands(parts: Parts, clock: SetClock) -> None:
    parts.kiosks.invite("old")
    clock.pass_by(days=8)
    parts.kiosks.invite("new")
    parts.kiosks.enrol(secret_of(parts.kiosks.invite("library")), DEVICE)
    parts.kiosks.invite("gone")
    parts.kiosks.revoke("gone")
    assert {one.name: one.state for one in parts.kiosks.listed()} == {
        "gone": "revoked",
        "library": "enrolled",
        "new": "invited",
        "old": "expired",
    }


def test_what_is_known_of_a_kiosk_stays_after_it_was_revoked_with_the_time(parts: Parts, clock: SetClock) -> None:
    kiosk, _ = parts.kiosks.enrol(secret_of(parts.kiosks.invite("library")), DEVICE)
    assert parts.kiosks.known("library") == kiosk
    assert parts.kiosks.known("library").revoked_at is None
    clock.pass_by(days=3)
    parts.kiosks.revoke("library")
    since = clock.at
    clock.pass_by(days=3)
    parts.kiosks.revoke("library")
    known = parts.kiosks.known("library")
    assert (known.device_key, known.prefix, known.revoked_at) == (DEVICE, kiosk.prefix, since)
    assert [one.revoked_at for one in parts.kiosks.listed()] == [since]


def test_of_a_kiosk_that_never_joined_nothing_is_known(parts: Parts) -> None:
    parts.kiosks.invite("library")
    for name in ("library", "nobody"):
        with pytest.raises(KioskNameError, match="ever joined"):
            parts.kiosks.known(name)


def test_a_kiosk_gets_the_prefix_that_it_had_and_nobody_elses(parts: Parts) -> None:
    invited = secret_of(parts.kiosks.invite("library", "KT"))
    assert parts.kiosks.enrol(invited, DEVICE)[0].prefix == "KT"
    with pytest.raises(KioskNameError, match="The prefix KT is that of 'library'"):
        parts.kiosks.invite("van", "KT")
    parts.kiosks.invite("van", "KV")
    with pytest.raises(KioskNameError, match="The prefix KV is that of 'van'"):
        parts.kiosks.invite("annexe", "KV")
    assert parts.kiosks.enrol(secret_of(parts.kiosks.invite("van")), bytes(32))[0].prefix == "KV", "kept until it joins"


@pytest.mark.parametrize("prefix", ["K", "KTKT", "2T", "K0", "kt", "K "])
def test_what_no_code_can_begin_with_is_refused(parts: Parts, prefix: str) -> None:
    with pytest.raises(NotANameError, match="like KT"):
        parts.kiosks.invite("library", prefix)

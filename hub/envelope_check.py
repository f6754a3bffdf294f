"""What an envelope must be before the hub takes it."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from hub.kiosks import EnrolledKiosk
from kiosk.apart import told_too_much
from kiosk.errors import AnswerError, KioskError
from kiosk.submission import Header
from kiosk.tracking_code import read
from offline.wire import Envelope, WireError, check_envelope, read_envelope
from offline.wire.attachments import problem_in

_LONGEST_JOURNEY = 100
_LONGEST_LANGUAGE = 20
_LARGEST_VERSION = 2**31 - 1


class RefusedError(KioskError):
    """An envelope that is not taken. `reason` is a code of `offline.wire.Result`; the text has no answer in it."""

    def __init__(self, reason: str, detail: str, submission: str = "") -> None:
        super().__init__(detail)
        self.reason = reason
        self.submission = submission


def checked(
    data: bytes, signature: bytes, sender: EnrolledKiosk, sealing_ids: Collection[str], expected_id: str = ""
) -> Envelope:
    """Return the envelope in `data` if this kiosk made it and this hub can open it. Raises RefusedError.

    `expected_id` is the submission that the request's address names, where it names one.
    """
    try:
        envelope = read_envelope(data)
    except WireError as error:
        raise RefusedError("malformed", "The body is not an envelope.") from error
    header = envelope.header
    problem = _problem(header)
    if problem:
        raise RefusedError("malformed", problem, header.id if _is_uuid(header.id) else "")
    if expected_id and header.id != expected_id:
        raise RefusedError("malformed", "The address names another submission than the envelope.", header.id)
    if header.kiosk != sender.name:
        raise RefusedError("wrong-kiosk", "The envelope names another kiosk than the one that sent it.", header.id)
    try:
        check_envelope(data, signature, sender.device_key)
    except WireError as error:
        raise RefusedError(
            "signature", "The device's signature does not fit the envelope's bytes.", header.id
        ) from error
    if header.tracking_code.partition("-")[0] != sender.prefix:
        raise RefusedError("malformed", "The tracking code has another kiosk's prefix.", header.id)
    if envelope.key_id not in sealing_ids:
        raise RefusedError("unknown-key", "The envelope is sealed to a key that this hub does not have.", header.id)
    return envelope


def _problem(header: Header) -> str:
    """Return what is wrong with a header, or an empty text."""
    if not _is_uuid(header.id):
        return "The id is not a UUID in its usual lower-case form."
    try:
        if read(header.tracking_code) != header.tracking_code:
            return "The tracking code is not in its one written form."
    except AnswerError:
        return "The tracking code is not one."
    if not (_is_name(header.journey, _LONGEST_JOURNEY) and _is_name(header.language, _LONGEST_LANGUAGE)):
        return "The journey or the language is not a name."
    if not 0 <= header.journey_version <= _LARGEST_VERSION:
        return "The journey's version is not a number from 0."
    return _problem_of_sending(header)


def _problem_of_sending(header: Header) -> str:
    if header.sent_at.tzinfo is None:
        return "The time of sending has no zone."
    if told_too_much(header):
        return "It is to stand apart, and tells a time of day, a language or who helped, or brings files."
    return problem_in(header.attachments)


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _is_name(text: str, longest: int) -> bool:
    return 0 < len(text) <= longest and text.isascii() and text.isprintable()

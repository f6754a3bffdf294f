"""What kiosk and hub say to each other, one module a subject. Both programs import it; both speak the same version.

Replies that promise something (received, complete, enrolled, status) are bytes signed by the hub's receipt key.
"""

from offline.wire.codec import KIOSK_HEADER, Body, WireError, check_signature, decode, digest, key_id
from offline.wire.enrolments import (
    Enrolled,
    EnrolRequest,
    PublicKeys,
    enrolment_code,
    fingerprint,
    open_enrolment,
    read_enrolment_code,
)
from offline.wire.envelopes import (
    BATCH_LIMIT,
    ENVELOPE_TYPE,
    SIGNATURE_HEADER,
    Batch,
    Envelope,
    Result,
    Results,
    SignedEnvelope,
    check_envelope,
    read_envelope,
    seal,
    sign_envelope,
    unseal,
)
from offline.wire.news import Case, CaseStatus, StatusPage, Tracked, iso_date
from offline.wire.replies import REPLY_TYPE, Reply, open_reply, signed_reply

__all__ = [
    "BATCH_LIMIT",
    "ENVELOPE_TYPE",
    "KIOSK_HEADER",
    "REPLY_TYPE",
    "SIGNATURE_HEADER",
    "Batch",
    "Body",
    "Case",
    "CaseStatus",
    "EnrolRequest",
    "Enrolled",
    "Envelope",
    "PublicKeys",
    "Reply",
    "Result",
    "Results",
    "SignedEnvelope",
    "StatusPage",
    "Tracked",
    "WireError",
    "check_envelope",
    "check_signature",
    "decode",
    "digest",
    "enrolment_code",
    "fingerprint",
    "iso_date",
    "key_id",
    "open_enrolment",
    "open_reply",
    "read_enrolment_code",
    "read_envelope",
    "seal",
    "sign_envelope",
    "signed_reply",
    "unseal",
]

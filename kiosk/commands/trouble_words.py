"""What the codes of a failed or paused sync mean to staff, and what helps. Nothing is lost meanwhile."""

from __future__ import annotations

_WORDS = {
    "no-connection": "The hub was not reached. Check the network cable or wireless.",
    "timeout": "The hub did not answer in time.",
    "cut-off": "The line broke during an answer.",
    "stopped": "The program ended during a try.",
    "hub-busy": "The hub asked to come later.",
    "hub-error": "The hub had a fault. Tell whoever runs the hub if it lasts.",
    "no-answer": "The hub answered, but not about every form.",
    "too-large-for-network": "A filter or proxy on the way takes nothing of this size. Ask the network team to let"
    " up to 10 MB through to the hub.",
    "wrong-id": "The hub acknowledged a form that was not sent. Tell whoever runs the hub.",
    "incomplete": "The hub keeps asking for parts of an attached file. Tell whoever runs the hub if it lasts.",
    "wrong-digest": "The hub acknowledged other bytes than were sent. Tell whoever runs the hub.",
    "tls": "The hub's certificate is not trusted. If the council inspects traffic, name its certificates in kiosk.toml:"
    ' [network] ca_file = "…". The check is never skipped.',
    "captive-portal": "A log-in page of the network answered instead of the hub. Log the computer in to the network.",
    "redirected": "The hub's address leads elsewhere. Check it with whoever runs the hub; enrol again if it has moved.",
    "proxy": 'The proxy refuses the connection. Check [network] proxy = "…" in kiosk.toml.',
    "blocked": "A filter or firewall on the way says no. Ask the network team to let this kiosk reach the hub.",
    "not-authorised": "The hub does not know this kiosk any more. Ask whoever runs the hub for a new enrolment code.",
    "not-a-hub": "What answers at this address is not a hub. Check the address.",
    "untrusted-answer": "An answer lacked the hub's signature. Somebody may be in between: tell the network team"
    " and whoever runs the hub.",
    "no-secrets": "This kiosk's key cannot be read. Unlock the keyring, or see KIOSK_SECRETS in docs/install.md."
    " If the key is lost, ask for a code of `hub kiosks renew NAME`: what waits is kept.",
    "not-enrolled": "This kiosk has not joined a hub yet. Run `kiosk enrol URL CODE`.",
    "conflict": "The hub has another form under this id. Staff of the hub compare the two.",
    "signature": "The hub does not accept this kiosk's signature. Enrol the kiosk again.",
    "wrong-kiosk": "It was stored under another kiosk's name. `kiosk export DIR` carries it to the hub on a stick.",
    "former-name": "The hub was restored from a backup, and may lack it. It was sealed under a former name of this"
    " kiosk, so it cannot go by network: `kiosk export DIR` carries it to the hub on a stick. If that name was revoked"
    " there, staff of the hub accept it.",
    "former-name-unsigned": "The hub was restored from a backup, and may lack it. It was sealed under a former name of"
    " this kiosk, whose key was lost. Ask the hub: `hub show CODE`. Where it has no such form, ask for"
    " `hub kiosks renew` with that name and enrol with its code: then it is sent by itself.",
    "malformed": "The hub cannot read it. Keep it, and tell whoever runs the hub.",
    "refused": "The hub does not take it. Keep it, and tell whoever runs the hub.",
    "too-large": "It is larger than the hub takes. Tell whoever runs the hub.",
    "refused-by-hub": "The hub has it and cannot open it. Staff of the hub look into it.",
    "seal": "The hub has it and cannot open its seal. Staff of the hub look into it.",
    "payload": "The hub opened it and cannot read what was in it. Staff of the hub look into it.",
    "header": "The hub opened it and found another form inside. Staff of the hub look into it.",
    "fault": "The hub met a fault of its own on it. Staff of the hub look into it.",
    "damaged": "Its bytes were damaged on this kiosk's disk. Ask the person again; keep the damaged file for support.",
    "unknown-key": "It was sealed for a key that the hub does not have. Tell whoever runs the hub.",
    "revoked": "The hub has revoked this kiosk: it takes nothing from it any more, and no new form begins here. What"
    " waits stays sealed. Keep the computer and its folder as they are; `kiosk export DIR` carries it to the hub on a"
    " stick.",
}
_PASSES = frozenset({"timeout", "cut-off", "hub-busy", "hub-error", "no-answer", "incomplete"})


def meaning(code: str, *, repeats: bool = True) -> str:
    """Return what a code means and what helps; the code itself where nothing is known of it.

    `repeats` where the kiosk tries again by itself what may work the next time.
    """
    words = _WORDS.get(code, code)
    return f"{words} It is tried again by itself." if repeats and code in _PASSES else words

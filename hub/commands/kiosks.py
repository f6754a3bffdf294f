"""`hub kiosks`: which kiosks may send."""

from __future__ import annotations

import argparse

from hub.commands.output import print_json, print_table
from hub.kiosks import NotANameError
from hub.parts import Parts
from kiosk.errors import UsageError


def add_kiosk(arguments: argparse.Namespace, parts: Parts) -> int:
    """Invite a kiosk: print the code that staff type there once."""
    try:
        code = parts.kiosks.invite(arguments.name, arguments.prefix.upper())
    except NotANameError as error:
        raise UsageError(str(error)) from error
    if arguments.json:
        print_json({"code": code})
    else:
        print(f"{code}\nGood once, for seven days. On the kiosk: kiosk enrol {parts.settings.public_url} CODE")
    return 0


def renew_kiosk(arguments: argparse.Namespace, parts: Parts) -> int:
    """Let a kiosk that lost its own key join again under its name."""
    code = parts.kiosks.renew(arguments.name)
    if arguments.json:
        print_json({"code": code})
    else:
        print(
            f"{code}\nGood once, for seven days, for the kiosk whose key was lost: what waits there is kept and sent."
        )
        print(f"On that kiosk: kiosk enrol {parts.settings.public_url} CODE")
    return 0


def revoke_kiosk(arguments: argparse.Namespace, parts: Parts) -> int:
    """Take nothing from a kiosk any more."""
    parts.kiosks.revoke(arguments.name)
    if arguments.json:
        print_json({"name": arguments.name, "state": "revoked"})
    else:
        print(f"{arguments.name} is revoked: nothing is taken from it any more.")
    return 0


def list_kiosks(arguments: argparse.Namespace, parts: Parts) -> int:
    """List the kiosks."""
    listed = parts.kiosks.listed()
    if arguments.json:
        print_json(listed)
    else:
        rows = [(one.name, one.state, one.prefix, _moment(one.enrolled_at), _moment(one.revoked_at)) for one in listed]
        print_table(("NAME", "STATE", "PREFIX", "ENROLLED", "REVOKED"), rows)
    return 0


def _moment(at: object) -> str:
    return "" if at is None else f"{at:%Y-%m-%d %H:%M} UTC"

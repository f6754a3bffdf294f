"""`kiosk export`, `kiosk import`: the queue on a memory stick, and the hub's receipts back."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.command_line import add_command
from kiosk.commands.output import complain, print_json
from kiosk.commands.trouble_words import meaning
from kiosk.config import kiosk_home
from kiosk.errors import PartlyDoneError, SecretsError
from kiosk.parts import Parts
from kiosk.tasks.doing import Bystander, joined
from kiosk.tasks.handing import expect, worker
from kiosk.tasks.messages import ReceiptsTaken, TakeReceipts

if TYPE_CHECKING:
    from offline.hand_carry import Exported
    from offline.identity import Identity

_REJECTED = {
    "unreadable": "cannot be read: the stick may be damaged. Import it at the hub once more.",
    "untrusted-answer": "was not signed by this kiosk's hub. It was not believed. Tell whoever runs the hub.",
    "foreign-receipts": "is for another kiosk. It was not believed. Tell whoever runs the hub.",
    "outdated-receipts": "is older than the hub's last restore from a backup. Import the stick at the hub once more.",
}


def export(arguments: argparse.Namespace) -> int:
    """Write all that waits to a stick. Reads the queue only; the kiosk may be open meanwhile."""
    from offline.hand_carry import HandCarryError

    with Parts.open(kiosk_home(), read_only=True) as parts:
        identity = joined(parts)
        waiting = len(parts.store.hand_carry.waiting(identity.kiosk))
        try:
            done = _export(parts, identity, arguments.folder, waiting, shown=sys.stderr.isatty() and not arguments.json)
        except HandCarryError as error:
            if not error.missing:
                raise
            written = {"written": waiting - len(error.missing), "missing": list(error.missing)}
            raise PartlyDoneError(str(error), written) from error
    if arguments.json:
        told = {"written": done.written, "already": done.already, "folder": str(done.folder)}
        print_json({**told, "more_folders": [str(place) for place in done.more], "missing": []})
    elif waiting:
        places = ", ".join([str(done.folder), *(place.name for place in done.more)])
        print(
            f"forms on the stick, sealed: {done.written + done.already} ({done.written} new), in {places}\n"
            "Take it to the hub and run `hub import DIR` there, bring it back and run `kiosk import DIR` here.\n"
            "Nothing changes here until then, and sending the same by network meanwhile does no harm."
        )
    else:
        print("nothing waits: the hub has confirmed everything. Nothing was written.")
    return 0


def _export(parts: Parts, identity: Identity, folder: Path, waiting: int, *, shown: bool) -> Exported:
    from nacl.signing import SigningKey
    from tqdm import tqdm

    from offline.hand_carry import Export

    secrets = parts.secrets.read()
    if secrets is None or not secrets.usable:
        raise SecretsError(
            "this kiosk's key is not here, and the hub takes nothing unsigned. Set KIOSK_SECRETS as `kiosk run` has it"
            " and run this as the kiosk's user; what waits is safe meanwhile."
        )
    bar: Any = tqdm(total=waiting, unit="form", desc="writing", disable=not shown)
    with bar:
        job = Export(parts.store.hand_carry, identity.prefix, identity.kiosk, SigningKey(secrets.seed))
        return job.write(folder, parts.clock.now(), bar.update)


def import_receipts(arguments: argparse.Namespace) -> int:
    """Take the hub's receipts from a stick."""
    with worker(kiosk_home(), program="kiosk import") as at_work:
        taken = expect(at_work.do(TakeReceipts(str(arguments.folder.absolute())), Bystander()), ReceiptsTaken)
    done, left = taken.done, taken.left
    if arguments.json:
        print_json(
            {
                "received": done.received,
                "complete": done.complete,
                "refused": done.refused,
                "left": left,
                "alerts": done.alerts,
                "rejected": [{"file": name, "reason": reason} for name, reason in done.rejected],
            }
        )
    else:
        print(f"the hub has {done.received + done.complete} more, refused {done.refused}; left {left}")
    for name, reason in done.rejected:
        complain(f"{name} {_REJECTED.get(reason, meaning(reason, repeats=False))}")
    if done.alerts:
        complain(f"{done.alerts} receipts do not fit what is stored here and were not believed: tell the hub.")
    return 1 if done.rejected or done.alerts or done.refused else 0


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add these commands to the parser."""
    parser = add_command(commands, "export", "write what waits to a memory stick, sealed")
    parser.add_argument("folder", metavar="DIR", type=Path, help="the folder in which the stick opens")
    parser.add_argument("--json", action="store_true", help="as one JSON object")
    parser.set_defaults(run=export)
    parser = add_command(commands, "import", "take the hub's receipts from a memory stick")
    parser.add_argument("folder", metavar="DIR", type=Path, help="the folder in which the stick opens")
    parser.add_argument("--json", action="store_true", help="as one JSON object")
    parser.set_defaults(run=import_receipts)

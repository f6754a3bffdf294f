"""`hub serve`: the web service, in one process or several."""

from __future__ import annotations

import argparse
import errno
import ipaddress
import logging
import os
import socket
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from hub.home import DATABASE_VARIABLE, Home
from hub.pages.languages import PageLanguages
from hub.parts import open_parts
from hub.rate_limit import MEMORY
from hub.settings import Contact, Settings
from kiosk.errors import ConfigError, KioskError, UsageError

if TYPE_CHECKING:
    import uvicorn
    from fastapi import FastAPI

_BETWEEN_TRIES = 0.05  # seconds
_TRIES = 600
# What a proxy in one's own network says of the client is believed; what the client says of itself is not.
_PROXIES = "127.0.0.0/8,::1,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7"

_HOSTS = "Give 127.0.0.1 for this machine alone, 0.0.0.0 for all its addresses, or one of them."
_LISTENING_REMEDIES = {
    errno.EADDRINUSE: "Is another hub running? Stop it, or name another --port.",
    errno.EADDRNOTAVAIL: f"It is not an address of this machine. {_HOSTS}",
    errno.EACCES: "Ports below 1024 need more rights: name a higher --port.",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name what `hub serve` takes."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=8600, help="port to listen on; 0 picks a free one")
    parser.add_argument("--workers", type=int, default=1, help="how many processes serve")
    parser.add_argument("--certificate", type=Path, help="TLS certificate chain (PEM)")
    parser.add_argument("--key", type=Path, help="the certificate's private key (PEM)")
    parser.add_argument("--behind-proxy", action="store_true", help="a proxy in front does TLS and names the client")


def serve(arguments: argparse.Namespace, home: Home) -> int:
    """Serve until told to stop. Raises UsageError, ConfigError or KioskError."""
    _check(arguments)
    # Half a second of imports that no other command needs.
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    from hub.api.app import create_app

    parts = open_parts(home, arguments.database)
    listening = _bound(arguments.host, arguments.port)
    _advise(home, parts.settings, arguments.workers)
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    scheme = "https" if arguments.certificate else "http"
    threading.Thread(target=_announce, args=(listening, scheme), daemon=True).start()
    if arguments.workers == 1:
        config = _config(arguments, create_app(parts, PageLanguages()))
        uvicorn.Server(config).run([listening])
        return 0
    parts.database.close()
    os.environ["HUB_HOME"] = str(home.path)
    os.environ[DATABASE_VARIABLE] = arguments.database
    config = _config(arguments, "hub.api.app:application")
    Multiprocess(config, sockets=[listening]).run()
    return 0


def _advise(home: Home, settings: Settings, workers: int) -> None:
    """Say on stderr what works and could be better."""
    if settings.contact == Contact():
        empty = f"hub: {home.settings_file} [contact] is empty: tracking pages name no way to reach the council."
        print(f"{empty} Write one there.", file=sys.stderr, flush=True)
    if workers > 1 and settings.limits.storage == MEMORY:
        alone = f"hub: each of the {workers} processes counts requests by itself, so limits are {workers} times higher."
        print(f"{alone} Name a shared storage below [limits] to count together.", file=sys.stderr, flush=True)


def _check(arguments: argparse.Namespace) -> None:
    if arguments.workers < 1 or not 0 <= arguments.port <= 65535:
        raise UsageError("--workers must be at least 1, and --port from 0 to 65535.")
    if bool(arguments.certificate) != bool(arguments.key):
        raise UsageError("--certificate and --key belong together.")
    for option, file in (("--certificate", arguments.certificate), ("--key", arguments.key)):
        if file is not None and not file.is_file():
            raise ConfigError(file, "is not a file.", "Give a PEM file.", option)
    if not (_is_loopback(arguments.host) or arguments.certificate or arguments.behind_proxy):
        raise UsageError(
            f"{arguments.host} can be reached from elsewhere: give --certificate and --key, "
            "or --behind-proxy where a proxy in front does TLS."
        )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _bound(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except socket.gaierror as error:
        raise UsageError(f"--host {host} is no name or address that this machine knows. {_HOSTS}") from error
    except OSError as error:
        remedy = _LISTENING_REMEDIES.get(error.errno or 0, "")
        raise KioskError(f"Cannot listen on {host} port {port}: {error.strerror}. {remedy}".rstrip()) from error
    listening.set_inheritable(True)
    return listening


def _config(arguments: argparse.Namespace, app: FastAPI | str) -> uvicorn.Config:
    import uvicorn

    return uvicorn.Config(
        app,
        factory=isinstance(app, str),
        workers=arguments.workers,
        log_config=None,
        log_level="warning",
        access_log=False,  # addresses and codes of residents are nobody's business
        server_header=False,
        ssl_certfile=arguments.certificate,
        ssl_keyfile=arguments.key,
        proxy_headers=arguments.behind_proxy,
        forwarded_allow_ips=_PROXIES if arguments.behind_proxy else None,
        timeout_graceful_shutdown=10,
    )


def _announce(listening: socket.socket, scheme: str) -> None:
    """Print the address once connections are taken."""
    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    everywhere = ipaddress.ip_address(host).is_unspecified
    reached = ("::1" if ":" in host else "127.0.0.1") if everywhere else host
    pause = threading.Event()
    for _ in range(_TRIES):
        try:
            socket.create_connection((reached, port), timeout=1).close()
        except OSError:
            pause.wait(_BETWEEN_TRIES)
            continue
        print(f"listening on {scheme}://{shown}:{port}", flush=True)
        return

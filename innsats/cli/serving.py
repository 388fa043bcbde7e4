"""Serving: granian answers, a second process ticks, and both end together."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import threading
from functools import partial
from typing import Any

from django.core.management import CommandError

from innsats.cli.memory import keep_little
from innsats.cli.stopping import end_with, hear

LOOPBACK = "127.0.0.1"
WORKERS_COUNT = 2
THREADS_COUNT = 4  # per worker
TICK_SECONDS = 30
KEY_SERVICE_PATIENCE_SECONDS = 60


def run(arguments: list[str]) -> None:
    """Everything on this machine: migrate, load the demo when INNSATS_DEMO=1 and nobody is there, serve, tick."""
    argparse.ArgumentParser(prog="innsats run", description=run.__doc__).parse_args(arguments)
    if os.environ.get("INNSATS_PRODUCTION") == "1":
        raise CommandError("in production each part is started by itself: innsats migrate, serve and tick --every 30.")
    port = free_port()
    innsats = [sys.executable, "-m", "innsats.cli"]
    if code := subprocess.call([*innsats, "migrate"]):  # in a process of its own: it may be another role
        raise SystemExit(code)

    import django

    django.setup()
    from django.conf import settings

    if settings.DEMO:
        from innsats.cli.database import load_demo_if_empty

        load_demo_if_empty()
    _serve(port, beside=[*innsats, "tick", "--every", str(TICK_SECONDS), "--parent", str(os.getpid())])


def serve(arguments: list[str]) -> None:
    """Answer requests on loopback until told to stop; a reverse proxy stands before it in production."""
    argparse.ArgumentParser(prog="innsats serve", description=serve.__doc__).parse_args(arguments)
    _serve(free_port())


class Kept:
    """A process that is started again when it ends, until it is told to stop."""

    def __init__(self, command: list[str]) -> None:
        self._command = command
        self._stopping = threading.Event()
        self._process = subprocess.Popen(command)
        threading.Thread(target=self._keep, daemon=True).start()

    def _keep(self) -> None:
        self._process.wait()
        while not self._stopping.wait(1):
            self._process = subprocess.Popen(self._command)
            self._process.wait()

    def stop(self) -> None:
        """Tell it to end, and wait until it has."""
        self._stopping.set()
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()


def _serve(port: int, *, beside: list[str] | None = None) -> None:
    """Serve until told to stop by Ctrl-C, TERM or a closed terminal; the command `beside` lives and ends with it."""
    from django.db import DEFAULT_DB_ALIAS, connections
    from django.urls import get_resolver
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    from innsats.database import turns
    from innsats.vault import keys

    keys.unlock(patience_seconds=KEY_SERVICE_PATIENCE_SECONDS)  # before anybody is served; the workers inherit them
    get_resolver().url_patterns  # noqa: B018  (every page is loaded here, once; the workers are forked and share it)
    server = Server(
        "innsats.wsgi:application", address=LOOPBACK, port=port, interface=Interfaces.WSGI, websockets=False,
        workers=WORKERS_COUNT, blocking_threads=THREADS_COUNT, respawn_failed_workers=True, workers_kill_timeout=10,
        log_level=LogLevels.warning,
    )  # fmt: skip
    companions: list[Kept] = []

    @server.on_startup
    def started() -> None:
        if beside:
            companions.append(Kept(beside))
        announce(port)

    @server.on_shutdown
    def stopped() -> None:
        for companion in companions:
            companion.stop()
        print("\nInnsats has ended.", flush=True)

    if connections[DEFAULT_DB_ALIAS].vendor == "sqlite":
        connections[DEFAULT_DB_ALIAS].settings_dict["OPTIONS"]["timeout"] = turns.BESIDE_SECONDS
    connections.close_all()  # a connection must not be shared by two processes
    keep_little()
    hear(server.signal_handler_interrupt)
    server.serve(target_loader=partial(load_application, os.getpid()), wrap_loader=False)


def load_application(parent: int) -> Any:
    """The application, in a worker of the process `parent`."""
    from innsats.database import walls
    from innsats.web import served

    walls.stand_for_process()
    # Ctrl-C reaches every process of the terminal; a worker lets its parent say stop. It was forked with every sign
    # held and granian's handler for the parent, so TERM ends it at once until granian has set the worker's own.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    hear(stop_worker, signs=frozenset({signal.SIGTERM}))
    end_with(parent)
    return served.application()


def stop_worker() -> None:
    """Tell granian to finish what it answers and end; a worker that has not begun to answer just ends."""
    told = signal.getsignal(signal.SIGTERM)
    if callable(told):
        told(signal.SIGTERM, None)
    else:
        os._exit(0)


def free_port() -> int:
    """The port to serve on, PORT or 8000. Raises CommandError when it is no number or is taken."""
    words = os.environ.get("PORT") or "8000"
    if not words.isdecimal() or not 0 < int(words) < 65536:
        raise CommandError(f"PORT is {words!r}, and must be a number from 1 to 65535.", returncode=2)
    port = int(words)
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((LOOPBACK, port))
        except PermissionError:
            raise CommandError(f"port {port} is for administrators; choose another: make run PORT=8001") from None
        except OSError:
            raise CommandError(
                f"port {port} is taken, perhaps by another Innsats. End that one, or choose another port:"
                f" make run PORT={port + 1}"
            ) from None
    return port


def announce(port: int) -> None:
    """Print the address, and in the demo how to sign in as each person there."""
    from django.conf import settings
    from django.db import connections
    from django.urls import reverse

    address = f"http://{LOOPBACK}:{port}"
    lines = ["", f"Innsats is at  {address}/", ""]
    if settings.DEMO:
        from innsats.people.queries.folk import demo_people
        from innsats.scenarios.demo import CODES

        people = [one for together in demo_people().values() for one in together]
        connections.close_all()
        if people:
            width = max(len(name) for _, name, _ in people)
            lines.append(f"Everyone in it is invented. Sign in with one click at  {address}{reverse('sign_in')}  as")
            lines += [f"  {name:<{width}}  {role}" for _, name, role in people]
            lines += ["", f"Pupils and families need no account: {address}{reverse('open_report')}"]
            lines += [f"With a code, at  {address}{reverse('type_code')}  as"]
            lines += [f"  {code}  {whose}" for code, whose in CODES]
        else:
            lines.append("The database holds others than the demo's people: sign in with e-mail and password.")
        lines += ["", f"What you do is kept in {settings.DATA_DIR}; `make demo-reset` starts over."]
    print("\n".join([*lines, "End with Ctrl-C.", ""]), flush=True)

"""`python -m bench.serving product|bare PORT WORKERS THREADS`: serve as `innsats serve` does, until told to stop."""

from __future__ import annotations

import os
import sys
from importlib import import_module


def product(port: int, workers_count: int, threads_count: int) -> None:
    """The product itself, through its own command, on the bench's Monday."""
    import django

    from innsats.cli import serving

    from . import clock

    django.setup()
    clock.start()
    os.environ["PORT"] = str(port)
    serving.WORKERS_COUNT, serving.THREADS_COUNT = workers_count, threads_count
    serving.serve([])


def bare(port: int, workers_count: int, threads_count: int) -> None:
    """The bare page, by the same server with the same settings."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    server = Server(
        "bench.bare:application", address="127.0.0.1", port=port, interface=Interfaces.WSGI, websockets=False,
        workers=workers_count, blocking_threads=threads_count, log_level=LogLevels.warning,
    )  # fmt: skip
    server.serve(target_loader=lambda: import_module("bench.bare").application, wrap_loader=False)


if __name__ == "__main__":
    what, *numbers = sys.argv[1:]
    {"product": product, "bare": bare}[what](*map(int, numbers))

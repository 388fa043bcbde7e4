"""How a process hears that it must end: by Ctrl-C, TERM, a closed terminal, or because its parent is gone."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable

STOP_SIGNS = frozenset({signal.SIGINT, signal.SIGTERM, signal.SIGHUP})


def hear(tell: Callable[[], object], *, signs: frozenset[signal.Signals] = STOP_SIGNS) -> None:
    """Call `tell` each time one of `signs` comes, in a thread that does nothing but wait for them.

    A handler would run in the main thread, in the middle of whatever that does. When it is just about to wait for the
    event that the handler sets, the two wait for each other for ever. Call this before any other thread is started:
    threads and forked processes inherit that the signs are held, and in those a sign waits until they hear it too.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, signs)

    def listen() -> None:
        while True:
            signal.sigwait(signs)
            tell()

    threading.Thread(target=listen, daemon=True).start()


def end_with(parent: int) -> None:
    """End this process, as if told to, when the process that started it is gone, however it went."""

    def watch() -> None:
        alone = threading.Event()
        while os.getppid() == parent:
            alone.wait(1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()

"""Time's own process: `innsats tick` once, or for as long as it is wanted."""

from __future__ import annotations

import argparse
import logging
import threading
from datetime import datetime

from django.core.management import CommandError
from django.db import close_old_connections

from innsats.cli.stopping import end_with, hear
from innsats.rules.calendar import OSLO

logger = logging.getLogger("innsats.tick")


def tick(arguments: list[str]) -> None:
    """Do what is due now. Does nothing twice, however often it is called."""
    parser = argparse.ArgumentParser(prog="innsats tick", description=tick.__doc__)
    parser.add_argument("--every", type=int, metavar="SECONDS", help="go on until told to stop, this often")
    parser.add_argument("--at", type=local_moment, metavar="TIME", help="do what is due at this local time, not later")
    parser.add_argument("--parent", type=int, metavar="PID", help="end when this process, the one that started it, has")
    options = parser.parse_args(arguments)
    if options.every is None:
        _tick_once(options.at)
    elif options.every < 1:
        raise CommandError("--every takes a number of seconds, 1 or more.", returncode=2)
    else:
        if options.parent:
            end_with(options.parent)
        _keep_ticking(options.every)


def _keep_ticking(every_seconds: int) -> None:
    """Tick until told to stop. One that fails is logged and tried again at the next."""
    stopping = threading.Event()
    hear(stopping.set)
    while True:
        try:
            close_old_connections()
            _tick_once()
        except Exception:
            logger.exception("A tick failed; the next one tries again.")
        if stopping.wait(every_seconds):
            return


def _tick_once(at: datetime | None = None) -> None:
    from innsats.notices.ticking import tick as do_what_is_due
    from innsats.web import clock

    from .batches import settle

    do_what_is_due(at or clock.now())
    settle()


def local_moment(words: str) -> datetime:
    """A local time, aware. Raises ValueError, which argparse answers with exit code 2."""
    moment = datetime.fromisoformat(words)
    return moment if moment.tzinfo else moment.replace(tzinfo=OSLO)

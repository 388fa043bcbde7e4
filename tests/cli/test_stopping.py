"""A process that is told to end does so, whatever it was in the middle of."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from innsats.cli.stopping import STOP_SIGNS

JUST_ABOUT_TO_WAIT = """
import os, threading, time
from innsats.cli.stopping import hear
told = threading.Event()
hear(told.set)
with told._cond:  # as `told.wait()` holds it for a moment, which is when a handler that sets it would wait for ever
    os.kill(os.getpid(), {sign})
    time.sleep(0.1)
raise SystemExit(0 if told.wait(20) else 1)
"""


@pytest.mark.parametrize("sign", sorted(STOP_SIGNS))
def test_it_hears_a_sign_that_comes_when_it_is_about_to_wait_for_one(sign: signal.Signals) -> None:
    told = subprocess.run([sys.executable, "-c", JUST_ABOUT_TO_WAIT.format(sign=int(sign))], timeout=60)
    assert told.returncode == 0

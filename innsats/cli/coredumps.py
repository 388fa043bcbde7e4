"""No core dump: what a process held in its memory when it fell over, opened texts and keys, shall lie in no file."""

from __future__ import annotations

import ctypes
import os
import resource
import sys

PR_SET_DUMPABLE = 4  # <linux/prctl.h>


def leave_none() -> None:
    """For this process and those it starts: none is written.

    In production no other program of the same user looks into the memory either, and a system that takes dumps through
    a pipe, whatever the limit, gets none. The programs that measure memory in /proc do not run there.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux" and os.environ.get("INNSATS_PRODUCTION") == "1":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)

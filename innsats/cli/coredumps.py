"""No core dump: what a process held in its memory when it fell over, opened texts and keys, shall lie in no file."""

from __future__ import annotations

import ctypes
import os
import resource
import sys

PR_SET_DUMPABLE = 4  # <linux/prctl.h>


def leave_none() -> None:
    """For this process and those it starts: none is written.

    The limit is one byte: no file has so little in it, and Linux, which asks for no limit where the system takes dumps
    through a pipe, knows one as the word for none. In production no other program of the same user looks into the
    memory of this process either, and those it forks. The programs that measure memory in /proc do not run there.
    """
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    most = 0 if most == 0 else 1
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))
    if sys.platform == "linux" and os.environ.get("INNSATS_PRODUCTION") == "1":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)

"""A server takes memory from one place for all of its threads, and leaves alone what is loaded."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest

from innsats.cli import memory
from innsats.settings import ROOT

THREADS = """
import ctypes, sys
from threading import Barrier, Thread
from innsats.cli import memory
if sys.argv[2] == "little":
    memory.keep_little()
libc, all_hold = ctypes.CDLL(None), Barrier(5)
libc.fopen.restype = ctypes.c_void_p
def work():
    held = [bytes(5000) for _ in range(100)]
    all_hold.wait()
    all_hold.wait()
threads = [Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
all_hold.wait()
told = ctypes.c_void_p(libc.fopen(sys.argv[1].encode(), b"w"))
libc.malloc_info(0, told)
libc.fclose(told)
all_hold.wait()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the C library of Linux")
@pytest.mark.parametrize(("how", "is_one"), [("little", True), ("as it comes", False)])
def test_threads_take_memory_from_one_place(tmp_path: Path, how: str, is_one: bool) -> None:
    told = tmp_path / "told.xml"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", THREADS, str(told), how], env=environment, check=True)
    assert (told.read_text().count("<heap nr=") == 1) is is_one


def test_what_is_loaded_is_not_looked_through_again() -> None:
    try:
        memory.keep_little()
        assert gc.get_freeze_count() > 10_000 and len(gc.get_objects()) < gc.get_freeze_count()
    finally:
        gc.unfreeze()

"""Memory that is free goes back to the system, and threads do not keep holes of their own."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import psutil
import pytest

from gui.returning import POOLS, give_back

_THREADS_AT_WORK = """
import ctypes, sys, threading
from gui.returning import hold_little

libc = ctypes.CDLL(None)
libc.malloc.restype = libc.fopen.restype = ctypes.c_void_p
libc.free.argtypes = libc.fclose.argtypes = [ctypes.c_void_p]
libc.malloc_info.argtypes = [ctypes.c_int, ctypes.c_void_p]
if sys.argv[1] == "little":
    hold_little()
together = threading.Barrier(12)

def work():
    parts = [libc.malloc(3_000) for _ in range(300)]
    together.wait()
    for part in parts:
        libc.free(part)

threads = [threading.Thread(target=work) for _ in range(12)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
out = libc.fopen(sys.argv[2].encode(), b"w")
libc.malloc_info(0, out)
libc.fclose(out)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems are not asked")
def test_memory_that_was_freed_in_small_parts_is_the_systems_again() -> None:
    held = psutil.Process().memory_info
    parts = [np.ones(5_000) for _ in range(4_000)]
    kept = parts[::97]
    full = held().rss
    del parts
    give_back()
    assert held().rss < full - 100_000_000
    assert len(kept) > 40


@pytest.mark.skipif(sys.platform != "linux", reason="other systems are not asked")
def test_threads_share_their_pools(tmp_path_factory: pytest.TempPathFactory) -> None:
    pools = {}
    for how in ("much", "little"):
        told = tmp_path_factory.mktemp(how) / "told.xml"
        subprocess.run([sys.executable, "-c", _THREADS_AT_WORK, how, str(told)], check=True)
        pools[how] = told.read_text().count("<heap ")
    assert pools["little"] <= POOLS < pools["much"]

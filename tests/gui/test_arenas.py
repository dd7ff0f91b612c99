"""Threads share what is free."""

from __future__ import annotations

import subprocess
import sys

import pytest

SCRIPT = """
import ctypes, sys, threading
from gui.arenas import limit_arenas
if "limited" in sys.argv:
    limit_arenas()
all_there = threading.Barrier(9)
def work():
    held = [bytes(2000) for _ in range(100)]
    all_there.wait()
    all_there.wait()
threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads:
    thread.start()
all_there.wait()
library = ctypes.CDLL(None)
library.malloc_info.argtypes = [ctypes.c_int, ctypes.c_void_p]
library.fdopen.restype = ctypes.c_void_p
stream = library.fdopen(1, b"w")
library.malloc_info(0, stream)
library.fflush(ctypes.c_void_p(stream))
all_there.wait()
"""


def heaps(*given: str) -> int:
    done = subprocess.run([sys.executable, "-c", SCRIPT, *given], capture_output=True, text=True, check=True)
    return done.stdout.count("<heap ")


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc has arenas")
def test_threads_have_no_stores_of_their_own() -> None:
    assert heaps("limited") <= 2
    assert heaps() > 2

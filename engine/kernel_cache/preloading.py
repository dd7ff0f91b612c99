"""Lets other threads go on while the compiler's library is mapped into memory.

Importing llvmlite opens a library of over a hundred megabytes with the interpreter held, for tens of
milliseconds. Opened before, by a call that lets go of the interpreter, it is there at once.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib.util
import os
import sys
from pathlib import Path


def preload_compiler() -> bool:
    """Opens llvmlite's library; whether that could be done. What fails here is said by the import itself."""
    if os.name != "posix" or "llvmlite.binding" in sys.modules:
        return False
    found = importlib.util.find_spec("llvmlite")
    if found is None or not found.submodule_search_locations:
        return False
    folder = Path(next(iter(found.submodule_search_locations)), "binding")
    with contextlib.suppress(OSError, AttributeError):
        for library in folder.glob("libllvmlite.*"):
            opened = ctypes.CDLL(None).dlopen
            opened.argtypes, opened.restype = (ctypes.c_char_p, ctypes.c_int), ctypes.c_void_p
            return opened(os.fsencode(library), os.RTLD_NOW) is not None
    return False

"""The compiler's library is opened before it is imported, in processes of their own: here it is loaded."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

SCRIPT = """
import sys, threading, time
from engine.kernel_cache.preloading import preload_compiler
assert not any(name.startswith("llvmlite") for name in sys.modules)
assert preload_compiler() is {there}
assert "llvmlite.binding" not in sys.modules
import numba
assert numba.njit(lambda x: x + 1)(1) == 2
assert preload_compiler() is False  # nothing is left to do
"""


def run(script: str) -> None:
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(os.name != "posix", reason="libraries are opened another way there")
def test_what_was_opened_before_can_be_imported() -> None:
    run(SCRIPT.format(there=True))


def test_a_library_that_is_not_there_is_left_to_the_import() -> None:
    run(
        "import importlib.util, engine.kernel_cache.preloading as it\n"
        "importlib.util.find_spec = lambda name: None\n"
        "assert it.preload_compiler() is False"
    )

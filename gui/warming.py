"""Compiles kernels in a process of its own, `python -m gui.warming`: the cache then has them.

Compiling is seconds of Python's work, which would take the interpreter from the window, and leaves tens of
megabytes behind.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable

NICENESS = 5
_LOOK = 0.05


def make_ready(use: Callable[[], object], give_up: threading.Event) -> None:
    """Lets this process have the kernels that `use` needs: from the cache, where another process puts them.

    use: can be pickled, uses the kernels for a moment and returns something. They are compiled here where no
    process can be started, and not at all once `give_up` is set.
    """
    from engine import kernel_cache

    if kernel_cache.if_kept(use) is not None:
        return
    _use_apart(use, give_up)
    if not give_up.is_set():
        use()


def _use_apart(use: Callable[[], object], give_up: threading.Event) -> None:
    from gui.apart.child import surroundings

    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "gui.warming"],
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=surroundings(),
        )
    except OSError:
        return
    assert process.stdin is not None
    with process:
        with contextlib.suppress(OSError):
            process.stdin.write(pickle.dumps(use))
            process.stdin.close()
        while process.poll() is None:
            if give_up.wait(_LOOK):
                process.kill()


def main() -> None:
    """Does what comes as a pickle on the input, from the process that began this one."""
    with contextlib.suppress(OSError, AttributeError):
        os.nice(NICENESS)
    pickle.load(sys.stdin.buffer)()


if __name__ == "__main__":
    main()

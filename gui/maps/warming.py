"""Compiles a map's kernels in a process of its own, `python -m gui.maps.warming`: the cache then has them.

Compiling is seconds of Python's work, which would take the interpreter from the window.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.bulk.study import Study

NICENESS = 5
_LOOK = 0.05


def make_ready(study: Study, give_up: threading.Event) -> None:
    """Lets this process have the kernels of a study: from the cache, where another process has put them.

    They are compiled here where that cannot be, and not at all once `give_up` is set.
    """
    from engine import kernel_cache
    from engine.bulk.machinery import machinery

    if kernel_cache.if_kept(lambda: machinery(study, False)) is not None:
        return
    _compile_apart(study, give_up)
    if not give_up.is_set():
        machinery(study, False)


def _compile_apart(study: Study, give_up: threading.Event) -> None:
    from gui.apart.child import surroundings

    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "gui.maps.warming"],
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=surroundings(),
        )
    except OSError:
        return
    assert process.stdin is not None
    with process:
        with contextlib.suppress(OSError):
            process.stdin.write(pickle.dumps(study))
            process.stdin.close()
        while process.poll() is None:
            if give_up.wait(_LOOK):
                process.kill()


def main() -> None:
    """Compiles for the study that comes as a pickle on the input."""
    from engine.bulk.tile import compute

    with contextlib.suppress(OSError, AttributeError):
        os.nice(NICENESS)
    study: Study = pickle.load(sys.stdin.buffer)
    compute(replace(study, width=1, height=1, steps=1), threads=1)


if __name__ == "__main__":
    main()

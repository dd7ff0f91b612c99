"""Draws previews in a process of its own, for the window: `python -m gui.exporting.preview_process`.

Figures are objects of Qt, and cannot be made on a thread beside the window's: Qt lets go of a connection with
a lock held, and waits for the interpreter; that thread may have the one and want the other.

A request is a line of the input, see `gui.exporting.preview`; its answer goes to the output. Ends with the
input.
"""

from __future__ import annotations

import contextlib
import os
import sys

from engine.errors import RavineError
from gui.exporting.preview import answer, asked_of, picture

_NICE = 8


def main() -> int:
    from gui.recording.application import ensure_application
    from scenarios import loads
    from scenarios.resolving import resolve

    with contextlib.suppress(OSError, AttributeError):
        # the window that waits for this has its frames to draw
        os.nice(_NICE)
    ensure_application()
    for line in sys.stdin.buffer:
        asked = asked_of(line)
        try:
            image = picture(asked, resolve(loads(asked.scenario)))
        except RavineError:
            image = None  # what is wrong is said where it is set
        sys.stdout.buffer.write(answer(image))
        sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Locks by which a program that runs is told from one that was killed."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

from PySide6.QtCore import QLockFile

_SETTLED = 10.0
"""Seconds after which nobody is amid making a lock."""


def lock(file: Path) -> QLockFile | None:
    """The lock in that file, taken; None while a program that runs has it, or where none can be made.

    Whoever runs holds the file itself. Who that is, is only written in it: the text may have been cut short,
    be of a machine that had another name, or the number be another process's by now.
    """
    made = QLockFile(os.fspath(file))
    made.setStaleLockTime(0)
    if made.tryLock(0):
        return made
    with contextlib.suppress(OSError):
        is_settled = time.time() - file.stat().st_mtime > _SETTLED
        if is_settled and made.removeStaleLockFile() and made.tryLock(0):
            return made
    return None

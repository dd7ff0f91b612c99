"""Recordings: a scenario as a film or a picture, without a window.

`record(scenario, out)` is all that others need. `formats` finds what kinds of file there are, `timing` says
which step is shown when, `scene` makes the pictures, `encoders` write them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gui.recording.recorder import record

__all__ = ["record"]


def __getattr__(name: str) -> Any:
    if name != "record":
        raise AttributeError(f"module 'gui.recording' has no attribute {name!r}")
    from gui.recording.recorder import record

    return record

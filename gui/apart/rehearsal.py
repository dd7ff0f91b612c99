"""Does once, and small, what the first scenario is going to ask of the worker.

The process waits for the window at its start anyway; what is read and made at first use is then there.
"""

from __future__ import annotations

import scenarios
from engine.errors import RavineError
from gui.model import commands
from gui.performer import Performer

_SIZE = 64, 36


def rehearse() -> bool:
    """Opens the default scenario unseen; whether it could be."""
    told: list[object] = []
    performer = Performer(told.append)
    try:
        performer.handle(commands.SetTheme("dark"))
        performer.handle(commands.SetSize(*_SIZE))
        performer.handle(commands.Open(0, scenarios.locate(scenarios.DEFAULT), play=False))
        return performer.frame() is not None
    except RavineError:
        return False
    finally:
        performer.close()

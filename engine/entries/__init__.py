"""The catalogue's entries: pages of text that became optimizers, landscapes, signals and schedules.

A file and what a person types are the same thing: `read_…` reads a file's text, and `optimizer`,
`landscape`, `signal` and `schedule` read a bare rule or formula as well.
"""

from .entry import Entry
from .landscapes import Bottom, Landscape, Minimum, landscape, read_landscape
from .optimizers import Example, Optimizer, optimizer, read_optimizer
from .parameter import Parameter, filled
from .signals import KAPPA, Schedule, Signal, read_schedule, read_signal, schedule, signal

__all__ = [
    "KAPPA",
    "Bottom",
    "Entry",
    "Example",
    "Landscape",
    "Minimum",
    "Optimizer",
    "Parameter",
    "Schedule",
    "Signal",
    "filled",
    "landscape",
    "optimizer",
    "read_landscape",
    "read_optimizer",
    "read_schedule",
    "read_signal",
    "schedule",
    "signal",
]

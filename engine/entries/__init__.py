"""The catalogue's entries: pages of text that became optimizers, landscapes, curves, signals and schedules.

A file and what a person types are the same thing: `read_…` reads a file's text, and `optimizer`,
`landscape`, `curve`, `signal` and `schedule` read a bare rule or formula as well.
"""

from .curves import Curve, curve, integral, read_curve
from .entry import Entry
from .heightmaps import heightmap
from .landscapes import Bottom, Landscape, Minimum, landscape, read_landscape
from .optimizers import Example, Optimizer, optimizer, read_optimizer
from .parameter import Parameter, filled
from .signals import (
    KAPPA,
    MOST_SAMPLES,
    Schedule,
    Signal,
    read_schedule,
    read_signal,
    sampled,
    schedule,
    signal,
)

__all__ = [
    "KAPPA",
    "MOST_SAMPLES",
    "Bottom",
    "Curve",
    "Entry",
    "Example",
    "Landscape",
    "Minimum",
    "Optimizer",
    "Parameter",
    "Schedule",
    "Signal",
    "curve",
    "filled",
    "heightmap",
    "integral",
    "landscape",
    "optimizer",
    "read_curve",
    "read_landscape",
    "read_optimizer",
    "read_schedule",
    "read_signal",
    "sampled",
    "schedule",
    "signal",
]

"""Ravine's engine: optimizers, landscapes and signals as text, simulated on this machine. No window here.

The public names below are looked up when first used, so importing the package loads nothing else.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import start as start
    from .catalogue import list_ids as list_ids
    from .catalogue import load_curve as load_curve
    from .catalogue import load_landscape as load_landscape
    from .catalogue import load_optimizer as load_optimizer
    from .catalogue import load_schedule as load_schedule
    from .catalogue import load_signal as load_signal
    from .entries import Curve as Curve
    from .entries import Landscape as Landscape
    from .entries import Optimizer as Optimizer
    from .entries import Parameter as Parameter
    from .entries import Schedule as Schedule
    from .entries import Signal as Signal
    from .entries import curve as curve
    from .entries import heightmap as heightmap
    from .entries import integral as integral
    from .entries import landscape as landscape
    from .entries import optimizer as optimizer
    from .entries import sampled as sampled
    from .entries import signal as signal
    from .errors import Cancelled as Cancelled
    from .errors import FileError as FileError
    from .errors import FormulaError as FormulaError
    from .errors import InputError as InputError
    from .errors import MissingError as MissingError
    from .errors import OutputError as OutputError
    from .errors import RangeError as RangeError
    from .errors import RavineError as RavineError
    from .errors import TooLargeError as TooLargeError
    from .errors import UnknownNameError as UnknownNameError
    from .modifiers import Clip as Clip
    from .modifiers import Noise as Noise
    from .outcome import Outcome as Outcome
    from .run import Run as Run
    from .simulation import Result as Result
    from .simulation import simulate as simulate

_HOME = {
    "start": "start",
    **dict.fromkeys(
        ("list_ids", "load_curve", "load_landscape", "load_optimizer", "load_schedule", "load_signal"),
        "catalogue",
    ),
    **dict.fromkeys(
        ("Curve", "Landscape", "Optimizer", "Parameter", "Schedule", "Signal", "curve", "integral"),
        "entries",
    ),
    **dict.fromkeys(
        ("heightmap", "landscape", "optimizer", "sampled", "signal"),
        "entries",
    ),
    **dict.fromkeys(
        ("Cancelled", "FileError", "FormulaError", "InputError", "MissingError", "OutputError", "RangeError"),
        "errors",
    ),
    **dict.fromkeys(("RavineError", "TooLargeError", "UnknownNameError"), "errors"),
    **dict.fromkeys(("Clip", "Noise"), "modifiers"),
    "Outcome": "outcome",
    "Run": "run",
    **dict.fromkeys(("Result", "simulate"), "simulation"),
}

__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'engine' has no attribute {name!r}")
    module = importlib.import_module(f".{_HOME[name]}", __name__)
    return module if _HOME[name] == name else getattr(module, name)


def __dir__() -> list[str]:
    return __all__

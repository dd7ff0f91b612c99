"""What networks need of the compiler: the rules' kernels, the loops through the layers, and the picture's."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from gui.training import raster
from scenarios.training import build_training

if TYPE_CHECKING:
    from engine.networks import Training
    from scenarios.resolving import Resolved


def compile_trainings(resolved: Resolved, stopping: Callable[[], bool]) -> list[Training] | None:
    """Trainings at epoch 0 whose kernels are ready; None once `stopping` says so, or where there is no
    compiler."""
    found = []
    try:
        for run in resolved.runs:
            if stopping():
                return None
            found.append(build_training(resolved, run, "split"))
        raster.wait()
    except (ImportError, OSError):
        return None
    return found

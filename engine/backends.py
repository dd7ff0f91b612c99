"""Which backend steps a run: NumPy, this machine's cores, or a graphics processor."""

from __future__ import annotations

from typing import Literal

from .errors import MissingError, TooLargeError, UnknownNameError
from .phrase import Phrase
from .problem import Backend, Problem, Stored
from .reference import NumpyBackend

Kernels = Literal["split", "fused", "numpy"]

Where = Literal["cpu", "cuda", "auto"]
"""Where kernels run: "auto" is "cuda" where a usable device is there and the work large enough to pay."""

KERNELS = ("split", "fused", "numpy")
PLACES = ("cpu", "cuda", "auto")


def make_backend(
    problem: Problem,
    start: Stored,
    *,
    kernels: Kernels,
    where: Where,
    threads: int | None,
    total_steps: int,
) -> Backend:
    """What steps a problem of `total_steps` steps from `start`.

    Raises UnknownNameError; with "cuda", MissingError where no device is usable and TooLargeError where
    the particles do not fit on it.
    """
    if kernels not in KERNELS:
        raise UnknownNameError(Phrase("kind of kernels"), str(kernels), KERNELS)
    if where not in PLACES:
        raise UnknownNameError(Phrase("backend"), str(where), PLACES)
    if kernels == "numpy":
        return NumpyBackend(problem, start)
    if where == "cuda" and _needs_processor(problem):
        raise MissingError(
            Phrase(
                "a graphics processor cannot read heightmaps, samples where a rule looks ahead,"
                " nor values that differ between particles; choose the processor"
            )
        )
    if where == "cuda":
        from .gpu.backend import CudaBackend

        return CudaBackend(problem, start)
    may = where == "auto" and not _needs_processor(problem)
    found = _paying_device(problem, start, total_steps) if may else None
    if found is not None:
        return found
    from .cpu import CpuBackend

    return CpuBackend(problem, start, fused=kernels == "fused", threads=threads)


def _needs_processor(problem: Problem) -> bool:
    """Whether the field is read beside its table, which device kernels do not do."""
    terrain = problem.terrain
    at_step = terrain.signal and not problem.rule.looks_ahead
    return bool(problem.own) or (bool(terrain.graph.samples) and not at_step)


def _paying_device(problem: Problem, start: Stored, total_steps: int) -> Backend | None:
    from .gpu.threshold import pays

    if not pays(problem.n * total_steps):
        return None
    from .gpu.backend import CudaBackend

    try:
        return CudaBackend(problem, start)
    except (MissingError, TooLargeError):
        return None

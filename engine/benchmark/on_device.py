"""How fast a device steps particles: beside its own bound, a kernel written by hand, and optax on it.

`measure_device` returns plain values fit for JSON, `device_table` makes text of them. What cannot be had is
named under `absent`. Times are those of stepping alone, positions staying where they are.
"""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from .. import cuda, machine
from ..phrase import Phrase
from .agreement import STEPS, compare
from .cuda_reference import FLAGS, CudaReference
from .optax_reference import Optax
from .problem import Absent, Cell
from .table import Say

CELLS = (Cell("adam", "himmelblau"), Cell("adam", "rastrigin"))

#: Operations a clock of one multiprocessor, by compute capability: FP32 and special functions.
_UNITS = {(7, 0): (64, 16), (7, 5): (64, 16), (8, 0): (64, 16)}
_NEWER = (128, 16)

_SINGLE = ("add", "sub", "mul", "fma", "select", "floor", "absolute")
_SPECIAL = ("div", "sqrt")

Progress = Callable[[str, int, int], object]


@dataclass(frozen=True)
class DeviceSize:
    """How much is measured, and how often."""

    particles: int
    steps: int
    rounds: int


FULL = DeviceSize(particles=1 << 24, steps=1000, rounds=5)
QUICK = DeviceSize(particles=1 << 20, steps=200, rounds=3)


def measure_device(
    quick: bool = False, progress: Progress | None = None, size: DeviceSize | None = None
) -> dict[str, Any]:
    """Measure Adam on Himmelblau and Rastrigin in float32. Raises MissingError without a device."""
    device = cuda.device()
    size = size or (QUICK if quick else FULL)
    absent: dict[str, str] = {}
    rows = []
    for done, cell in enumerate(CELLS):
        if progress:
            progress(f"{cell.rule} on {cell.landscape}", done, len(CELLS))
        rows.append(_measure_cell(cell, size, device, absent))
    agreement = _agreement(progress)
    return {
        "device": asdict(device),
        "versions": machine.versions() | {"numba-cuda": cuda.version()},
        "nvcc_flags": " ".join(FLAGS),
        "dtype": "float32",
        **asdict(size),
        "absent": absent,
        "cells": rows,
        "agreement": agreement,
    }


def _measure_cell(
    cell: Cell, size: DeviceSize, device: cuda.Device, absent: dict[str, str]
) -> dict[str, Any]:
    start = cell.start(size.particles)
    work = size.particles * size.steps
    contenders: dict[str, Callable[[], Any]] = {
        "cuda": lambda: _Ours(cell, start, quick=False),
        "cuda_quick": lambda: _Ours(cell, start, quick=True),
        "handwritten": lambda: CudaReference(cell, start),
        "optax": lambda: _OptaxOnDevice(cell, start),
    }
    speed: dict[str, float] = {}
    expected = None
    for name, make in contenders.items():
        try:
            contender = make()
            contender.run(STEPS)
            expected = contender.positions() if expected is None else expected
            if not compare(expected, contender.positions()).holds:
                absent[name] = Phrase("differs")
                continue
            seconds = [contender.run(size.steps) for _ in range(size.rounds + 1)][1:]
        except Absent as reason:
            absent[name] = str(reason)
            continue
        speed[name] = work / statistics.median(seconds)
        del contender
    counted = operations(_Ours(cell, start[:1], quick=False).text)
    bound = bound_of(counted, device)
    return {
        "rule": cell.rule,
        "landscape": cell.landscape,
        "speed": speed,
        "operations": counted,
        "bound": bound,
        "share_of_bound": None if bound is None else {name: s / bound for name, s in speed.items()},
        "ratio": {name: speed["cuda"] / speed[name] for name in speed if name != "cuda"},
    }


def operations(text: str) -> dict[str, int]:
    """FP32 and special-function operations of one step of one particle, counted in a kernel's text."""
    step = text.partition("while taken < end:")[2].partition("lost = ")[0]
    found = re.findall(r"\b([a-z]+)\(", step)
    return {
        "fp32": sum(name in _SINGLE for name in found),
        "special": sum(name in _SPECIAL for name in found),
    }


def bound_of(counted: dict[str, int], device: cuda.Device) -> float | None:
    """Particle-steps a second that the slower of the two kinds of units allows; None where unknown."""
    if device.processors is None or not device.clock:
        return None
    single, special = _UNITS.get(device.capability, _NEWER)
    clocks = max(counted["fp32"] / single, counted["special"] / special)
    return device.processors * device.clock / clocks


class _Ours:
    def __init__(self, cell: Cell, start: Any, quick: bool) -> None:
        from ..catalogue import load_landscape, load_optimizer
        from ..gpu.backend import CudaBackend
        from ..run import Run

        run = Run(
            load_optimizer(cell.rule), load_landscape(cell.landscape), start,
            params=cell.parameters, dtype="float32", total_steps=1, kernels="numpy",
        )  # fmt: skip
        self._settings = run.settings
        self._begin = run.backend.store()
        self._backend = CudaBackend(run.problem, self._begin, quick=quick)

    @property
    def text(self) -> str:
        return self._backend.text

    def run(self, steps: int) -> float:
        self._backend.restore(self._begin)
        began = time.perf_counter()
        self._backend.advance(0, steps, self._settings, None)
        return time.perf_counter() - began

    def positions(self) -> Any:
        return self._backend.read("theta")


class _OptaxOnDevice(Optax):
    """optax under jit(vmap, scan) on the same device."""

    def __init__(self, cell: Cell, start: Any) -> None:
        super().__init__(cell, start, platform="cuda")

    def run(self, steps: int) -> float:
        self.reset()
        began = time.perf_counter()
        self.advance(steps)
        return time.perf_counter() - began


def _agreement(progress: Progress | None = None) -> dict[str, float]:
    """For every rule, the largest difference from NumPy after 100 steps in float64, relative.

    From the processor's kernels there is none (`tests.cuda.on_device`), but they take minutes to compile.
    """
    from ..catalogue import list_ids, load_landscape, load_optimizer
    from ..run import Run

    found, rules = {}, list_ids("optimizers")
    start = np.random.default_rng(2).uniform(-1, 1, (64, 2))
    for done, rule in enumerate(rules):
        if progress:
            progress(rule, done, len(rules))
        given = load_optimizer(rule), load_landscape("matyas"), start
        here = Run(*given, total_steps=100, kernels="numpy")
        there = Run(*given, total_steps=100, backend="cuda")
        for run in (here, there):
            run.advance(100)
        ends = here.positions(), there.positions()
        found[rule] = float(np.max(np.abs(ends[0] - ends[1])) / np.max(np.abs(ends[0])))
    if progress:
        progress("done", len(rules), len(rules))
    return found


def device_table(result: dict[str, Any], say: Say = str) -> str:
    """The result for a person; say: puts a phrase into the person's language."""
    intro = Phrase(
        "{device}: {particles:,} particles × {steps:,} steps, {dtype}, 10⁹ particle-steps a second",
        device=result["device"]["name"],
        particles=result["particles"],
        steps=result["steps"],
        dtype=result["dtype"],
    )
    lines = [say(intro), ""]
    for row in result["cells"]:
        speeds = ", ".join(f"{name} {speed / 1e9:.3g}" for name, speed in row["speed"].items())
        bound = Phrase("unknown") if row["bound"] is None else f"{row['bound'] / 1e9:.3g}"
        cell = Phrase(
            "{rule} on {landscape}: {speeds}; bound {bound}",
            rule=row["rule"],
            landscape=row["landscape"],
            speeds=speeds,
            bound=bound,
        )
        lines.append(say(cell))
    lines += [f"{name}: {say(reason)}" for name, reason in result["absent"].items()]
    worst = max(result["agreement"].items(), key=lambda item: item[1])
    farthest = Phrase(
        "farthest from NumPy after 100 steps in float64: {name}, {distance:.1e}",
        name=worst[0],
        distance=worst[1],
    )
    lines.append(say(farthest))
    return "\n".join(lines)


__all__ = ["DeviceSize", "bound_of", "device_table", "measure_device", "operations"]

"""How fast Ravine steps particles, side by side with C, optax and torch, in one run on this machine.

`measure` returns plain values fit for JSON, `table` makes text of them. Before anything is timed each
contender takes the same steps from the same start, and one that ends up elsewhere is not counted. Speeds are
particle-steps per second; read the ratios, since the contenders take turns and share the machine's moods.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from .. import machine
from .agreement import STEPS, compare
from .c_reference import FLAGS, CReference
from .optax_reference import Optax
from .problem import Absent, Cell, Contender, Points, matrix
from .ravine_kernels import Ravine
from .table import table
from .timing import take_turns
from .torch_reference import Torch

__all__ = ["CONTENDERS", "Size", "measure", "table"]

CONTENDERS = ("fused", "split", "c", "optax", "torch")
COMPARED = ("c", "optax", "torch")

Progress = Callable[[str, int, int], object]


@dataclass(frozen=True)
class Size:
    """How much is measured: `steps` for the fast contenders, `slow_steps` for the others."""

    particles: int
    steps: int
    slow_steps: int
    rounds: int


FULL = Size(particles=1 << 20, steps=200, slow_steps=50, rounds=5)
QUICK = Size(particles=1 << 17, steps=200, slow_steps=25, rounds=3)


def measure(
    quick: bool = False,
    progress: Progress | None = None,
    size: Size | None = None,
    cells: list[Cell] | None = None,
) -> dict[str, Any]:
    """Measure all cells of the matrix, or `cells`; calls progress(label, done, total) before each, then once.

    Takes some minutes; a `quick` run a fraction of that, with figures to match.
    """
    size = size or (QUICK if quick else FULL)
    chosen = matrix() if cells is None else cells
    absent: dict[str, str] = {}
    rows = []
    for done, cell in enumerate(chosen):
        if progress:
            progress(f"{cell.rule} on {cell.landscape}", done, len(chosen))
        rows.append(_measure_cell(cell, size, absent))
    if progress:
        progress("done", len(chosen), len(chosen))
    return {
        "machine": {
            "processor": machine.processor(),
            "versions": machine.versions(),
            "gcc_flags": " ".join(FLAGS),
        },
        "dtype": "float32",
        **asdict(size),
        "absent": absent,
        "cells": rows,
        "summary": {name: _summary(rows, name) for name in COMPARED if name not in absent},
    }


def _measure_cell(cell: Cell, size: Size, absent: dict[str, str]) -> dict[str, Any]:
    start = cell.start(size.particles)
    makers: dict[str, Callable[[], Contender]] = {
        "fused": lambda: Ravine(cell, start, "fused", size.steps),
        "split": lambda: Ravine(cell, start, "split", size.steps),
        "c": lambda: CReference(cell, start),
        "optax": lambda: Optax(cell, start),
        "torch": lambda: Torch(cell, start),
    }
    contenders: dict[str, Contender] = {}
    for name, make in makers.items():
        try:
            contenders[name] = make()
        except Absent as reason:
            absent[name] = str(reason)
    differs = _differing(cell, contenders)
    for name in differs:
        del contenders[name]
    steps = {name: size.slow_steps if c.slow else size.steps for name, c in contenders.items()}
    speeds = take_turns(contenders, size.particles, steps, size.rounds)
    return {
        "rule": cell.rule,
        "landscape": cell.landscape,
        "speed": {name: speed.wall for name, speed in speeds.items()},
        "speed_per_cpu_second": {name: speed.cpu for name, speed in speeds.items()},
        "ratio": {name: speeds["fused"].wall / speeds[name].wall for name in COMPARED if name in speeds},
        "ratio_per_cpu_second": {
            name: speeds["fused"].cpu / speeds[name].cpu for name in COMPARED if name in speeds
        },
        "differs": differs,
    }


def _differing(cell: Cell, contenders: dict[str, Contender]) -> dict[str, dict[str, float]]:
    """Those that do not end where Ravine's kernels do."""
    ours = contenders["fused"]
    assert isinstance(ours, Ravine)
    for contender in contenders.values():
        contender.reset()
        contender.advance(STEPS)
    differs = {}
    for name, contender in contenders.items():
        ahead = cell.rule == "nesterov" and contender.looks_from_ahead
        expected: Points = ours.seen_from_ahead() if ahead else ours.positions()
        found = compare(expected, contender.positions())
        if not found.holds:
            differs[name] = asdict(found)
    return differs


def _summary(rows: list[dict[str, Any]], name: str) -> dict[str, float] | None:
    """Median, smallest and largest ratio over the cells that were counted."""
    ratios = [row["ratio"][name] for row in rows if name in row["ratio"]]
    if not ratios:
        return None
    cpu = [row["ratio_per_cpu_second"][name] for row in rows if name in row["ratio"]]
    return {
        "median": statistics.median(ratios),
        "min": min(ratios),
        "max": max(ratios),
        "median_per_cpu_second": statistics.median(cpu),
        "min_per_cpu_second": min(cpu),
        "cells": len(ratios),
    }

"""Maps beside the same maps by jax and optax: part of `python -m tests.benchmarks.maps --jax PYTHON`.

Both take the same starts for as many steps, in float32, on all cores. Of a whole map, as `main.py map` writes
it, both give basin, loss, since when a pixel rests, and the length of its path; of the others jax gives basin
and loss alone, while Ravine tells since when and how it ended all the same. The contenders take turns, map by
map. jax is given the listed minima only, and knows its number of steps when it compiles; its compilation is
not counted.

"Room" is how many times as fast as jax the processor could be at most, see `roof`.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

import engine
from engine.bulk.axes import Axis
from engine.bulk.study import Study
from engine.bulk.terrain import places_of
from engine.bulk.tile import Tile, compute
from engine.machine import usable_threads
from engine.outcome import NEAR

from .roof import most, operations

SIDE, STEPS, ROUNDS = 1000, 200, 2
GOAL = 10.0

_DESCENTS = {"himmelblau": 1e-2, "rosenbrock": 2e-4, "rastrigin": 1e-3, "ackley": 1e-2}
_RATES = {"adagrad": 0.5, "rmsprop": 0.01, "adam": 0.05}
_SMOOTH = ("gradient_descent", "momentum", "adagrad", "rmsprop", "adam", "adadelta")
_WAVY = ("momentum", "rmsprop", "adam", "adadelta")


@dataclass(frozen=True)
class Cell:
    rule: str
    landscape: str
    whole: bool = False

    @property
    def params(self) -> dict[str, float]:
        if self.rule in ("gradient_descent", "momentum"):
            return {"eta": _DESCENTS[self.landscape]} | ({"gamma": 0.9} if self.rule == "momentum" else {})
        return {"eta": _RATES[self.rule]} if self.rule in _RATES else {}

    def study(self) -> Study:
        landscape = engine.load_landscape(self.landscape)
        x0, x1, y0, y1 = landscape.domain
        return Study(
            engine.load_optimizer(self.rule), landscape, Axis("start.x", x0, x1), Axis("start.y", y0, y1),
            SIDE, SIDE, STEPS, params=self.params, dtype="float32",
            measures=frozenset(["distance"] if self.whole else ()),
        )  # fmt: skip


def cells() -> Iterator[Cell]:
    for whole in (False, True):
        for landscape in _DESCENTS:
            for rule in _SMOOTH if landscape in ("himmelblau", "rosenbrock") else _WAVY:
                yield Cell(rule, landscape, whole)


class Jax:
    """The other process."""

    def __init__(self, python: str) -> None:
        script = Path(__file__).with_name("jax_maps.py")
        self._process = subprocess.Popen(
            [python, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def measure(self, cell: Cell, study: Study, listed: list[tuple[float, float]]) -> dict[str, Any]:
        x0, x1, y0, y1 = study.field.domain
        asked = {
            "rule": cell.rule, "params": cell.params, "landscape": cell.landscape, "whole": cell.whole,
            "domain": [x0, x1, y0, y1], "near": NEAR * float(np.hypot(x1 - x0, y1 - y0)), "minima": listed,
            "side": SIDE, "steps": STEPS, "rounds": ROUNDS,
        }  # fmt: skip
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(asked), file=self._process.stdin, flush=True)
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def close(self) -> None:
        self._process.communicate()


def timed(work: Callable[[], Tile]) -> tuple[float, float, Tile]:
    """The least seconds by the clock and of processor time, after one round that is not counted."""
    tile, times = work(), []
    for _ in range(ROUNDS):
        clock, processor = time.perf_counter(), time.process_time()
        tile = work()
        times.append((time.perf_counter() - clock, time.process_time() - processor))
    return min(t[0] for t in times), min(t[1] for t in times), tile


def shared(tile: Tile, counts: list[int]) -> float:
    """The share of pixels that both count at the same minima or at none of them."""
    labels = np.where(tile.basin < len(counts) - 1, tile.basin, -1)
    own = np.bincount(labels.ravel().astype(np.int64) + 1, minlength=len(counts))
    return 1 - np.abs(own - np.array(counts)).sum() / 2 / tile.basin.size


def report(python: str) -> None:
    print(f"beside jit(vmap(scan)) with optax: {SIDE} × {SIDE} × {STEPS} in float32, 10⁹ particle-steps/s")
    print("  by the clock on all cores (of processor time); ratios with fused kernels, and [split] ones")
    peak = most(usable_threads())
    print(f"  at most {peak / 1e9:.0f}·10⁹ additions and multiplications a second")
    jax, ratios, rooms = Jax(python), [], []
    for cell in cells():
        study = cell.study()
        split = timed(lambda s=study: compute(s))
        fused = timed(lambda s=study: compute(s, kernels="fused"))
        listed = [(m.x, m.y) for m in places_of(study).minima if m.listed]
        theirs = jax.measure(cell, study, listed)
        speed = study.particle_steps / 1e9
        ratio, processor = theirs["wall"] / fused[0], theirs["cpu"] / fused[1]
        ratios.append((cell.whole, ratio, processor))
        roof = peak / operations(study) / 1e9
        room = roof * theirs["wall"] / speed
        rooms.append((cell.whole, room))
        print(
            f"  {cell.rule:<17}{cell.landscape + (', whole' if cell.whole else ''):<18} "
            f"ours {speed / fused[0]:5.2f} ({speed / fused[1]:5.2f}), "
            f"jax {speed / theirs['wall']:5.2f} ({speed / theirs['cpu']:5.2f}): "
            f"{ratio:5.1f} [{theirs['wall'] / split[0]:5.1f}], of processor time {processor:5.1f} "
            f"[{theirs['cpu'] / split[1]:5.1f}]; roof {roof:5.2f}, room {room:5.1f}; "
            f"{shared(fused[2], theirs['counts']):.1%} end alike",
            flush=True,
        )
    jax.close()
    left = sorted(room for whole, room in rooms if not whole)
    print(f"  room: median {statistics.median(left):.1f}, least {left[0]:.1f}, most {left[-1]:.1f}")
    for name, whole in (("loss and basin", False), ("whole maps", True)):
        walls, processors = zip(*[(w, c) for s, w, c in ratios if s == whole], strict=True)
        print(
            f"  {name}: median {statistics.median(walls):.1f} times, least {min(walls):.1f}, most "
            f"{max(walls):.1f} of {len(walls)}; of processor time {statistics.median(processors):.1f}, "
            f"least {min(processors):.1f}; goal {GOAL:.0f}",
            flush=True,
        )

"""Maps beside the same maps by jax and optax: part of `python -m tests.benchmarks.maps --jax PYTHON`.

Both take the same starts for as many steps, in float32, on all cores. Of a whole map, as `main.py map`
writes it, both give basin, loss, since when a pixel rests, and the length of its path; of the others jax
gives basin and loss alone, while Ravine tells since when and how it ended all the same. jax tells apart the
listed minima, which are few, and once more all that Ravine's map does, which is the same map: of waves there
are hundreds. The contenders take turns, map by map. jax knows its number of steps when it compiles; its
compilation is not counted.

"Room" is how many times as fast as jax the processor could be at most, see `roof`.
"""

from __future__ import annotations

import json
import math
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

from .roof import Speed, most, work_of

Places = list[tuple[float, float]]

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

    def measure(self, cell: Cell, study: Study, minima: Places, rounds: int = ROUNDS) -> dict[str, Any]:
        x0, x1, y0, y1 = study.field.domain
        asked = {
            "rule": cell.rule, "params": cell.params, "landscape": cell.landscape, "whole": cell.whole,
            "domain": [x0, x1, y0, y1], "near": NEAR * float(np.hypot(x1 - x0, y1 - y0)), "minima": minima,
            "side": SIDE, "steps": STEPS, "rounds": rounds,
        }  # fmt: skip
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(asked), file=self._process.stdin, flush=True)
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def close(self) -> None:
        self._process.communicate()


def timed(work: Callable[[], Tile]) -> tuple[float, Tile]:
    """The least seconds by the clock, after one round that is not counted."""
    tile, least = work(), math.inf
    for _ in range(ROUNDS):
        began = time.perf_counter()
        tile = work()
        least = min(least, time.perf_counter() - began)
    return least, tile


def shared(tile: Tile, counts: list[int]) -> float:
    """The share of pixels that both count at the same minima or at none of them."""
    labels = np.where(tile.basin < len(counts) - 1, tile.basin, -1)
    own = np.bincount(labels.ravel().astype(np.int64) + 1, minlength=len(counts))
    return 1 - np.abs(own - np.array(counts)).sum() / 2 / tile.basin.size


@dataclass(frozen=True)
class Compared:
    """A map by both: particle-steps/s in 10⁹, by the clock."""

    cell: Cell
    fused: float
    split: float
    least: float
    """By jax, which tells apart the listed minima only."""
    same: float
    """By jax, with all minima that the map has."""
    roof: float
    alike: float

    def __str__(self) -> str:
        name = f"{self.cell.rule:<17}{self.cell.landscape + (', whole' if self.cell.whole else ''):<18}"
        return (
            f"  {name} ours {self.fused:5.2f} [{self.split:5.2f}], jax {self.least:6.3f}: "
            f"{self.fused / self.least:5.1f} [{self.split / self.least:5.1f}] times; with all minima "
            f"{self.same:6.3f}: {self.fused / self.same:5.1f}; roof {self.roof:5.2f}, room "
            f"{self.roof / self.same:5.1f}; {self.alike:.1%} end alike"
        )


def compared(cell: Cell, jax: Jax, peak: Speed) -> Compared:
    study = cell.study()
    split = timed(lambda: compute(study))[0]
    fused, tile = timed(lambda: compute(study, kernels="fused"))
    minima = places_of(study).minima
    least = jax.measure(cell, study, [(m.x, m.y) for m in minima if m.listed])
    same = least["wall"]
    if not all(m.listed for m in minima):
        same = jax.measure(cell, study, [(m.x, m.y) for m in minima], rounds=1)["wall"]
    fused_rate, split_rate, least_rate, same_rate = (
        study.particle_steps / 1e9 / seconds for seconds in (fused, split, least["wall"], same)
    )
    roof = peak.steps(work_of(study)) / 1e9
    return Compared(cell, fused_rate, split_rate, least_rate, same_rate, roof, shared(tile, least["counts"]))


def report(python: str) -> None:
    print(f"beside jit(vmap(scan)) with optax: {SIDE} × {SIDE} × {STEPS} in float32, 10⁹ particle-steps/s")
    print(
        "  by the clock on all cores, with fused kernels and [split] ones; jax tells apart the listed minima,"
    )
    print("  or all that the map has")
    peak, jax = most(usable_threads()), Jax(python)
    print(
        f"  at most {peak.sums / 1e9:.0f}·10⁹ additions and multiplications a second, "
        f"{peak.divisions / 1e9:.1f}·10⁹ divisions, {peak.roots / 1e9:.1f}·10⁹ roots"
    )
    found = []
    for cell in cells():
        found.append(compared(cell, jax, peak))
        print(found[-1], flush=True)
    jax.close()
    for name, whole in (("loss and basin", False), ("whole maps", True)):
        for minima in ("least", "same"):
            ratios = [c.fused / getattr(c, minima) for c in found if c.cell.whole == whole]
            print(
                f"  {name}, {'all' if minima == 'same' else 'listed'} minima: median "
                f"{statistics.median(ratios):.1f} times, least {min(ratios):.1f}, most {max(ratios):.1f}; "
                f"{sum(r >= GOAL for r in ratios)} of {len(ratios)} reach {GOAL:.0f}",
                flush=True,
            )

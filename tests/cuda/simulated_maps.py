"""Maps on the CUDA simulator beside the processor's: python -m tests.cuda.simulated_maps prints findings as
JSON, in a process of its own as `simulated` does. `test_maps.py` reads them.
"""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
import json
import threading
import warnings
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

import engine
from engine import Clip, Noise, cuda
from engine.bulk import on_device
from engine.bulk.axes import Axis
from engine.bulk.production import OnDevice
from engine.bulk.study import MEASURES, Study
from engine.bulk.tile import Tile, compute
from engine.bulk.units import Unit
from engine.errors import Cancelled, TooLargeError
from engine.gpu import tracing
from engine.gpu.buffers import Buffers
from engine.gpu.tracing import Chosen, Task, Tracer
from engine.outcome import Outcome
from engine.turns import Turn

from .simulated_beginnings import beginnings, same

EXACT = ("outcome", "basin", "steps", "visited", "success")
"""What is counted, and so is the same or not."""


def study(optimizer: str = "momentum", landscape: str = "himmelblau", **changes: Any) -> Study:
    """A small map, with whatever is to be otherwise."""
    given = Study(
        engine.load_optimizer(optimizer),
        engine.load_landscape(landscape),
        Axis("start.x", -6, 6),
        Axis("start.y", -5, 5),
        width=10,
        height=9,
        steps=60,
        params={"eta": 0.015},
        dtype="float64",
    )
    return dataclasses.replace(given, **changes)


def studies() -> dict[str, Study]:
    """One for everything that a map may be of."""
    measured = frozenset(MEASURES)
    strong = {"x": Axis("eta", 1e-3, 0.02, log=True), "start": (-1.0, 0.0)}
    cosine = {"schedule": engine.load_schedule("cosine")}
    flat = {"x": Axis("landscape.a", 0.3, 1.4), "y": Axis("start.y", -0.5, 2), "start": (0.5, 0.0)}
    found = {
        "starts": study(measures=measured),
        "adam": study("adam", params={"eta": 0.3}, steps=90),
        "nesterov": study("nesterov", "ackley", params={"eta": 0.01}),
        "many minima": study("gradient_descent", "rastrigin", params={"eta": 1e-3}, measures=measured),
        "rate": study(**strong, params={}),
        "rate, scheduled": study(**strong, **cosine, params={}),
        "rate and rule": study("adam", x=Axis("eta", 1e-2, 1, log=True), y=Axis("beta1", 0, 0.95),
                               start=(1.0, 1.5), params={}),
        "landscape": study("momentum", "rosenbrock", **flat, steps=500, width=6, height=4,
                           params={"eta": 1e-3}, measures=frozenset(["distance"])),
        "planes": study("momentum", "two_wells", x=Axis("landscape.deep", 0.6, 9), start=(0.6, 1.2), width=5,
                        height=4, params={"eta": 0.05}, measures=frozenset(["visited"])),
        "sigma": study(x=Axis("noise.sigma", 0, 3), y=Axis("eta", 1e-3, 1e-2, log=True), start=(1.0, 1.5),
                       params={}),
        "noise": study(noise=Noise(0.2), params={"eta": 0.01}, measures=measured, steps=80),
        "sparse": study(noise=Noise(0.0, 0.6), params={"eta": 0.01}),
        "rare": study("adam", noise=Noise(0.1, 0.4, rare=1), params={"eta": 0.2}),
        "clipped": study(clip=Clip(8.0, 9.0)),
        "schedule": study("adam", **cosine, params={"eta": 0.4}),
        "turn": study("adam", params={"eta": 0.4}, turns=(Turn(25, {"eta": 0.05, "beta1": 0.5}),)),
        "landscape's turn": study(landscape="rosenbrock", params={"eta": 1e-3},
                                  turns=(Turn(20, {}, {"a": 0.5}),)),
        # far from where minima are looked for: at rest by Newton's step alone
        "elsewhere": study("gradient_descent", x=Axis("start.x", 20, 26), y=Axis("start.y", -1, 9),
                           params={"eta": 0.3}, width=6, height=7,
                           field=engine.landscape("sin(x) + cos(y)", domain=(-1.5, 1.5, -2.0, 2.0))),
        "seeds": study(noise=Noise(0.3), params={"eta": 0.01}, seeds=3, width=5, height=4, steps=90),
    }  # fmt: skip
    return found | {f"{name}, float32": found[name].replaced(dtype="float32") for name in found}


def apart(ours: Tile, other: Tile) -> dict[str, float]:
    """By array: how many pixels differ of what is counted, else the largest difference, relative to the
    larger of the number and 1."""
    first, second, found = ours.arrays(), other.arrays(), {}
    assert first.keys() == second.keys()
    for name, value in first.items():
        if name in EXACT:
            found[name] = float((value != second[name]).sum())
            continue
        a, b = value.astype(np.float64), second[name].astype(np.float64)
        same = (a == b) | (np.isnan(a) & np.isnan(b))
        with np.errstate(all="ignore"):
            off = np.where(same, 0.0, np.abs(a - b) / np.maximum(np.abs(b), 1.0))
        found[name] = float(np.where(np.isnan(off), np.inf, off).max())
    return found


def beside(names: Sequence[str] | None = None) -> dict[str, dict[str, Any]]:
    """Studies, every one unless named, on the device and on the processor: how far they are apart, and what
    there was to be seen, so that agreement means something; how many times the device was busy with it."""
    found, known = {}, studies()
    for name in names or known:
        map_ = known[name]
        with counted() as runs:
            ours = compute(map_, backend="cuda")
        here = compute(map_)
        rests = here.steps[here.outcome == Outcome.CONVERGED]
        found[name] = {
            "apart": apart(ours, here),
            "runs": len(runs),
            "outcomes": np.unique(here.outcome).tolist(),
            "basins": np.unique(here.basin[here.outcome == Outcome.CONVERGED]).tolist(),
            "early": int((rests < map_.steps).sum()),
        }
    return found


@contextlib.contextmanager
def counted() -> Iterator[list[int]]:
    """How many particles each run on the device had."""
    runs: list[int] = []
    start = Tracer.start

    def counting(
        self: Tracer, task: Task, buffers: Buffers, pixels: range | Chosen, *rest: Any, **named: Any
    ) -> None:
        runs.append(len(pixels if isinstance(pixels, range) else pixels.pixels))
        start(self, task, buffers, pixels, *rest, **named)

    Tracer.start = counting
    try:
        yield runs
    finally:
        Tracer.start = start


def cuts() -> dict[str, bool]:
    """A tile in parts, in strips of the device's, and in launches of few steps: the same bits."""
    map_ = study(width=40, height=20, steps=24, noise=Noise(0.3), measures=frozenset(MEASURES))
    whole = compute(map_, backend="cuda").arrays()
    part = compute(map_, slice(3, 20), slice(30, 37), backend="cuda").arrays()
    found = {"part": all(same(part[k], whole[k][3:20, 30:37]) for k in whole)}
    most, on_device._MOST = on_device._MOST, 200
    strips = compute(map_, backend="cuda").arrays()
    on_device._MOST = most
    found["strips"] = all(same(strips[k], whole[k]) for k in whole)
    found["line"] = line()
    small = study(steps=90, measures=frozenset(MEASURES))
    one = compute(small, backend="cuda").arrays()
    stretch, tracing._STRETCH = tracing._STRETCH, 1
    heard: list[float] = []
    many = compute(small, backend="cuda", progress=heard.append).arrays()
    tracing._STRETCH = stretch
    found["launches"] = all(same(many[k], one[k]) for k in one)
    found["progress"] = len(heard) > 5 and heard == sorted(heard) and heard[-1] == 1
    found["rectangles"] = rectangles(small, one)
    return found


def line() -> bool:
    """More strips than are under way at once, in some of which it is asked again: the same bits, whether the
    device has room for all of them or for one, and a progress that never goes back."""
    map_ = studies()["elsewhere, float32"].replaced(width=5, height=75, noise=Noise(0.0, 0.999))
    whole, most, room = compute(map_, backend="cuda").arrays(), on_device._MOST, Tracer.room
    good = []
    try:
        on_device._MOST = 16 * map_.width
        for free in (None, 2 * 16 * map_.width):
            Tracer.room = lambda self, words, free=free: free
            heard: list[float] = []
            with counted() as runs:
                found = compute(map_, backend="cuda", progress=heard.append).arrays()
            good.append(heard == sorted(set(heard)) and heard[-1] == 1)
            good.append(len(runs) > 7 and all(same(found[k], whole[k]) for k in whole))
    finally:
        on_device._MOST, Tracer.room = most, room
    return all(good)


def rectangles(map_: Study, whole: dict[str, np.ndarray]) -> bool:
    """Units computed together and cut apart: each has its pixels, also where one is missing."""
    edges = ((0, 4, 8, 9), (0, 4, 8, 10))
    rows, columns = ([slice(*pair) for pair in itertools.pairwise(side)] for side in edges)
    units = [
        Unit(3 * r + c, r, c, rows[r], columns[c]) for r in range(3) for c in range(3) if (r, c) != (1, 1)
    ]
    heard: dict[int, list[float]] = {}
    results = OnDevice().results(
        map_, units, threading.Event(), lambda unit, share: heard.setdefault(unit.number, []).append(share)
    )
    found = {unit.number: (unit, tile.arrays()) for unit, tile in results}
    return (
        list(found) == [unit.number for unit in units]
        and [numbers[-1] for numbers in heard.values()] == [40 / 16, 1, 1, 10 / 4]
        and all(
            same(a, whole[k][u.rows, u.columns]) for u, arrays in found.values() for k, a in arrays.items()
        )
    )


def cancelled() -> list[bool]:
    """A map that is to stop before it begins, and one between two launches."""
    begun = threading.Event()
    begun.set()
    later = threading.Event()
    stretch, tracing._STRETCH = tracing._STRETCH, 1
    found = []
    for stop in (begun, later):
        try:
            compute(study(), cancel=stop, progress=lambda share: later.set(), backend="cuda")
            found.append(False)
        except Cancelled:
            found.append(True)
    tracing._STRETCH = stretch
    return found


def leaving() -> dict[str, Any]:
    """How many products maps of many steps take whose particles come to rest to the bit early on."""
    calls = 0
    plain = cuda.plain_primitives

    def counting(real: str) -> dict[str, Any]:
        names = plain(real)
        product = names["mul"]

        def mul(a: Any, b: Any) -> Any:
            nonlocal calls
            calls += 1
            return product(a, b)

        return {**names, "mul": mul}

    cuda.plain_primitives = counting
    bowl = engine.landscape("(x - 1)**2 + 3*(y + 0.5)**2 + 0.5*x*y")
    given = {"field": bowl, "params": {"eta": 0.1}, "width": 3, "height": 2, "dtype": "float32"}
    found: dict[str, Any] = {"products": [], "apart": []}
    for steps in (300, 3000):
        map_ = study("gradient_descent", **given, steps=steps, measures=frozenset(MEASURES))
        calls = 0
        ours = compute(map_, backend="cuda")
        found["products"].append(calls)
        found["apart"].append(max(apart(ours, compute(map_)).values()))
    cuda.plain_primitives = plain
    return found


def too_large() -> str:
    """What is said where a few rows do not fit on the device."""
    room, Tracer.room = Tracer.room, lambda self, words: 5
    try:
        compute(study(), backend="cuda")
    except TooLargeError as error:
        return str(error)
    finally:
        Tracer.room = room
    return ""


CHECKS = (beside, cuts, cancelled, leaving, too_large, beginnings)

if __name__ == "__main__":
    warnings.simplefilter("ignore")
    print(json.dumps({check.__name__: check() for check in CHECKS}))

"""Maps: throughput beside the engine's bare steps, growth, memory, workers.

`python -m tests.benchmarks.maps [throughput growth memory workers]`, all of them by default; under a
minute each. Times of one thread are its processor time, which a busy machine blurs least; the best of several
rounds, the contenders in turn.
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

import engine
from engine.bulk.axes import Axis
from engine.bulk.study import Study
from engine.bulk.tile import compute
from engine.run import Run

ROOT = Path(__file__).parents[2]
RULES = {
    "gradient_descent": {"eta": 0.01},
    "momentum": {"eta": 0.01, "gamma": 0.9},
    "adam": {"eta": 0.05},
}
ROUNDS = 4


def study(
    rule: str = "momentum", side: int = 640, steps: int = 300, dtype: str = "float32", **more: object
) -> Study:
    return Study(
        engine.load_optimizer(rule), engine.load_landscape("himmelblau"), Axis("start.x", -5, 5),
        Axis("start.y", -5, 5), side, side, steps, params=RULES[rule], dtype=dtype, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def best(
    works: dict[str, Callable[[], Callable[[], object]]], clock: Callable[[], float]
) -> dict[str, float]:
    """The least time of each; what a work gives back is timed, what it does before is not."""
    found = dict.fromkeys(works, math.inf)
    for _ in range(ROUNDS):
        for name, prepare in works.items():
            ready = prepare()
            began = clock()
            ready()
            found[name] = min(found[name], clock() - began)
    return found


def bare(map_: Study, kernels: str) -> Callable[[], Callable[[], object]]:
    """The same particles in a run, which only steps."""
    x, y = map_.x.values(map_.width), map_.y.values(map_.height)
    begin = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)

    def prepare() -> Callable[[], object]:
        run = Run(
            map_.optimizer, map_.field, begin, params=map_.params, dtype=map_.dtype, total_steps=map_.steps,
            threads=1, kernels=kernels,  # type: ignore[arg-type]
        )  # fmt: skip
        return lambda: run.advance(map_.steps)

    return prepare


def throughput() -> None:
    print("10⁹ particle-steps/s of one thread, Himmelblau, 640 × 640, float32: map (of bare steps)")
    for rule in RULES:
        for steps in (300, 1000):
            cells = []
            for kernels in ("split", "fused"):
                map_ = study(rule, steps=steps)
                walked = map_.replaced(measures=frozenset(["distance"]))
                works = {
                    "bare": bare(map_, kernels),
                    "map": lambda m=map_, k=kernels: lambda: compute(m, threads=1, kernels=k),
                    "walked": lambda m=walked, k=kernels: lambda: compute(m, threads=1, kernels=k),
                }
                for prepare in works.values():
                    prepare()()
                found = {
                    name: map_.particle_steps / t / 1e9 for name, t in best(works, time.thread_time).items()
                }
                shares = {name: found[name] / found["bare"] for name in ("map", "walked")}
                cells.append(
                    f"{kernels} {found['bare']:.2f}: {found['map']:.2f} ({shares['map']:.0%}), "
                    f"with distance {found['walked']:.2f} ({shares['walked']:.0%})"
                )
            print(f"  {rule:<17} {steps:>5} steps   " + "   ".join(cells), flush=True)
    coarse = study(side=100, dtype="float64")
    print(f"  a coarse map, 100 × 100 × 300 in float64: {1e3 * _wall(lambda: compute(coarse)):.1f} ms")


def _wall(work: Callable[[], object]) -> float:
    work()
    return best({"": lambda: work}, time.perf_counter)[""]


def growth() -> None:
    print("growth with pixels, momentum at η = 10⁻⁹ (at rest nowhere), 200 steps, float32, one thread")
    fixed = best({"": lambda: lambda: compute(study(side=1, steps=1), threads=1)}, time.thread_time)[""]
    points = []
    for width, height in ((32, 16), (160, 32), (320, 160), (1280, 400), (3200, 1600)):
        map_ = study(steps=200).replaced(width=width, height=height, params={"eta": 1e-9})
        compute(map_, threads=1)
        seconds = best({"": lambda m=map_: lambda: compute(m, threads=1)}, time.thread_time)[""]
        points.append((map_.particle_steps, seconds))
        print(f"  {map_.particle_steps:.2e}: {1e3 * seconds:.2f} ms", flush=True)
    n, t = np.log(np.array(points)).T
    slopes = [np.polyfit(n[k:], t[k:], 1)[0] for k in range(3)]
    print("  exponent from 10⁵, 10⁶, 10⁷ on: " + ", ".join(f"{slope:.3f}" for slope in slopes))
    print(f"  a map of one pixel and one step takes {1e3 * fixed:.2f} ms")


_MEMORY = """
import resource, sys
import main
code = main.main(sys.argv[1:])
print(code, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def command(folder: Path, size: str, *more: str) -> tuple[float, int]:
    """Seconds and the largest memory in MB of `main.py map` into a folder."""
    given = [
        "map",
        "L4",
        "--size",
        size,
        "--measure",
        "none",
        "--dtype",
        "float32",
        "--out",
        str(folder),
        *more,
    ]
    began = time.perf_counter()
    ended = subprocess.run(
        [sys.executable, "-c", _MEMORY, *given], cwd=ROOT, capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    return time.perf_counter() - began, int(ended.stdout.split()[-1])


def memory() -> None:
    print("largest memory of the whole command, 10 steps a pixel")
    with tempfile.TemporaryDirectory() as place:
        for size in ("1000x1000", "3200x3200", "6400x6400"):
            seconds, largest = command(Path(place) / size, size, "--steps", "10")
            print(f"  {size}: {largest} MB, {seconds:.1f} s", flush=True)


def workers() -> None:
    print("two workers beside one, 1.6·10⁹ particle-steps, the whole command; and the same without a cluster")
    with tempfile.TemporaryDirectory() as place:
        for name, more in (("one", ("--workers", "1")), ("two", ("--workers", "2")), ("none", ())):
            seconds, _ = command(Path(place) / name, "1600x1600", "--steps", "640", *more)
            print(f"  {name}: {seconds:.1f} s", flush=True)


PARTS = {f.__name__: f for f in (throughput, growth, memory, workers)}

if __name__ == "__main__":
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores" if hasattr(os, "getloadavg") else "")
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()

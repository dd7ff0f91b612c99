"""Maps: throughput beside the engine's bare steps, growth, memory, workers.

`python -m tests.benchmarks.maps [throughput growth memory workers] [--jax PYTHON]`, all parts by default,
some three minutes. With a Python that has jax and optax, the same maps by these as well; "jax" alone for
nothing else. Times of one thread are its processor time, which a busy machine blurs least; the best of
several rounds, the contenders in turn.
"""

from __future__ import annotations

import argparse
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
from engine.benchmark.problem import Cell
from engine.bulk.axes import Axis
from engine.bulk.study import Study
from engine.bulk.tile import compute
from engine.modifiers import Noise
from engine.run import Run

from . import maps_beside_jax

ROOT = Path(__file__).parents[2]
RULES = {
    "gradient_descent": {"eta": 0.01},
    "momentum": {"eta": 0.01, "gamma": 0.9},
    "adam": {"eta": 0.05},
}
ROUNDS = 3


def study(
    rule: str = "momentum", side: int = 1000, steps: int = 300, dtype: str = "float32", **more: object
) -> Study:
    return Study(
        engine.load_optimizer(rule), engine.load_landscape("himmelblau"), Axis("start.x", -5, 5),
        Axis("start.y", -5, 5), side, side, steps, params=RULES[rule], dtype=dtype, **more,
    )  # fmt: skip


def best(
    works: dict[str, Callable[[], Callable[[], object]]], clock: Callable[[], float], rounds: int = ROUNDS
) -> dict[str, float]:
    """The least time of each; what a work gives back is timed, what it does before is not."""
    found = dict.fromkeys(works, math.inf)
    for _ in range(rounds):
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
            threads=1, kernels=kernels,
        )  # fmt: skip
        return lambda: run.advance(map_.steps)

    return prepare


def stepping(map_: Study, kernels: str) -> float:
    """The engine's stepping rate in 10⁹ a second: the same particles at rates at which all still move.

    What rests to the bit is skipped, and then steps are counted that were never taken.
    """
    moved = map_.replaced(params=Cell(map_.optimizer.id, "himmelblau").parameters, steps=200)
    if map_.optimizer.id == "gradient_descent":
        moved = moved.replaced(params={"eta": 1e-3})
    seconds = best({"": bare(moved, kernels)}, time.thread_time)[""]
    return moved.particle_steps / seconds / 1e9


def throughput() -> None:
    print("10⁹ particle-steps/s of one thread, Himmelblau, 1000 × 1000, float32; a map and, in brackets, its")
    print("share of the stepping rate, all particles in motion, and of bare steps of these very particles")
    for rule in RULES:
        for kernels in ("split", "fused"):
            rate = stepping(study(rule), kernels)
            for steps in (300, 1000):
                map_ = study(rule, steps=steps)
                walked = map_.replaced(measures=frozenset(["distance"]))
                works = {
                    "bare": bare(map_, kernels),
                    "map": lambda m=map_, k=kernels: lambda: compute(m, threads=1, kernels=k),
                }
                if steps == 300:
                    works["with distance"] = lambda m=walked, k=kernels: (
                        lambda: compute(m, threads=1, kernels=k)
                    )
                for prepare in works.values():
                    prepare()()
                found = {
                    name: map_.particle_steps / t / 1e9 for name, t in best(works, time.thread_time).items()
                }
                cells = [
                    f"{name} {found[name]:.2f} ({found[name] / rate:.0%}, {found[name] / found['bare']:.0%})"
                    for name in works
                    if name != "bare"
                ]
                print(
                    f"  {rule:<17} {kernels} {steps:>5} steps   stepping {rate:.2f}, bare "
                    f"{found['bare']:.2f}: {'   '.join(cells)}",
                    flush=True,
                )
    coarse = study(side=100, dtype="float64")
    print(f"  a coarse map, 100 × 100 × 300 in float64: {1e3 * _wall(lambda: compute(coarse)):.1f} ms")


def _wall(work: Callable[[], object]) -> float:
    work()
    return best({"": lambda: work}, time.perf_counter)[""]


LARGEST = 3200, 1600
LIGHT = study("momentum", steps=200).replaced(params={"eta": 1e-9}, width=LARGEST[0], height=LARGEST[1])
HEAVY = Study(
    engine.load_optimizer("adam"), engine.load_landscape("ackley"), Axis("start.x", -5, 5),
    Axis("start.y", -5, 5), *LARGEST, 200, params={"eta": 1e-4}, noise=Noise(sigma=1.0), dtype="float64",
)  # fmt: skip


def growth() -> None:
    print("growth with pixels: parts of a map of 3200 × 1600 by 200 steps, one thread, every one a new study")
    sizes = ((32, 16), (160, 32), (320, 160), (1280, 400), LARGEST)
    for name, base, most in (
        ("momentum on Himmelblau, float32, at rest nowhere", LIGHT, 5),
        ("Adam with noise on Ackley, float64", HEAVY, 5),
    ):
        points = [(w * h * base.steps, _least(base, slice(h), slice(w))) for w, h in sizes[:most]]
        n, t = np.log(np.array(points)).T
        slopes = [np.polyfit(n[k:], t[k:], 1)[0] for k in range(most - 1)]
        print(f"  {name}: " + ", ".join(f"{steps:.1e} {1e3 * s:.3g} ms" for steps, s in points))
        print("    exponent from 10⁵, 10⁶, … on: " + ", ".join(f"{x:.3f}" for x in slopes), flush=True)
    tiny = LIGHT.replaced(width=1, height=1, steps=1)
    works = {
        "new": lambda: lambda: compute(tiny.replaced(), threads=1),
        "known": lambda: lambda: compute(tiny, threads=1),
    }
    fixed = best(works, time.perf_counter, 60)
    print(
        f"  a map of one pixel and one step takes {1e3 * fixed['new']:.3f} ms, another tile of a study "
        f"{1e3 * fixed['known']:.3f} ms"
    )


def _least(base: Study, rows: slice, columns: slice) -> float:
    """The least processor time of these pixels, with numbers that no study before had."""
    compute(base, rows, columns, threads=1)
    least, begin = math.inf, time.perf_counter()
    for k in range(100):
        fresh = base.replaced(params={"eta": float(base.params["eta"]) * (1 + 1e-3 * k)})
        began = time.thread_time()
        compute(fresh, rows, columns, threads=1)
        least = min(least, time.thread_time() - began)
        if time.perf_counter() - begin > 2.0:
            break
    return least


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=(*PARTS, "jax", []), help="all where none is named")
    parser.add_argument("--jax", metavar="PYTHON", help="a Python that has jax and optax")
    options = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores" if hasattr(os, "getloadavg") else "")
    for part in options.parts or PARTS:
        if part != "jax":
            PARTS[part]()
    if options.jax:
        maps_beside_jax.report(options.jax)


if __name__ == "__main__":
    main()

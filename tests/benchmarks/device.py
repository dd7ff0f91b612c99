"""What a device does: python -m tests.benchmarks.device [rates maps growth frames jax] [--quick] [--out F].

Needs the extra `cuda` and a device; the part "jax" also jax and optax that know it. Of the contenders of one
comparison each takes its turn, and the median of several rounds counts.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

import engine
from engine import cuda
from engine.benchmark import on_device
from engine.bulk.study import Study
from engine.bulk.tile import compute
from engine.run import Run
from engine.splatting import Aim, Brush, Splatter, Target

from .maps import study
from .maps_beside_jax import Cell

ROUNDS = 5
found: dict[str, Any] = {}


def seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of some rounds after one that is not counted."""
    work()
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def told(part: str, name: str, **numbers: float) -> None:
    found.setdefault(part, {})[name] = numbers
    print(f"  {name}: " + ", ".join(f"{k} {v:.4g}" for k, v in numbers.items()), flush=True)


def rates(quick: bool) -> None:
    """The engine's steps beside the bound, a kernel written by hand, and optax."""
    on_device._agreement = lambda progress: {"see tests.cuda.on_device": 0.0}
    result = on_device.measure_device(quick=quick)
    found["rates"] = result
    print(on_device.device_table(result))
    for row in result["cells"]:
        print(f"  {row['landscape']}: {row['operations']}")
        print(f"    of the bound {row['share_of_bound']}, ratio {row['ratio']}")


def maps(quick: bool) -> None:
    """Maps on the device beside bare steps of the same particles there, and beside the processor's maps."""
    side = (512, 256) if quick else (2048, 1024)
    for rule in ("gradient_descent", "momentum", "adam"):
        for steps in (300, 1000, 10000):
            map_ = study(rule, steps=steps).replaced(width=side[0], height=side[1])
            spent = seconds(lambda m=map_: compute(m, backend="cuda"), 3)
            run = bare(map_)
            begin = run.snapshot()

            def stepped(r: Run = run, b: Any = begin, n: int = steps) -> float:
                r.restore(b)
                began = time.perf_counter()
                r.advance(n)
                return time.perf_counter() - began

            stepped()
            stepping = statistics.median(stepped() for _ in range(3))
            work = map_.particle_steps / 1e9
            told("maps", f"{rule} {steps}", map=work / spent, bare=work / stepping, share=stepping / spent)
    whole = study("momentum", steps=300).replaced(
        width=side[0], height=side[1], measures=frozenset(["distance"])
    )
    for where in ("cuda", "cpu"):
        spent = seconds(lambda w=where: compute(whole, backend=w), 3)
        told("maps", f"momentum 300 with distance, {where}", map=whole.particle_steps / spent / 1e9)
    coarse = study(side=100, dtype="float64")
    told("maps", "coarse 100 x 100 x 300, float64", ms=1e3 * seconds(lambda: compute(coarse, backend="cuda")))


def bare(map_: Study) -> Run:
    x, y = map_.x.values(map_.width), map_.y.values(map_.height)
    begin = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    return Run(
        map_.optimizer, map_.field, begin, params=map_.params, dtype=map_.dtype, total_steps=map_.steps,
        backend="cuda",
    )  # fmt: skip


def growth(quick: bool) -> None:
    """Time of bare steps and of whole maps as their number grows."""
    base = study("momentum", steps=200).replaced(params={"eta": 1e-9})
    sizes = ((32, 16), (160, 32), (320, 160), (1280, 400), (3200, 1600), (10000, 5000))[: 4 if quick else 6]
    points = []
    for width, height in sizes:
        map_ = base.replaced(width=width, height=height)
        spent = seconds(lambda m=map_: compute(m, backend="cuda"), 3)
        points.append((map_.particle_steps, spent))
        told("growth", f"map of {map_.particle_steps:.1e} steps", ms=1e3 * spent)
    n, t = np.log(np.array(points)).T
    slopes = [float(np.polyfit(n[k:], t[k:], 1)[0]) for k in range(len(points) - 1)]
    told(
        "growth",
        "exponent",
        **{f"from {steps:.0e}": x for (steps, _), x in zip(points, slopes, strict=False)},
    )


def frames(quick: bool) -> None:
    """A step and a plane of density of a swarm, as the window asks for them."""
    for count in (1_000_000,) if quick else (1_000_000, 10_000_000):
        start = np.random.default_rng(1).uniform(-5, 5, (count, 2))
        for where in ("cuda", "cpu"):
            run = Run(
                engine.load_optimizer("adam"), engine.load_landscape("himmelblau"), start, dtype="float32",
                total_steps=10**6, backend=where,
            )  # fmt: skip

            target = Target(np.zeros((1080, 1920), np.uint16), np.zeros((34, 60), np.uint8))
            draw = Splatter()

            def frame(r: Run = run, drawn: Target = target, splatter: Splatter = draw) -> None:
                r.advance(1)
                drawn.plane.fill(0)
                splatter.add(r, drawn, Aim(108.0, 960.0, 540.0), Brush(256.0))

            told("frames", f"{count} particles, {where}", ms=1e3 * seconds(frame, 20))


def jax(quick: bool) -> None:
    """Maps by jax and optax on the same device."""
    script = Path(__file__).with_name("jax_maps.py")
    other = subprocess.Popen(
        [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "XLA_PYTHON_CLIENT_PREALLOCATE": "false"},
    )  # fmt: skip
    assert other.stdin is not None
    assert other.stdout is not None
    from engine.bulk.terrain import places_of
    from engine.outcome import NEAR

    for rule, landscape in (("momentum", "himmelblau"), ("adam", "himmelblau"), ("adam", "rastrigin")):
        for whole in (False, True):
            cell = Cell(rule, landscape, whole)
            map_ = cell.study()
            x0, x1, y0, y1 = map_.field.domain
            listed = [(m.x, m.y) for m in places_of(map_).minima if m.listed]
            asked = {
                "rule": rule, "params": cell.params, "landscape": landscape, "whole": whole, "minima": listed,
                "domain": [x0, x1, y0, y1], "near": NEAR * float(np.hypot(x1 - x0, y1 - y0)),
                "side": 1000, "steps": map_.steps, "rounds": 3,
            }  # fmt: skip
            print(json.dumps(asked), file=other.stdin, flush=True)
            theirs = json.loads(other.stdout.readline())["wall"]
            ours = seconds(lambda m=map_: compute(m, backend="cuda"), 3)
            name = f"{rule} {landscape}{', whole' if whole else ''}"
            told("jax", name, ours_ms=1e3 * ours, jax_ms=1e3 * theirs, times=theirs / ours)
    other.communicate()


PARTS = {f.__name__: f for f in (rates, maps, growth, frames, jax)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=(*PARTS, []), help="all where none is named")
    parser.add_argument("--quick", action="store_true", help="smaller, for a look")
    parser.add_argument("--out", type=Path, help="a file for the figures, as JSON")
    options = parser.parse_args()
    print(cuda.find())
    for part in options.parts or PARTS:
        began = time.perf_counter()
        print(part, flush=True)
        try:
            PARTS[part](options.quick)
        finally:
            print(f"  [{time.perf_counter() - began:.0f} s]", flush=True)
            if options.out is not None:
                options.out.write_text(json.dumps(found, indent=1, default=str))


if __name__ == "__main__":
    main()

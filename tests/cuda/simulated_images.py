"""Images of swarms and planes of density, drawn on the CUDA simulator; see `simulated`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from engine import Run, swarm
from engine.catalogue import load_landscape, load_optimizer
from engine.problem import Layout, laid_out
from engine.splatting import Aim, Brush, Splatter, Target, plain

from .pairs import both


def images() -> dict[str, Any]:
    """Density and outcomes, made on the device and here."""
    place = load_landscape("himmelblau")
    start = np.random.default_rng(3).uniform(-7, 7, (60, 2))
    runs = both(load_optimizer("momentum"), place, start, 60, params={"eta": 0.012}, dtype="float32")
    ours, here = (swarm.density(run, (-5.0, 4.0, -3.0, 6.0), 9, 5) for run in runs)
    (codes, which), (codes_here, which_here) = (swarm.basins(run) for run in runs)
    return {
        "density": int(np.abs(ours.astype(int) - here).sum()),
        "drawn": int(here.sum()),
        "codes": int((codes != codes_here).sum()),
        "which": int((which != which_here).sum()),
        "kinds": sorted(set(codes_here.tolist())),
        "places": sorted(set(which_here.tolist())),
    }


def planes() -> dict[str, Any]:
    """Planes of density, drawn on the device and by NumPy from the same particles: the same bits."""
    rule, place = load_optimizer("momentum"), load_landscape("himmelblau")
    start = np.random.default_rng(5).uniform(-6, 6, (90, 2))
    found: dict[str, Any] = {}
    for dtype in ("float32", "float64"):
        for fine in (False, True):
            run = Run(rule, place, start, params={"eta": 0.012}, dtype=dtype, total_steps=20, backend="cuda")
            run.advance(20)
            stop_some(run)
            both_ways = (run, laid_out(run.positions(), run.stopped_at))
            drawn = [splats(particles, Brush(18000.0, fine)) for particles in both_ways]
            found[f"{dtype} {'fine' if fine else 'coarse'}"] = [
                bool((a == b).all()) for a, b in zip(*drawn, strict=True)
            ]
            found["sums"] = [int(array.sum()) for array in drawn[1]]
            found["full"] = int(drawn[1][0].max())
            found["streaks"] = bool((streaks(both_ways[0]) == streaks(both_ways[1])).all())
            found["stopped"] = [run.count_stopped(), int((run.stopped_at >= 0).sum())]
    return found


def stop_some(run: Run) -> None:
    """As if some particles had stopped: those that really do are far out of sight."""
    here = run.snapshot()
    stopped = here.stored.stopped_at.copy()
    stopped[::7] = 3
    run.restore(replace(here, stored=replace(here.stored, stopped_at=stopped)))


def splats(run: Run | Layout, brush: Brush) -> list[np.ndarray]:
    """Plane, plane of those that stopped, marked tiles; all with NumPy on the host's side."""
    target = Target(np.zeros((40, 70), np.uint16), np.zeros((2, 2), np.uint8), np.zeros((40, 70), np.uint16))
    aim = Aim(-7.0, 4.0, 5.0, ((-0.5, 0.25), (0.5, 0.0)))
    for _ in range(2):
        Splatter(1).add(run, target, aim, brush, loops=plain)
    return [target.plane, target.gone, target.tiles]  # type: ignore[list-item]


def streaks(run: Run | Layout) -> np.ndarray:
    target = Target(np.zeros((40, 70), np.uint16), np.zeros((2, 2), np.uint8))
    before = np.full((2, run.n), 30.0, np.float32)
    Splatter(1).add(run, target, Aim(-7.0, 4.0, 5.0), Brush(100.0, most=20), before, plain)
    return target.plane

"""Runs that stop, rest, are cut in pieces or cancelled on the CUDA simulator; see `simulated`."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np

import engine
from engine import Noise, Run, swarm
from engine.catalogue import load_landscape, load_optimizer
from engine.compiled import fuses_multiply_add
from engine.errors import Cancelled

from .pairs import START, apart, both, difference


def stopping() -> dict[str, Any]:
    """One particle that blows up among three that do not, and frames across its end."""
    start = np.array([[0.1, 0.2], [9.0, -9.0], [-0.3, 0.1], [0.2, 0.2]])
    rule, place = load_optimizer("gradient_descent"), load_landscape("himmelblau")
    ours, other = both(rule, place, start, 20, params={"eta": 1e-2})
    run = Run(rule, place, start, params={"eta": 1e-2}, total_steps=20, backend="cuda")
    frames = np.stack([frame for _, frame in swarm.frames(run, 20, 3)])
    step_by_step = Run(rule, place, start, params={"eta": 1e-2}, total_steps=20, kernels="numpy")
    expected = np.stack([frame for _, frame in swarm.frames(step_by_step, 20, 3)])
    return {
        "stopped": ours.stopped_at.tolist(),
        "expected": other.stopped_at.tolist(),
        "apart": apart(ours, other),
        "move": float(np.abs(ours.last_move() - other.last_move()).max()),
        "frames": difference(frames, expected),
        "outcome": (ours.outcome() == other.outcome()).all().item(),
    }


def pieces() -> dict[str, bool]:
    """Steps in any portions, from a snapshot, with frames or without: the same bits."""
    rule, place = load_optimizer("adam"), load_landscape("rastrigin")

    def fresh() -> Run:
        return Run(rule, place, START, total_steps=30, noise=Noise(0.1), backend="cuda")

    whole, portions, framed, restored = fresh(), fresh(), fresh(), fresh()
    whole.advance(30)
    for steps in (1, 4, 25):
        portions.advance(steps)
    steps = [step for step, _ in swarm.frames(framed, 30, 7)]
    restored.advance(11)
    kept = restored.snapshot()
    restored.advance(5)
    restored.restore(kept)
    restored.advance(19)
    ends = [run.positions() for run in (whole, portions, framed, restored)]
    return {
        "portions": bool((ends[0] == ends[1]).all()),
        "frames": bool((ends[0] == ends[2]).all()),
        "snapshot": bool((ends[0] == ends[3]).all()),
        "steps of frames": steps == [7, 14, 21, 28, 30],
    }


def cancelling() -> dict[str, bool]:
    run = Run(load_optimizer("adam"), load_landscape("booth"), START, total_steps=9, backend="cuda")
    cancel = threading.Event()
    cancel.set()
    found = {}
    try:
        run.advance(9, cancel)
    except Cancelled:
        found["advance"] = run.step == 0
    try:
        list(swarm.frames(run, 9, 1, cancel))
    except Cancelled:
        found["frames"] = run.step == 0
    run.advance(9)
    found["usable"] = run.step == 9
    return found


def resting() -> dict[str, bool]:
    """Particles that come to rest: in one launch, a few steps at a time, in frames, and on the processor."""
    # its minimum is not at 0, where the simulator keeps subnormal numbers that devices take for zero
    bowl = engine.landscape("(x - 1)**2 + 3*(y + 0.5)**2 + 0.5*x*y")
    found = {}
    texts = {
        "descent": "theta -= eta*g",
        "momentum": "v = 0.5*v + eta*g\ntheta -= v",
        "alternating": "v = -v\ntheta -= eta*g",
        "by t": "theta -= eta/t*g",
    }
    for name, text in texts.items():
        runs = [
            Run(
                engine.optimizer(text), bowl, START, params={"eta": 0.1}, dtype="float32", total_steps=400,
                backend=where,
            )
            for where in ("cuda", "cuda", "cuda", "cpu")
        ]  # fmt: skip
        runs[0].advance(400)
        for first in range(0, 400, 30):
            runs[1].advance(min(30, 400 - first))
        frames = list(swarm.frames(runs[2], 400, 9))
        if fuses_multiply_add():
            runs[3].advance(400)
        others = runs[1:] if fuses_multiply_add() else runs[1:3]
        found[name] = all(apart(runs[0], other) == 0 for other in others)
        found[f"{name}, frames"] = all(
            bool((frame == runs[0].positions()).all()) for step, frame in frames if step > 390
        )
    return found


def results() -> dict[str, Any]:
    """`simulate` with every backend."""
    found: dict[str, Any] = {}
    for field, start in (("booth", [[1.0, 2.0], [-3.0, 0.5]]), ("sine", 2)):
        made = {
            where: engine.simulate("adam", field, start, 20, every=3, noise=0.1, backend=where)
            for where in ("cuda", "numpy", "auto")
        }
        for name in ("positions", "loss", "gradient", "update"):
            found[f"{field} {name}"] = difference(getattr(made["cuda"], name), getattr(made["numpy"], name))
        found[f"{field} m"] = difference(made["cuda"].state["m"], made["numpy"].state["m"])
        found[f"{field} auto"] = difference(made["auto"].positions, made["numpy"].positions)
    return found


def first_particles() -> bool:
    """Reading a few particles gives what reading all gives of them."""
    run = Run(load_optimizer("adam"), load_landscape("booth"), START, total_steps=9, backend="cuda")
    run.advance(5)
    rows = ("theta", "previous", "gradient", "state:m")
    return all(
        run.read(row, first).tobytes() == run.read(row)[:first].tobytes()
        and run.read_stopped(first).tobytes() == run.stopped_at[:first].tobytes()
        for row in rows
        for first in (0, 1, 3, 4, 99)
    ) and all(
        run.read_one(row, one).tobytes() == run.read(row)[one].tobytes()
        and run.read_several(row, np.array([one, 0])).tobytes() == run.read(row)[[one, 0]].tobytes()
        and run.stop_of(one) == run.stopped_at[one]
        for row in rows
        for one in range(run.n)
    )

"""What is tried on the CUDA simulator: python -m tests.cuda.simulated prints findings as JSON.

It runs in a process of its own, started with NUMBA_ENABLE_CUDASIM=1, which must be set before numba is
imported. `test_simulator.py` reads the findings. NumPy's warnings are off: the simulator's threads would
give them for numbers that overflow in silence on a device.
"""

from __future__ import annotations

import json
import threading
import warnings
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

import engine
from engine import Clip, Noise, Run, cuda, swarm
from engine.catalogue import list_ids, load_landscape, load_optimizer, load_schedule, load_signal
from engine.compiled import fuses_multiply_add
from engine.errors import Cancelled
from engine.problem import Layout, laid_out
from engine.splatting import Aim, Brush, Splatter, Target, plain

START = np.array([[2.6, 1.7], [-2.5, 3.3], [0.4, -0.9], [3.9, -1.2]])


def both(rule: Any, field: Any, start: np.ndarray, steps: int, other: str = "numpy", **options: Any) -> Any:
    """The same run on the simulator and on another backend, both at their end."""
    runs = []
    for where in ("cuda", other):
        chosen = {"backend": where} if where != "numpy" else {"kernels": "numpy"}
        run = Run(rule, field, start, total_steps=steps, **options, **chosen)
        run.advance(steps)
        runs.append(run)
    return runs


def apart(ours: Run, other: Run) -> float:
    """The largest difference of positions, states and last gradients, relative to the largest of each."""
    rows = ["theta", *(f"state:{name}" for name in ours.state_names)]
    slope = ours.last_gradient() - other.last_gradient()
    found = [difference(ours.backend.read(row), other.backend.read(row)) for row in rows]
    return max(*found, float(np.abs(slope).max()) / max(1.0, float(np.abs(other.last_gradient()).max())))


def difference(a: np.ndarray, b: np.ndarray) -> float:
    """Relative to the largest number; infinite where one is not finite."""
    if not (np.isfinite(a).all() and np.isfinite(b).all()):
        return float("inf")
    return float(np.max(np.abs(a - b)) / max(float(np.max(np.abs(b))), 1e-3))


def rules() -> dict[str, float]:
    """Every rule against NumPy."""
    place = load_landscape("himmelblau")
    return {
        name: apart(*both(load_optimizer(name), place, START, 100, params=calm(name)))
        for name in list_ids("optimizers")
    }


def calm(rule: str) -> dict[str, float]:
    """A learning rate at which no particle jumps about its minimum, where rounding errors grow."""
    gentle = (
        "momentum",
        "momentum_ema",
        "nesterov",
        "nesterov_three",
        "nesterov_weighted",
        "gradient_descent",
        "nesterov_here",
        "aggmo",
        "qhm",
    )
    still = {"pid": {"eta": 1e-4}, "cocob": {"alpha": 1000.0}, "lars": {"eta": 0.1, "trust": 1e-3}}
    still |= {"lamb": {"eta": 1e-3}, "fromage": {"eta": 1e-3}, "dowg": {"eta": 0.1}}
    still |= {"adafactor": {"eta": 1e-3}, "dadapt_sgd": {"eta": 0.1}, "dadapt_adam": {"eta": 0.1}}
    still |= {"soap": {"eps": 0.1}, "shampoo": {"eps0": 1.0}, "lbfgs": {"eta": 0.1, "delta": 0.1}}
    return {"eta": 1e-3} if rule in (*gentle, "rmsprop", "rprop") else still.get(rule, {})


def rules_on_processor() -> dict[str, float]:
    """Every rule against the processor's kernels."""
    place = load_landscape("himmelblau")
    return {
        name: apart(*both(load_optimizer(name), place, START, 100, "cpu", params=calm(name)))
        for name in list_ids("optimizers")
    }


def same_bits() -> dict[str, bool]:
    """float32 against the processor's kernels."""
    found = {}
    for name in ("adam", "nesterov_three", "adam_p", "rprop"):
        ours, other = both(load_optimizer(name), load_landscape("ackley"), START, 50, "cpu", dtype="float32")
        found[name] = apart(ours, other) == 0
    return found


def fields() -> dict[str, float]:
    found = {}
    for name in list_ids("landscapes"):
        place = load_landscape(name)
        x0, x1, y0, y1 = place.domain
        start = np.array([[x0 + 0.4 * (x1 - x0), y0 + 0.6 * (y1 - y0)], [x0 + 0.7 * (x1 - x0), y1]])
        found[name] = apart(*both(load_optimizer("adam"), place, start, 30, params={"eta": 0.01}))
    for name in list_ids("signals"):
        # Nesterov's rule looks ahead, so that its signal differs between particles.
        for rule in ("adam", "nesterov"):
            runs = both(load_optimizer(rule), load_signal(name), np.zeros((2, 1)), 60)
            found[f"{name} {rule}"] = apart(*runs)
    return found


def modifiers() -> dict[str, float]:
    found = {}
    cases: dict[str, dict[str, Any]] = {
        "noise": {"noise": Noise(0.3)},
        "sparse": {"noise": Noise(0.0, 0.4)},
        "rare": {"noise": Noise(0.0, 0.4, rare=1)},
        "both": {"noise": Noise(0.2, 0.6), "seed": 2**40 + 5, "first_particle": 2**33 - 1},
        "clip value": {"clip": Clip(0.5)},
        "clip norm": {"clip": Clip(None, 0.7)},
        "all": {"noise": Noise(0.2, 0.6), "clip": Clip(2.0, 2.5), "schedule": load_schedule("cosine")},
    }
    place = load_landscape("rastrigin")
    for name, options in cases.items():
        for rule in ("adam", "nesterov_three"):
            runs = both(load_optimizer(rule), place, START, 40, params={"eta": 1e-3}, **options)
            found[f"{name} {rule}"] = apart(*runs)
    return found


def noise_same_bits() -> bool:
    options: dict[str, Any] = {"noise": Noise(0.5, 0.5), "dtype": "float32", "params": {"eta": 0.01}}
    place = load_landscape("himmelblau")
    return apart(*both(load_optimizer("adam"), place, START, 40, "cpu", **options)) == 0


def typed() -> dict[str, float]:
    """A rule and formulas that are in no catalogue, with everything that a rule may ask."""
    place = engine.landscape(
        "a = (x - 1)**2\nwhere(x > y, a, a + 0.5*(y - x)**2) + exp(-x**2)*sin(3*y) + y**2"
    )
    texts = {
        "norm": "g = grad(theta)\ntheta -= eta*g/(norm(g) + 1e-3)",
        "loss": "theta -= eta*(loss(theta) + 2)*grad(theta)",
        "newton": "theta -= eta*newton(theta)",
        "hess_diag": "theta -= eta*grad(theta)/(abs(hess_diag(theta)) + 1)",
        "swap": "a = b + 0.1*g\nb = a - 0.5*b\ntheta -= eta*(a + b)",
        "no field": "theta = theta*0.9",
        "schedule": "theta -= eta/sqrt(t)*grad(theta)",
    }
    return {name: apart(*both(engine.optimizer(text), place, START, 40)) for name, text in texts.items()}


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
            drawn = [splats(particles, Brush(3000.0, fine)) for particles in both_ways]
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
    for _ in range(12):
        Splatter(1).add(run, target, aim, brush, loops=plain)
    return [target.plane, target.gone, target.tiles]  # type: ignore[list-item]


def streaks(run: Run | Layout) -> np.ndarray:
    target = Target(np.zeros((40, 70), np.uint16), np.zeros((2, 2), np.uint8))
    before = np.full((2, run.n), 30.0, np.float32)
    Splatter(1).add(run, target, Aim(-7.0, 4.0, 5.0), Brush(100.0, most=20), before, plain)
    return target.plane


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
        and run.stop_of(one) == run.stopped_at[one]
        for row in rows
        for one in range(run.n)
    )


def device() -> dict[str, Any]:
    found = cuda.device()
    return {"name": found.name, "simulated": found.simulated}


CHECKS: tuple[Callable[[], Any], ...] = (
    rules, rules_on_processor, same_bits, fields, modifiers, noise_same_bits, typed, stopping, pieces,
    cancelling, images, results, resting, planes, first_particles, device,
)  # fmt: skip


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    print(json.dumps({check.__name__: check() for check in CHECKS}))

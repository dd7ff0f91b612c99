"""Agreement with PyTorch and optax to 1e-12 over 100 steps in float64; make_goldens.py made their results."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.catalogue import load_landscape, load_optimizer, load_schedule
from engine.entries import Optimizer, optimizer
from engine.language.evaluate import evaluate
from engine.language.formula import parse_formula
from engine.run import Run

HERE = Path(__file__).parent
DESCRIBED: dict[str, Any] = json.loads((HERE / "goldens.json").read_text(encoding="utf-8"))
CASES: dict[str, dict[str, Any]] = DESCRIBED["cases"]
TOLERANCE = 1e-12


@pytest.fixture(scope="module")
def goldens() -> dict[str, np.ndarray]:
    with np.load(HERE / "goldens.npz") as file:
        return dict(file)


def optimizer_of(case: dict[str, Any]) -> Optimizer:
    if "text" in case:
        return optimizer(case["text"], state=case.get("state"))
    return load_optimizer(case["rule"])


def walked(case: dict[str, Any], landscape: str, start: np.ndarray, kernels: Any) -> np.ndarray:
    """(steps + 1, n, 2): the library's variable, computed from our positions and states."""
    shown = parse_formula(case.get("position", "theta"), ("theta",))
    run = Run(
        optimizer_of(case),
        load_landscape(landscape),
        start,
        params=case["parameters"],
        total_steps=DESCRIBED["steps"],
        kernels=kernels,
    )
    frames = []
    for step in range(DESCRIBED["steps"] + 1):
        if step:
            run.advance(1)
        quantities = {"theta": run.positions(), **{name: run.state(name) for name in run.state_names}}
        values = {**case["parameters"], **quantities}
        frames.append(evaluate(shown.graph, [shown.root], values)[0])
    return np.array(frames)


@pytest.mark.parametrize("kernels", ["numpy", "split", "fused"])
@pytest.mark.parametrize("landscape", ["himmelblau", "rosenbrock"])
@pytest.mark.parametrize("name", CASES)
def test_a_rule_walks_as_the_library_does(
    name: str, landscape: str, kernels: str, goldens: dict[str, np.ndarray]
) -> None:
    golden = goldens[f"{name}.{landscape}"]
    ours = walked(CASES[name], landscape, golden[0], kernels)
    error = np.abs(ours - golden) / np.maximum(1, np.abs(golden))
    assert error.max() <= TOLERANCE, f"step {np.argmax(error.max(axis=(1, 2)))} differs by {error.max():.2e}"


def test_the_goldens_move(goldens: dict[str, np.ndarray]) -> None:
    for name in CASES:
        for landscape in ("himmelblau", "rosenbrock"):
            path = goldens[f"{name}.{landscape}"]
            assert np.abs(path[-1] - path[0]).max() > 1e-2, name
            assert np.isfinite(path).all()


def test_every_rule_that_a_library_has_is_compared() -> None:
    ours_alone = {
        "nesterov_three", "nesterov_weighted", "adagrad_no_root", "adagrad_abs", "adagrad_exp",
        "adam_uncorrected", "adam_lookahead", "adam_p",
    }  # fmt: skip
    from engine.catalogue import list_ids

    more = json.loads((HERE / "more_goldens.json").read_text(encoding="utf-8"))["cases"]
    compared = {case["rule"] for case in (*CASES.values(), *more.values())}
    shipped = {
        path.stem for path in (Path(load_optimizer.__code__.co_filename).parent / "optimizers").glob("*")
    }
    assert shipped - compared == ours_alone
    assert shipped <= set(list_ids("optimizers"))


@pytest.mark.parametrize("name", DESCRIBED["schedules"])
def test_a_schedule_gives_the_factors_of_torch(name: str, goldens: dict[str, np.ndarray]) -> None:
    golden = goldens[f"schedule_{name}"]
    steps = np.arange(1, DESCRIBED["scheduled"] + 1)
    ours = load_schedule(name).factor(steps, DESCRIBED["scheduled"], **DESCRIBED["schedules"][name])
    np.testing.assert_allclose(ours, golden, rtol=1e-12)

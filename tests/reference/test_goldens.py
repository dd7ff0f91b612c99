"""Agreement with PyTorch, optax and pytorch_optimizer over 200 steps in float64; see make_goldens.py.

A case may allow more than rounding, where the library itself keeps a number in float32, or bets magnify it.

Every rule is compared with NumPy on both landscapes, and on one of them as the kernel that the window runs.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.catalogue import load_landscape, load_optimizer, load_schedule
from engine.language.evaluate import evaluate
from engine.language.formula import parse_formula
from engine.run import Run

HERE = Path(__file__).parent
DESCRIBED: dict[str, Any] = json.loads((HERE / "goldens.json").read_text(encoding="utf-8"))
CASES: dict[str, dict[str, Any]] = DESCRIBED["cases"]
KEPT: list[int] = DESCRIBED["kept"]
TOLERANCE = 1e-11
KERNELS = [("numpy", "himmelblau"), ("numpy", "rosenbrock"), ("fused", "himmelblau")]

#: Those that the article alone has, and those that are what another becomes with other parameters.
OURS_ALONE = {
    "nesterov_three", "nesterov_weighted", "adagrad_no_root", "adagrad_abs", "adagrad_exp",
    "adam_uncorrected", "adam_lookahead", "adam_p",
}  # fmt: skip


@pytest.fixture(scope="module")
def goldens() -> dict[str, np.ndarray]:
    with np.load(HERE / "goldens.npz") as file:
        return dict(file)


def walked(case: dict[str, Any], landscape: str, start: np.ndarray, kernels: Any) -> np.ndarray:
    """(kept, n, 2): the library's variable, computed from our positions and states."""
    shown = parse_formula(case.get("position", "theta"), ("theta",))
    run = Run(
        load_optimizer(case["rule"]), load_landscape(landscape), start, params=case["parameters"],
        total_steps=KEPT[-1], kernels=kernels,
    )  # fmt: skip
    frames = []
    for step in KEPT:
        run.advance(step - run.step)
        quantities = {"theta": run.positions(), **{name: run.state(name) for name in run.state_names}}
        frames.append(evaluate(shown.graph, [shown.root], {**case["parameters"], **quantities})[0])
    return np.array(frames)


@pytest.mark.parametrize(("kernels", "landscape"), KERNELS)
@pytest.mark.parametrize("name", CASES)
def test_a_rule_walks_as_the_library_does(
    name: str, landscape: str, kernels: str, goldens: dict[str, np.ndarray]
) -> None:
    golden = goldens[f"{name}.{landscape}"]
    assert np.isfinite(golden).all()
    assert np.abs(golden[-1] - golden[0]).max() > 1e-2, "the comparison needs movement"
    ours = walked(CASES[name], landscape, golden[0], kernels)
    error = np.abs(ours - golden) / np.maximum(1, np.abs(golden))
    assert error.max() <= CASES[name].get("tolerance", TOLERANCE), (
        f"step {KEPT[np.argmax(error.max(axis=(1, 2)))]} differs by {error.max():.2e}"
    )


def test_the_goldens_are_of_200_steps() -> None:
    assert KEPT[0] == 0
    assert KEPT[-1] == 200


def test_every_rule_that_a_library_has_is_compared() -> None:
    compared = {case["rule"] for case in CASES.values()}
    folder = Path(load_optimizer.__code__.co_filename).parent / "optimizers"
    assert {path.stem for path in folder.glob("*.toml")} - compared == OURS_ALONE


@pytest.mark.parametrize("name", CASES)
def test_every_parameter_of_a_rule_is_given(name: str) -> None:
    """A default that changes would change what is compared."""
    declared = {p.name for p in load_optimizer(CASES[name]["rule"]).parameters}
    assert declared - {"eta"} <= set(CASES[name]["parameters"])


@pytest.mark.parametrize("name", DESCRIBED["schedules"])
def test_a_schedule_gives_the_factors_of_torch(name: str, goldens: dict[str, np.ndarray]) -> None:
    golden = goldens[f"schedule_{name}"]
    steps = np.arange(1, DESCRIBED["scheduled"] + 1)
    ours = load_schedule(name).factor(steps, DESCRIBED["scheduled"], **DESCRIBED["schedules"][name])
    np.testing.assert_allclose(ours, golden, rtol=1e-12)

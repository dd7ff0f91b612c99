"""Agreement to 1e-11 over 200 steps in float64 with what make_more_goldens.py found in the libraries.

A case may allow more, where the library itself keeps a number in float32, or a bet magnifies rounding.

Every rule is compared with NumPy on both landscapes; and on one of them as the kernel that the window runs.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.catalogue import load_landscape, load_optimizer
from engine.language.evaluate import evaluate
from engine.language.formula import parse_formula
from engine.run import Run

HERE = Path(__file__).parent
DESCRIBED: dict[str, Any] = json.loads((HERE / "more_goldens.json").read_text(encoding="utf-8"))
CASES: dict[str, dict[str, Any]] = DESCRIBED["cases"]
STEPS: int = DESCRIBED["steps"]
TOLERANCE = 1e-11
KERNELS = [("numpy", "himmelblau"), ("numpy", "rosenbrock"), ("fused", "himmelblau")]


@pytest.fixture(scope="module")
def goldens() -> dict[str, np.ndarray]:
    with np.load(HERE / "more_goldens.npz") as file:
        return dict(file)


def walked(case: dict[str, Any], landscape: str, start: np.ndarray, kernels: Any) -> np.ndarray:
    """(STEPS + 1, n, 2): the library's variable, computed from our positions and states."""
    shown = parse_formula(case.get("position", "theta"), ("theta",))
    run = Run(
        load_optimizer(case["rule"]), load_landscape(landscape), start, params=case["parameters"],
        total_steps=STEPS, kernels=kernels,
    )  # fmt: skip
    frames = []
    for step in range(STEPS + 1):
        if step:
            run.advance(1)
        quantities = {"theta": run.positions(), **{name: run.state(name) for name in run.state_names}}
        frames.append(evaluate(shown.graph, [shown.root], {**case["parameters"], **quantities})[0])
    return np.array(frames)


@pytest.mark.parametrize(("kernels", "landscape"), KERNELS)
@pytest.mark.parametrize("name", CASES)
def test_a_rule_walks_as_the_library_does(
    name: str, landscape: str, kernels: str, goldens: dict[str, np.ndarray]
) -> None:
    golden = goldens[f"{name}.{landscape}"]
    assert np.abs(golden[-1] - golden[0]).max() > 1e-2, "the comparison needs movement"
    ours = walked(CASES[name], landscape, golden[0], kernels)
    error = np.abs(ours - golden) / np.maximum(1, np.abs(golden))
    assert error.max() <= CASES[name].get("tolerance", TOLERANCE), (
        f"step {np.argmax(error.max(axis=(1, 2)))} differs by {error.max():.2e}"
    )

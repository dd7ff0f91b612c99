"""Networks trained as PyTorch trains them, to 1e-9 over 60 steps in float64; see make_network_goldens.py.

With NumPy every case; compiled the two with most layers and with relu, by one rule each.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.catalogue import load_optimizer
from engine.modifiers import Clip
from engine.networks import plain
from engine.networks.data import Points
from engine.networks.shape import Shape
from engine.networks.stepping import PlainStepper, Population, Stepper
from engine.networks.training import first_states
from engine.problem import Settings

HERE = Path(__file__).parent
DESCRIBED: dict[str, Any] = json.loads((HERE / "network_goldens.json").read_text(encoding="utf-8"))
CASES: dict[str, dict[str, Any]] = DESCRIBED["cases"]
COMPILED = ("three.adam", "relu.momentum")
BOTH = [*((name, False) for name in CASES), *((name, True) for name in COMPILED)]


@pytest.fixture(scope="module")
def goldens() -> dict[str, np.ndarray]:
    with np.load(HERE / "network_goldens.npz") as file:
        return dict(file)


def stepper(case: dict[str, Any], points: Points, compiled: bool) -> Stepper:
    known = Population(
        load_optimizer(case["rule"]).rule, Shape(tuple(case["units"]), case["activation"]), points, 1,
        np.dtype("float64"), 0, len(points), Clip(),
    )  # fmt: skip
    if not compiled:
        return PlainStepper(known)
    from engine.networks.compiled_stepping import CompiledStepper

    return CompiledStepper(known, 1)


@pytest.mark.parametrize(("name", "compiled"), BOTH)
def test_a_network_is_trained_as_pytorch_trains_it(
    name: str, compiled: bool, goldens: dict[str, np.ndarray]
) -> None:
    case, golden = CASES[name], lambda key: goldens[f"{name}.{key}"]
    points = Points(golden("places"), golden("labels").astype(np.int64))
    weights = golden("weights")
    assert np.abs(weights[-1] - weights[0]).max() > 0.05, "the comparison needs movement"
    ours = stepper(case, points, compiled)
    theta = weights[:1]
    ours.restore(theta, first_states(load_optimizer(case["rule"]).rule, theta, case["parameters"]))
    for frame in range(len(weights)):
        if frame:
            ours.advance(20 * (frame - 1), 20, Settings(case["parameters"], {}), None)
        assert np.abs(ours.theta()[0] - weights[frame]).max() < 1e-9
        loss, accuracy = ours.look()
        assert loss[0] == pytest.approx(golden("losses")[frame], abs=1e-9)
        assert accuracy[0] == golden("accuracies")[frame]


@pytest.mark.parametrize("name", [name for name in CASES if name.endswith(".adam")])
def test_the_gradient_is_pytorchs(name: str, goldens: dict[str, np.ndarray]) -> None:
    case = CASES[name]
    shape = Shape(tuple(case["units"]), case["activation"])
    theta, golden = goldens[f"{name}.weights"][:1], goldens[f"{name}.gradient"]
    ours = plain.gradient(shape, theta, goldens[f"{name}.places"], goldens[f"{name}.labels"])
    assert np.abs(ours[0] - golden).max() < 1e-14
